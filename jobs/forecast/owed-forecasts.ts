import { owedRequests } from '../../data/postgres/requests/owed-requests.ts';
import type { OwedKind } from '../reconcile/recover-lost-jobs.ts';
import { outcomeOf, settleRequest } from './outcome.ts';

/**
 * Forecast requests that somebody still waits for, in Slack or over HTTP, and how they are revived
 * after a crash.
 */
export const OWED_FORECASTS: OwedKind<string> = {
  read: owedRequests,
  job: (requestId) => ({ name: 'forecast', requestId }),
  report: (requestId) => ({ name: 'report', requestId }),
  fail: (services, requestId) =>
    settleRequest(services, requestId, outcomeOf(new Error('The job failed.'))),
};
