import type { ClickHouseClient } from '@clickhouse/client';

import { type Day, daysBetween } from '../../../data/calendar.ts';
import { readHistoryFacts } from '../../../data/clickhouse/queries/history-facts.ts';
import { bytesText } from '../amounts.ts';
import { type Examination, problem, troublesOf, warning } from '../finding.ts';

const MANY_PARTS = 1_000;

/** Checks the history in ClickHouse: how large, how recent, and whether its cubes say the same. */
export async function lookAtHistory(client: ClickHouseClient, today: Day): Promise<Examination> {
  const { rows, parts, bytes, lastDay, requests, wrongCubes, ttl } = await readHistoryFacts(client);
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
      wrongCubes.length > 0 &&
        problem(
          `${wrongCubes.join(', ')}: not the same requests as in the history`,
          'stop all writers and run the statement of that name in data/clickhouse/migrations',
        ),
    ),
  };
}
