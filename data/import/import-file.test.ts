import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

import { queryRow } from '../clickhouse/run.ts';
import { testHistory } from '../clickhouse/test-history.ts';
import { AppError } from '../errors.ts';
import { readDefaultProfile } from '../generate/profile.ts';
import { type ImportOptions, importFile } from './import-file.ts';
import { clickHouseLedger, type LedgerEntry } from './ledger.ts';
import { type ImportMap, importMapSchema, mapHash } from './map.ts';
import { prototypeSample } from './sample/prototype-sample.ts';

const SAMPLE = new URL('./sample/prototype.csv', import.meta.url);

/** Imports `content` into a history of the test's own. */
async function importer(t: TestContext) {
  const client = await testHistory(t);
  const folder = await mkdtemp(join(tmpdir(), 'ducky-import-'));
  t.after(() => rm(folder, { recursive: true }));
  const run = async (content: string | Buffer, options: Partial<ImportOptions> = {}) => {
    const file = join(folder, 'rows.csv');
    await writeFile(file, content);
    const fixed = { userHashKey: 'key', timeZone: 'UTC', today: '2026-11-22' };
    return importFile({ file, client, ...fixed, quarantineDir: folder, ...options });
  };
  return { client, run };
}

const map: ImportMap = importMapSchema.parse({
  date: 'day',
  site: { column: 'site' },
  geo: { column: 'geo' },
  deviceType: { column: 'device', values: { 1: 'phone', 2: 'Desktop' }, otherwise: 'reject' },
  language: { constant: 'en' },
  count: { column: 'n' },
});

function total(client: ClickHouseClient) {
  const row = z.object({ rows: z.number(), requests: z.number() });
  return queryRow(client, {
    query: 'SELECT count() AS rows, sum(count) AS requests FROM request',
    row,
  });
}

const isRefusal = (pattern: RegExp) => (error: unknown) =>
  error instanceof AppError && error.code === 'bad_input' && pattern.test(error.userMessage);

test('the sample is what the generator makes, and is imported once, without its ids', async (t) => {
  const { client, run } = await importer(t);
  const sample = await readFile(SAMPLE, 'utf8');
  assert.equal(await prototypeSample(client, await readDefaultProfile()), sample);

  const counts = { read: 200, quarantined: 0, reasons: {} };
  assert.deepEqual(await run(sample), { ...counts, imported: 200, duplicates: 0 });
  assert.deepEqual(await run(gzipSync(sample)), { ...counts, imported: 0, duplicates: 200 });
  assert.deepEqual(await total(client), { rows: 200, requests: 200 });
  await run(sample, { again: true });
  assert.deepEqual(await total(client), { rows: 400, requests: 400 });

  const stored = await (
    await client.query({ query: 'SELECT * FROM request', format: 'CSV' })
  ).text();
  assert.doesNotMatch(stored, /203\.0\.113|https:|403a682e1fee3781/);
});

test('any delimiter, quotes, a byte order mark and CRLF are read', async (t) => {
  const { client, run } = await importer(t);
  const content =
    '\uFEFFday;site;geo;device;n\r\n2019-06-01;"A;B ""c""";187;1;22\r\n\r\n2019-06-02;"two\r\nlines";187;2;3';
  assert.equal((await run(content, { map })).imported, 2);
  const row = z.object({
    sites: z.array(z.string()),
    devices: z.array(z.string()),
    hour: z.number(),
  });
  const found = await queryRow(client, {
    query: `SELECT groupArray(site) AS sites, groupArray(deviceType) AS devices, max(hour) AS hour
      FROM (SELECT * FROM request WHERE country = '187' AND language = 'en' ORDER BY date)`,
    row,
  });
  assert.deepEqual(found, {
    sites: ['a;b "c"', 'two\nlines'],
    devices: ['phone', 'desktop'],
    hour: -1,
  });
});

test('bad rows are counted by reason and do not stop the rest', async (t) => {
  const { client, run } = await importer(t);
  const bad = [
    '2019-13-01,a,1,1,5',
    '2019-06-01,a,1,1',
    '2019-06-01,a,1,1,-1',
    '1970-01-01,a,1,1,1',
  ];
  const worse = [
    '2019-06-01,a,1,7,1',
    '2019-06-01,a,1,1,1.5',
    '2019-06-01,"a,1,1,1',
    '2027-01-01,a,1,1,1',
    '2019-06-01,a,1,1,',
  ];
  const good = '2019-06-01,a,1,1,5';
  const result = await run(['day,site,geo,device,n', ...bad, good, ...worse, good].join('\n'), {
    map,
  });
  assert.deepEqual(result.reasons, {
    'not a date': 1,
    '4 columns instead of 5': 1,
    'count is negative': 1,
    'date before 1990 or in the future': 2,
    "device is not in the map's table": 1,
    'count is not a whole number': 1,
    'quotes do not match': 1,
    'no count': 1,
  });
  assert.deepEqual([result.read, result.imported, result.quarantined], [11, 2, 9]);
  const notes = (await readFile(result.quarantineFile ?? '', 'utf8')).trim().split('\n');
  assert.deepEqual(JSON.parse(notes[1] ?? ''), { line: 3, reason: '4 columns instead of 5' });
  assert.deepEqual(await total(client), { rows: 2, requests: 10 });
});

test('a file of which no row was good can be imported once the map is right', async (t) => {
  const { run } = await importer(t);
  const content = 'first,second\n7,2019-06-01';
  const wrong = importMapSchema.parse({ date: 'first', count: 'second' });
  assert.equal((await run(content, { map: wrong })).quarantined, 1);
  const right = importMapSchema.parse({ date: 'second', count: 'first' });
  assert.equal((await run(content, { map: right })).imported, 1);
  assert.equal((await run(content, { map: right })).duplicates, 1);
});

test('blank lines count for nothing, before the header too', async (t) => {
  const { run } = await importer(t);
  const result = await run('  \nday\n\t\n2019-06-01\n \n', {
    map: importMapSchema.parse({ date: 'day' }),
  });
  assert.deepEqual([result.read, result.imported], [1, 1]);
});

test('an interrupted import is carried on without doubling', async (t) => {
  const { client, run } = await importer(t);
  const rows = Array.from(
    { length: 22_000 },
    (_, index) => `2019-06-0${1 + (index % 9)},${index},1,1,1`,
  );
  const content = ['day,site,geo,device,n', ...rows].join('\n');
  const batchRows = 10_000;
  const stop = new AbortController();
  const onProgress = () => stop.abort();
  await assert.rejects(
    run(content, { map, batchRows, onProgress, signal: stop.signal }),
    (error) => error instanceof AppError && error.code === 'cancelled',
  );
  assert.deepEqual(await total(client), { rows: 10_000, requests: 10_000 });

  const other = importMapSchema.parse({ date: 'day' });
  await assert.rejects(run(content, { map: other }), isRefusal(/in part with another map/));
  const { imported, duplicates } = await run(content, { map, batchRows });
  assert.deepEqual({ imported, duplicates }, { imported: 12_000, duplicates: 10_000 });
  assert.deepEqual(await total(client), { rows: 22_000, requests: 22_000 });
});

test('an import that an earlier version left unfinished is refused', async (t) => {
  const { client, run } = await importer(t);
  const content = 'day,site,geo,device,n\n2019-06-01,a,1,1,1';
  const entry: LedgerEntry = {
    content: createHash('sha256').update(content).digest('hex'),
    // Earlier versions knew a batch by the map alone, and cut batches otherwise.
    map: mapHash(map, 'UTC'),
    ...{ run: 1, batches: 1, finished: false, read: 50_000, imported: 50_000, quarantined: 0 },
  };
  await clickHouseLedger(client).record(entry);
  await assert.rejects(run(content, { map }), isRefusal(/earlier version of Ducky/));
  assert.deepEqual(await total(client), { rows: 0, requests: 0 });
  await clickHouseLedger(client).record({ ...entry, finished: true });
  assert.equal((await run(content, { map })).duplicates, 50_000);
});

test('what cannot be imported is refused before anything is written', async (t) => {
  const { client, run } = await importer(t);
  const gzip = gzipSync(await readFile(SAMPLE));
  await assert.rejects(run(gzip.subarray(0, gzip.length - 20)), isRefusal(/truncated or damaged/));
  await assert.rejects(run(''), isRefusal(/empty/));
  await assert.rejects(run('\n\n'), isRefusal(/empty lines/));
  await assert.rejects(run(Buffer.from([0, 1, 2])), isRefusal(/not a text file/));
  await assert.rejects(run('a,b\n1,2'), isRefusal(/are not known: a, b/));
  await assert.rejects(
    run('day,geo\n1,2', { map }),
    isRefusal(/columns that the map names: device, site, n\. It has day, geo/),
  );
  await assert.rejects(run('', { file: tmpdir() }), isRefusal(/is a folder/));
  await assert.rejects(run('', { file: devNull }), isRefusal(/is not a file/));
  await assert.rejects(run('', { file: 'x'.repeat(300) }), isRefusal(/cannot be read: ENAMETOO/));
  await assert.rejects(
    run('', { file: '/nowhere/rows.csv' }),
    (error) => error instanceof AppError && error.code === 'not_found',
  );
  assert.deepEqual(await total(client), { rows: 0, requests: 0 });
  assert.equal(await clickHouseLedger(client).find('0'.repeat(64)), null);
});
