import type { ClickHouseClient } from '@clickhouse/client';

import { type Day, daysBetween } from '../../../data/calendar.ts';
import { readHistoryFacts } from '../../../data/clickhouse/queries/history-facts.ts';
import { bytesText } from '../amounts.ts';
import { type Examination, problem, troublesOf, warning } from '../finding.ts';

const MANY_PARTS = 1_000;

/** The history in ClickHouse: how large, how recent, and whether its cube says the same. */
export async function lookAtHistory(client: ClickHouseClient, today: Day): Promise<Examination> {
  const { rows, parts, bytes, lastDay, requests, cubeRequests, ttl } =
    await readHistoryFacts(client);
  const lagDays = lastDay === null ? null : daysBetween(lastDay, today) - 1;
  return {
    facts: { rows, parts, disk: bytesText(bytes), requests, lastDay, retention: ttl ?? 'for ever' },
    troubles: troublesOf(
      lastDay === null && warning('there is no history', 'ducky import FILE, or ducky generate'),
      lagDays !== null &&
        lagDays > 0 &&
        warning(
          `it ends ${lagDays} days before yesterday`,
          'ducky import FILE with what is missing',
        ),
      parts > MANY_PARTS &&
        warning(`${parts} parts slow every question down`, 'insert in larger batches'),
      cubeRequests !== requests &&
        problem(
          `the cube holds ${cubeRequests} requests, the history ${requests}`,
          'stop all writers and run the statement of data/clickhouse/migrations/0009_request_cube.sql',
        ),
    ),
  };
}
