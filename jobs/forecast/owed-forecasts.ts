import { owedRequests } from '../../data/postgres/requests/owed-requests.ts';
import type { OwedKind } from '../reconcile/revive.ts';
import { outcomeOf, settleRequest } from './outcome.ts';

/** Requests that somebody waits for, in Slack or over HTTP. */
export const OWED_FORECASTS: OwedKind<string> = {
  read: owedRequests,
  job: (requestId) => ({ name: 'forecast', requestId }),
  report: (requestId) => ({ name: 'report', requestId }),
  fail: (services, requestId) =>
    settleRequest(services, requestId, outcomeOf(new Error('The job failed.'))),
};
