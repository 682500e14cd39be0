import type { TestContext } from 'node:test';

import { addDays, type Day } from '../../data/calendar.ts';
import { migrateClickHouse } from '../../data/clickhouse/migrate.ts';
import { migratePostgres } from '../../data/postgres/migrate.ts';
import { acceptRequest, type NewRequest } from '../../data/postgres/requests/requests.ts';
import { testClickHouse, testPostgres } from '../../data/testing/databases.ts';

export const NOW = new Date('2026-11-22T10:00:00Z');

/** What a planner asked for in Slack, on the day of `NOW`. */
export const NEW_REQUEST: NewRequest = {
  dedupeKey: null,
  source: 'slack',
  requestedBy: 'UALICE',
  text: 'phones, next week',
  plan: {
    targeting: { deviceType: { include: ['phone'] } },
    flight: { start: '2026-11-23', end: '2026-11-29' },
  },
  assumptions: [],
  destination: { channel: 'C1', messageTs: '1.0' },
};

/** A migrated Postgres of the test's own, and a way to ask in it. */
export async function openTestPostgres(t: TestContext) {
  const { url, pool } = await testPostgres(t);
  await migratePostgres(pool);
  const accept = async (change: Partial<NewRequest> = {}) =>
    (await acceptRequest(pool, { ...NEW_REQUEST, ...change }, NOW)).request;
  return { url, pool, accept };
}

/** A migrated ClickHouse of the test's own, empty. */
export async function openTestClickHouse(t: TestContext) {
  const { url, client } = await testClickHouse(t);
  await migrateClickHouse(client, { withLock: (work) => work() });
  return { url, client };
}

const REQUESTS_A_DAY = 600;

/** A ClickHouse with `days` days of requests up to `lastDay`, two thirds of them from phones. */
export async function openTestHistory(
  t: TestContext,
  { days, lastDay }: { days: number; lastDay: Day },
) {
  const { url, client } = await openTestClickHouse(t);
  await client.command({
    query: `
      INSERT INTO request (date, hour, country, deviceType, os, user)
      SELECT
        addDays({first:Date}, intDiv(number, {perDay:UInt32})),
        number % 24,
        'IN',
        if(number % 3 = 0, 'desktop', 'phone'),
        if(number % 2 = 0, 'ios', 'android'),
        1 + sipHash64(number) % 900
      FROM numbers({days:UInt32} * {perDay:UInt32})`,
    query_params: { first: addDays(lastDay, 1 - days), days, perDay: REQUESTS_A_DAY },
  });
  return { url, client };
}
