import type { ClickHouseClient } from '@clickhouse/client';

import { daysBetween } from '../../calendar.ts';
import type { Dimension } from '../../dimensions.ts';
import { AppError, badInput } from '../../errors.ts';
import type { DaySpan, TargetingHistory } from '../../history.ts';
import { type Plan, targetedDimensions } from '../../plan.ts';
import { type AbsentValue, readAbsentValues } from './absent-values.ts';
import { readCapShare } from './cap-share.ts';
import { readDailyGeneralisations } from './daily-generalisations.ts';
import { readDailyReach } from './daily-reach.ts';
import { readDataSpan } from './data-span.ts';
import { readPresentDimensions } from './present-dimensions.ts';
import { readUserFrequency } from './user-frequency.ts';
import { lastDays } from './window.ts';

const WINDOW_DAYS = 180;
const FREQUENCY_WINDOW_DAYS = 28;

export interface TargetingHistoryOptions {
  plan: Plan;
  /** Days of history to read, from the last; 180 unless given. */
  windowDays?: number;
  signal?: AbortSignal | undefined;
}

export interface TargetingReading {
  history: TargetingHistory;
  /** Values of the targeting that no request carries: most likely misspelt. */
  absentValues: readonly AbsentValue[];
}

/**
 * Everything a forecast of the plan is made from. Throws AppError `no_history` where there are
 * no data, and `bad_input` where the targeting names dimensions that the data lack.
 */
export async function readTargetingHistory(
  client: ClickHouseClient,
  { plan, windowDays = WINDOW_DAYS, signal }: TargetingHistoryOptions,
): Promise<TargetingReading> {
  const { targeting } = plan;
  const [data, present] = await Promise.all([
    readDataSpan(client, signal),
    readPresentDimensions(client, signal),
  ]);
  if (!data) throw noHistory();
  checkDimensions(targetedDimensions(targeting), present);
  const span = lastDays(data, windowDays);
  const [generalisations, absentValues, users] = await Promise.all([
    readDailyGeneralisations(client, { targeting, span, signal }),
    readAbsentValues(client, { targeting, signal }),
    data.hasUsers ? readUsers(client, { plan, span, signal }) : WITHOUT_USERS,
  ]);
  return { history: { span, generalisations, ...users }, absentValues };
}

const WITHOUT_USERS = { reach: null, frequency: null, capShare: null };

interface UsersOptions {
  plan: Plan;
  span: DaySpan;
  signal: AbortSignal | undefined;
}

async function readUsers(client: ClickHouseClient, { plan, span, signal }: UsersOptions) {
  const { targeting, flight, frequencyCap: cap } = plan;
  const recent = lastDays(span, FREQUENCY_WINDOW_DAYS);
  const flightDays = daysBetween(flight.start, flight.end) + 1;
  const cappedSpan = cap?.per === 'flight' ? lastDays(span, flightDays) : recent;
  const [reach, frequency, capShare] = await Promise.all([
    readDailyReach(client, { targeting, span, signal }),
    readUserFrequency(client, { targeting, span: recent, signal }),
    cap ? readCapShare(client, { targeting, span: cappedSpan, cap, signal }) : null,
  ]);
  return { reach, frequency, capShare };
}

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
