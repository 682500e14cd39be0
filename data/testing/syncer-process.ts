import { setTimeout as sleep } from 'node:timers/promises';

import { pino } from 'pino';

import { openClickHouse } from '../clickhouse/client.ts';
import { openPostgres } from '../postgres/client.ts';
import { syncOnce } from '../sync/sync-once.ts';

/** Syncs small extents for ever, whatever goes wrong, and tells how many changes; a test kills it. */
const [databaseUrl = '', clickhouseUrl = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const pool = openPostgres({ url: databaseUrl, log });
const clickhouse = openClickHouse(clickhouseUrl);

for (;;) {
  const options = { pool, clickhouse, log, maxRows: 100, maxExtents: 1 };
  const pass = await syncOnce(options).catch(() => undefined);
  if (pass?.synced) process.send?.(pass.synced);
  await sleep(5);
}
