import { daysBetween } from '../../calendar.ts';
import type { Dimension } from '../../dimensions.ts';
import { AppError, badInput } from '../../errors.ts';
import {
  type DailyReach,
  type DaySpan,
  ownImpressions,
  type TargetingHistory,
  type UserFrequency,
} from '../../history.ts';
import { type Plan, targetedDimensions } from '../../plan.ts';
import type { HistorySource } from '../run.ts';
import { type AbsentValue, readAbsentValues } from './absent-values.ts';
import { readCapShare } from './cap-share.ts';
import { frequencyOf, reachOf, readCountedUsers } from './counted-users.ts';
import { readDailyGeneralisations } from './daily-generalisations.ts';
import { readDailyReach } from './daily-reach.ts';
import type { DataSpan } from './data-span.ts';
import type { HistoryOutline } from './history-outline.ts';
import { readUserFrequency } from './user-frequency.ts';
import { areDaysThin } from './user-sample.ts';
import { lastDays, type TargetingWindow } from './window.ts';

/** A year and the weeks before it: as far back as the model's features look. */
export const HISTORY_DAYS = 400;
const CAP_WINDOW_DAYS = 28;

/** Reach is forecast from the last four weeks, and shown for as many before them. */
const REACH_DAYS = 56;

/** Users of fewer days say too little of how often people come back. */
const MIN_FREQUENCY_DAYS = 7;

interface TargetingHistoryOptions {
  plan: Plan;
  /** Of the history on the day that is today. */
  outline: HistoryOutline;
  signal?: AbortSignal | undefined;
}

interface TargetingReading {
  history: TargetingHistory;
  /** Values of the targeting that no request carries: most likely misspelt. */
  absentValues: readonly AbsentValue[];
}

/**
 * Reads everything a forecast of the plan is made from: impressions and reach a day, frequency, and
 * what a cap leaves. Throws AppError `no_history` where there are no data, and `bad_input` where
 * the targeting names dimensions that the data lack.
 */
export async function readTargetingHistory(
  client: HistorySource,
  { plan, outline, signal }: TargetingHistoryOptions,
): Promise<TargetingReading> {
  const { targeting } = plan;
  const { data, dimensions } = outline;
  if (!data) throw noHistory();
  checkDimensions(targetedDimensions(targeting), dimensions);
  const span = lastDays(data, HISTORY_DAYS);
  const generalisations = await readDailyGeneralisations(client, { targeting, span, signal });
  const requests = ownImpressions({ generalisations });
  const [absentValues, users] = await Promise.all([
    readAbsentValues(client, { targeting, isMatched: requests.some((count) => count > 0), signal }),
    data.hasUsers ? readUsers(client, { plan, span, data, requests, signal }) : WITHOUT_USERS,
  ]);
  return { history: { span, generalisations, ...users }, absentValues };
}

const WITHOUT_USERS = { reach: null, frequency: null, capShare: null };

interface UsersOptions {
  plan: Plan;
  span: DaySpan;
  data: DataSpan;
  /** Matching requests a day of the span. */
  requests: Float64Array;
  signal: AbortSignal | undefined;
}

/** Reach, frequency and the share left by the frequency cap, each over days of its own. */
async function readUsers(
  client: HistorySource,
  { plan, span, data, requests, signal }: UsersOptions,
) {
  const { targeting, flight, frequencyCap: cap } = plan;
  const flightDays = daysBetween(flight.start, flight.end) + 1;
  // As many days as the flight has, so that users come back in them as often as in the flight.
  const frequencySpan = lastDays(span, Math.max(MIN_FREQUENCY_DAYS, flightDays));
  const reachSpan = lastDays(span, REACH_DAYS);
  const { hasTakenBack } = data;
  const cappedSpan = lastDays(span, cap?.per === 'flight' ? flightDays : CAP_WINDOW_DAYS);
  const window = { targeting, requests, signal };
  const seen = { ...window, reachSpan, frequencySpan };
  const [{ reach, frequency }, capShare] = await Promise.all([
    areDaysThin({ span: reachSpan, requests })
      ? countUsers(client, seen)
      : sampleUsers(client, { ...seen, hasTakenBack }),
    cap ? readCapShare(client, { ...window, span: cappedSpan, cap }) : null,
  ]);
  return { reach, frequency, capShare };
}

interface SeenUsersOptions extends Omit<TargetingWindow, 'span'> {
  requests: Float64Array;
  reachSpan: DaySpan;
  frequencySpan: DaySpan;
}

interface SeenUsers {
  reach: DailyReach;
  frequency: UserFrequency;
}

/** Counts all users, where they are few. For flights of most lengths, this is the same query. */
async function countUsers(
  client: HistorySource,
  { targeting, reachSpan, frequencySpan, signal }: SeenUsersOptions,
): Promise<SeenUsers> {
  const span = frequencySpan.first < reachSpan.first ? frequencySpan : reachSpan;
  const counted = await readCountedUsers(client, { targeting, span, signal });
  return {
    reach: reachOf(counted, reachSpan.first),
    frequency: frequencyOf(counted, frequencySpan.first),
  };
}

/** Estimates reach and frequency from the sample of users, where there are many. */
async function sampleUsers(
  client: HistorySource,
  {
    reachSpan,
    frequencySpan,
    hasTakenBack,
    ...window
  }: SeenUsersOptions & { hasTakenBack: boolean },
): Promise<SeenUsers> {
  const [reach, frequency] = await Promise.all([
    readDailyReach(client, { ...window, span: reachSpan, hasTakenBack }),
    readUserFrequency(client, { ...window, span: frequencySpan }),
  ]);
  return { reach, frequency };
}

/** Refuses a targeting by dimensions that the data lack. */
function checkDimensions(wanted: readonly Dimension[], present: readonly Dimension[]): void {
  const lacking = wanted.filter((dimension) => !present.includes(dimension));
  if (lacking.length === 0) return;
  throw badInput(
    `The data do not carry ${lacking.join(', ')}. They carry ${present.join(', ') || 'no dimension'}.`,
    lacking.map((dimension) => `Take ${dimension} out, or import data that carry it.`),
  );
}

function noHistory(): AppError {
  return new AppError(
    'no_history',
    'There are no data yet. Import some with `ducky import FILE`, or make some with `ducky generate`.',
  );
}
