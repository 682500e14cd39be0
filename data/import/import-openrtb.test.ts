import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { migrateClickHouse } from '../clickhouse/migrate.ts';
import { queryRow } from '../clickhouse/run.ts';
import { AppError } from '../errors.ts';
import { sampleLines } from '../openrtb/sample-lines.ts';
import { testClickHouse } from '../testing/databases.ts';
import { type ImportOptions, importFile } from './import-file.ts';

const IMPORT_PROCESS = fileURLToPath(new URL('./testing/import-process.ts', import.meta.url));
const DAYS = { first: '2026-11-01', last: '2026-11-20' };
const POLL_MS = 5;

async function importer(t: TestContext) {
  const { client, url } = await testClickHouse(t);
  await migrateClickHouse(client, { withLock: (work) => work() });
  const folder = await mkdtemp(join(tmpdir(), 'ducky-openrtb-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'requests.jsonl');
  const run = async (content: string | Buffer, options: Partial<ImportOptions> = {}) => {
    await writeFile(file, content);
    const fixed = { userHashKey: 'key', timeZone: 'UTC', today: '2026-11-22' };
    return importFile({ file, client, ...fixed, quarantineDir: folder, ...options });
  };
  return { client, url, folder, file, run };
}

/** Of the history and of what is derived from it. */
async function totals(client: ClickHouseClient) {
  const row = z.object({ requests: z.number(), cube: z.number(), values: z.number() });
  return queryRow(client, {
    query: `SELECT (SELECT sum(count) FROM request) AS requests,
      (SELECT sum(count) FROM request_cube) AS cube,
      (SELECT sum(count) FROM dimension_value WHERE dimension = 'format') AS values`,
    row,
  });
}

async function hasRequests(client: ClickHouseClient): Promise<boolean> {
  const row = z.object({ rows: z.number() });
  const { rows } = await queryRow(client, { query: 'SELECT count() AS rows FROM request', row });
  return rows > 0;
}

const all = (rows: number) => ({ requests: rows, cube: rows, values: rows });

const good = [...sampleLines({ lines: 3, seed: 1, ...DAYS })];
const request = (fields: object) => JSON.stringify({ ...JSON.parse(good[0] ?? ''), ...fields });

test('bad lines and imps are counted by reason and do not stop the rest', async (t) => {
  const { client, run } = await importer(t);
  const imp = [{ id: '1' }, { id: '2', bidfloor: -1 }, { id: '3', banner: {} }];
  const lines: (string | Buffer)[] = [
    'no JSON',
    ...good,
    '[]',
    '',
    request({ imp: [] }),
    request({ imp }),
    request({ ts: 86_400 }),
    request({ ts: '2090-01-01T00:00:00Z' }),
    `{"id":"${'x'.repeat(10_000_000)}"}`,
    Buffer.from([0x7b, 0xff, 0x7d]),
    '{"id":"\0"}',
    request({ user: { id: 'a\0' } }),
    request({ id: 'é'.repeat(3) }),
  ];
  const content = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\r\n')]));
  const reasons = {
    'not JSON': 1,
    'not an object': 1,
    'no imp': 1,
    'imp.bidfloor is negative': 1,
    'date before 1990 or in the future': 2,
    'line longer than 1 MB': 1,
    'not UTF-8': 1,
    'holds a NUL': 2,
  };
  const first = await run(content);
  const { quarantineFile = '', ...counts } = first;
  assert.deepEqual(counts, { read: 16, imported: 6, quarantined: 10, duplicates: 0, reasons });
  assert.deepEqual(await totals(client), all(6));
  const notes = (await readFile(quarantineFile, 'utf8')).trim().split('\n');
  assert.deepEqual(
    notes.map((note) => JSON.parse(note).line),
    [1, 5, 7, 8, 9, 10, 11, 12, 13, 14],
  );

  const repeated = await run(gzipSync(content));
  assert.deepEqual(repeated, { ...first, imported: 0, duplicates: 6 });
  assert.equal((await run(content, { again: true })).imported, 6);
  assert.deepEqual(await totals(client), all(12));
});

test('what is stored is the request, without its ids and addresses', async (t) => {
  const { client, run } = await importer(t);
  await run(`${good.join('\n')}\n`);
  const stored = await (
    await client.query({ query: 'SELECT * FROM request', format: 'CSV' })
  ).text();
  assert.match(stored, /cricketnow|dailyherald|motorpages|spicekitchen/);
  assert.doesNotMatch(stored, /203\.0\.113|https:|Mozilla|u-0/);
});

test('a file without times needs a day, and can be repeated with one', async (t) => {
  const { client, run } = await importer(t);
  const content = good.map((line) => line.replace(/"ts":\d+,/, '')).join('\n');
  assert.deepEqual((await run(content)).reasons, { 'no date': 3 });
  assert.equal((await run(content, { date: '2026-11-02' })).imported, 3);
  const row = z.object({ day: z.string(), hour: z.number() });
  const query = 'SELECT toString(any(date)) AS day, any(hour) AS hour FROM request';
  assert.deepEqual(await queryRow(client, { query, row }), { day: '2026-11-02', hour: -1 });
});

test('what is no JSON lines is refused with what would help', async (t) => {
  const { run } = await importer(t);
  const refuses = (pattern: RegExp) => (error: unknown) =>
    error instanceof AppError && error.code === 'bad_input' && pattern.test(error.userMessage);
  const pretty = JSON.stringify(JSON.parse(good[0] ?? ''), null, 2);
  await assert.rejects(run(pretty), refuses(/one JSON document.*jq -c \. /));
  await assert.rejects(run(`[${good[0]}]`), refuses(/one JSON document.*jq -c '\.\[\]' /));
  const map = { date: { column: 'day' } };
  await assert.rejects(run(good.join('\n'), { map }), refuses(/need no map/));
  await assert.rejects(run('day\n1', { map, date: '2026-11-01' }), refuses(/--date is for bid/));
  const gzip = gzipSync(good.join('\n'));
  await assert.rejects(run(gzip.subarray(0, gzip.length - 9)), refuses(/truncated or damaged/));
});

test('a killed import is carried on by the same call, and doubles nothing', async (t) => {
  const { client, url, folder, file, run } = await importer(t);
  const lines = 30_000;
  const content = `${[...sampleLines({ lines, seed: 2, ...DAYS })].join('\n')}\n`;
  await writeFile(file, content);
  const child = spawn(process.execPath, [IMPORT_PROCESS, url, file, folder], { stdio: 'inherit' });
  const ended = once(child, 'exit');
  while (child.exitCode === null && !(await hasRequests(client))) await sleep(POLL_MS);
  child.kill('SIGKILL');
  await ended;
  const found = (await totals(client)).requests;
  const { read, imported, duplicates } = await run(content, { batchRows: 5000 });
  assert.deepEqual({ read, sum: imported + duplicates }, { read: lines, sum: lines });
  assert.ok(found > 0 && imported > 0);
  assert.deepEqual(await totals(client), all(lines));
});
