import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  ClickHouseError,
  ClickHouseLogLevel,
  createClient,
} from '@clickhouse/client';
import { pino } from 'pino';
import type { EmbeddedServer } from './child.ts';
import { startClickHouse } from './clickhouse.ts';
import { freePort } from './free-port.ts';

const log = pino({ level: 'silent' });
let dir: string;
let server: EmbeddedServer;
let client: ClickHouseClient;

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ducky-clickhouse-'));
  server = await startClickHouse({
    dir: join(dir, 'data'),
    port: await freePort(),
    password: "p/w?#'\\ü",
    log,
  });
  client = connect();
});

after(async () => {
  await client?.close();
  await server?.stop();
  await rm(dir, { recursive: true, force: true });
});

function connect(options: ClickHouseClientConfigOptions = {}): ClickHouseClient {
  return createClient({ url: server.url, log: { level: ClickHouseLogLevel.OFF }, ...options });
}

async function select<T>(query: string, query_params: Record<string, unknown> = {}): Promise<T[]> {
  const result = await client.query({ query, query_params, format: 'JSONEachRow' });
  return result.json<T>();
}

test('answers a ping', async () => {
  assert.equal((await client.ping()).success, true);
  assert.equal((await client.ping({ select: true })).success, true);
});

test('hands parameters through unharmed, whatever they hold', async () => {
  const hostile = [
    "'; DROP TABLE t; --",
    '\\',
    "\\'",
    'a\0b',
    'tab\tline\nreturn\r',
    '日本 🦆 ü',
    '{x:String}',
    '`"$(',
  ];
  for (const value of hostile) {
    const rows = await select<{ value: string }>('SELECT {value:String} AS value', { value });
    assert.deepEqual(rows, [{ value }]);
  }
  const rows = await select('SELECT {values:Array(String)} AS values, {n:UInt8} AS n', {
    values: hostile,
    n: 7,
  });
  assert.deepEqual(rows, [{ values: hostile, n: 7 }]);
});

test('keeps parallel queries apart', async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) => select<{ n: number }>('SELECT {n:UInt32} AS n', { n })),
  );
  assert.deepEqual(
    answers.map(([row]) => row?.n),
    Array.from({ length: 100 }, (_, n) => n),
  );
});

test('settings of one request do not reach the next', async () => {
  const query = "SELECT getSetting('max_block_size') AS size";
  const changed = await client.query({
    query,
    clickhouse_settings: { max_block_size: '1234' },
    format: 'JSONEachRow',
  });
  assert.deepEqual(await changed.json(), [{ size: 1234 }]);
  const [row] = await select<{ size: number }>(query);
  assert.notEqual(row?.size, 1234);
});

test('inserts every format, from arrays and from streams', async () => {
  await client.command({ query: 'CREATE TABLE rows (a Int32, b String) ENGINE = Memory' });
  await client.insert({ table: 'rows', values: [{ a: 1, b: "x'y" }], format: 'JSONEachRow' });
  await client.insert({
    table: 'rows',
    values: Readable.from([[2, 'two\nlines']]),
    format: 'JSONCompactEachRow',
    columns: ['a', 'b'],
  });
  await client.exec({
    query: 'INSERT INTO rows (b, a) FORMAT CSV',
    values: Readable.from([Buffer.from('"quoted ""\n'), Buffer.from('newline",3\n')]),
  });
  await client.exec({
    query: 'INSERT INTO rows FORMAT TabSeparated',
    values: Readable.from([Buffer.from('4\tfo'), Buffer.from('ur\n')]),
  });
  await client.command({ query: "INSERT INTO rows VALUES (5, 'five')" });
  assert.deepEqual(await select('SELECT * FROM rows ORDER BY a'), [
    { a: 1, b: "x'y" },
    { a: 2, b: 'two\nlines' },
    { a: 3, b: 'quoted "\nnewline' },
    { a: 4, b: 'four' },
    { a: 5, b: 'five' },
  ]);
});

test('refuses a deduplicated insert too large for one block, rather than lose rows', async () => {
  await client.command({ query: 'CREATE TABLE whole (n UInt8) ENGINE = MergeTree ORDER BY n' });
  const gzipped = connect({ compression: { request: true, response: true } });
  const lines = Buffer.alloc(1024 * 1024, '1\n');
  const insert = (count: number) =>
    gzipped.exec({
      query: 'INSERT INTO whole FORMAT TabSeparated',
      values: Readable.from(Array.from({ length: count }, () => lines)),
      clickhouse_settings: { insert_deduplication_token: 'whole' },
    });
  await assert.rejects(insert(257), { code: '307', type: 'TOO_MANY_BYTES' });
  await text((await insert(9)).stream);
  await gzipped.close();
  const rows = await select('SELECT count() AS n FROM whole');
  assert.deepEqual(rows, [{ n: (9 * lines.length) / 2 }]);
});

test('streams an insert of many blocks, compressed', async () => {
  await client.command({ query: 'CREATE TABLE bulk (n UInt64, pad String) ENGINE = Memory' });
  const gzipped = connect({ compression: { request: true, response: true } });
  const line = (n: number) => Buffer.from(`${n},"${'x'.repeat(200)}\n"\n`);
  const lines = Readable.from(
    (function* () {
      for (let n = 0; n < 100_000; n += 100) {
        yield Buffer.concat(Array.from({ length: 100 }, (_, offset) => line(n + offset)));
      }
    })(),
  );
  await gzipped.exec({ query: 'INSERT INTO bulk FORMAT CSV', values: lines });
  const rows = await select('SELECT count() AS rows, uniqExact(n) AS distinct FROM bulk');
  assert.deepEqual(rows, [{ rows: 100_000, distinct: 100_000 }]);
  const all = await gzipped.query({ query: 'SELECT n FROM bulk', format: 'JSONEachRow' });
  assert.equal((await all.json()).length, 100_000);
  await gzipped.close();
});

test('drops a repeated insert with the same deduplication token, however large', async () => {
  await client.command({
    query: `CREATE TABLE once (n UInt64, pad String) ENGINE = MergeTree ORDER BY n
            SETTINGS non_replicated_deduplication_window = 100`,
  });
  const values = Array.from({ length: 50_000 }, (_, n) => ({ n, pad: 'x'.repeat(200) }));
  for (const _attempt of [1, 2]) {
    await client.insert({
      table: 'once',
      values,
      format: 'JSONEachRow',
      clickhouse_settings: { insert_deduplication_token: 'batch-1' },
    });
  }
  assert.deepEqual(await select('SELECT count() AS rows FROM once'), [{ rows: 50_000 }]);
});

test('an aborted query is killed', async () => {
  const abort = new AbortController();
  const endless = 'SELECT sum(sipHash64(number)) FROM numbers(1000000000000)';
  const running = client.query({ query: endless, abort_signal: abort.signal });
  const countRunning = async () => {
    const rows = await select<{ n: string }>(
      'SELECT count() AS n FROM system.processes WHERE query LIKE {pattern:String}',
      { pattern: 'SELECT sum(sipHash64%' },
    );
    return Number(rows[0]?.n);
  };
  while ((await countRunning()) === 0) await sleep(20);
  abort.abort();
  await assert.rejects(running);
  while ((await countRunning()) > 0) await sleep(20);
});

test('outlives an address that is none', async () => {
  const { host, hostname, port } = new URL(server.url);
  const socket = createConnection({ host: hostname, port: Number(port) });
  socket.write(`GET // HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  assert.match(await text(socket), /^HTTP\/1\.1 400 /);
  assert.equal((await client.ping()).success, true);
});

test('refuses a wrong password with 516', async () => {
  const url = new URL(server.url);
  url.password = 'wrong';
  const stranger = connect({ url: url.href });
  await assert.rejects(stranger.query({ query: 'SELECT 1' }), { code: '516' });
  await stranger.close();
});

test('reports typed errors', async () => {
  await assert.rejects(
    select('SELECT * FROM missing'),
    (error: unknown) =>
      error instanceof ClickHouseError && error.code === '60' && error.type === 'UNKNOWN_TABLE',
  );
  await assert.rejects(select('SELEC 1'), { code: '62', type: 'SYNTAX_ERROR' });
  await assert.rejects(
    client.insert({ table: 'missing', values: [{ a: 1 }], format: 'JSONEachRow' }),
    { code: '60' },
  );
});

test('an insert that fails while it is being sent reports why', async () => {
  await client.command({ query: 'CREATE TABLE numbers_only (n UInt64) ENGINE = Memory' });
  const line = Buffer.from(`${'not a number '.repeat(80)}\n`.repeat(1000));
  const lines = Readable.from(Array.from({ length: 30 }, () => line));
  await assert.rejects(
    client.exec({ query: 'INSERT INTO numbers_only FORMAT TabSeparated', values: lines }),
    ClickHouseError,
  );
});

test('an insert whose client goes away stores no torn row', async () => {
  await client.command({ query: 'CREATE TABLE torn (n UInt64) ENGINE = Memory' });
  for (const compressed of [false, true]) {
    const leaving = connect({ compression: { request: compressed } });
    const abort = new AbortController();
    const values = new PassThrough();
    values.write('1\n2\n12345');
    const inserting = leaving.exec({
      query: 'INSERT INTO torn FORMAT TabSeparated',
      values,
      abort_signal: abort.signal,
    });
    setTimeout(() => abort.abort(), 50);
    await assert.rejects(inserting);
    await leaving.close();
  }
  assert.deepEqual(await select('SELECT n FROM torn'), []);
});

test('a named session keeps its temporary tables, not its settings, and has one user', async () => {
  const named = connect({ session_id: 'session-1' });
  await named.command({
    query: 'CREATE TEMPORARY TABLE mine (n UInt8)',
    clickhouse_settings: { max_block_size: '77' },
  });
  const result = await named.query({
    query: "SELECT count() AS n, getSetting('max_block_size') AS size FROM mine",
    format: 'JSONEachRow',
  });
  const [row] = await result.json<{ n: number; size: number }>();
  assert.equal(row?.n, 0);
  assert.notEqual(row?.size, 77);
  await assert.rejects(select('SELECT * FROM mine'), { code: '60' });
  const slow = 'SELECT sleep(1)';
  const outcomes = await Promise.allSettled([
    named.command({ query: slow }),
    named.command({ query: slow }),
  ]);
  const refused = outcomes.find((outcome) => outcome.status === 'rejected');
  assert.equal(refused?.reason.code, '373');
  await named.close();
});

test('keeps the database of a client apart from the default', async () => {
  await client.command({ query: 'CREATE DATABASE `odd-name`' });
  const other = connect({ database: 'odd-name' });
  await other.command({ query: 'CREATE TABLE here (n UInt8) ENGINE = Memory' });
  await other.insert({ table: 'here', values: [{ n: 1 }], format: 'JSONEachRow' });
  const result = await other.query({ query: 'SELECT n FROM here', format: 'JSONEachRow' });
  assert.deepEqual(await result.json(), [{ n: 1 }]);
  await assert.rejects(select('SELECT n FROM here'), { code: '60' });
  await other.close();
});

test('takes the rows of binary formats, and keeps nothing of their bytes', async () => {
  await client.command({
    query: 'CREATE OR REPLACE TABLE bytes (id UInt8, word String) ENGINE = MergeTree ORDER BY id',
  });
  const insert = async (values: Buffer, settings = {}) => {
    const { stream } = await client.exec({
      query: 'INSERT INTO bytes FORMAT RowBinary',
      values: Readable.from([values], { objectMode: false }),
      clickhouse_settings: settings,
    });
    await text(stream);
  };
  const rows = Buffer.from('\x01\x03a\n\0\x02\x01b', 'latin1');
  await insert(rows);
  assert.deepEqual(await select('SELECT * FROM bytes ORDER BY id'), [
    { id: 1, word: 'a\n\0' },
    { id: 2, word: 'b' },
  ]);
  await assert.rejects(insert(rows.subarray(0, 4)), ClickHouseError);
  await assert.rejects(insert(rows, { no_such_setting: 1 }), ClickHouseError);
  assert.deepEqual(await select('SELECT count() AS rows FROM bytes'), [{ rows: 2 }]);
  assert.deepEqual(await readdir(join(dir, 'data-spool')), []);
});
