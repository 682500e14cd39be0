import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { bridgeClient, testBridge } from './test-bridge.ts';

const CANCEL_REQUEST = 80877102;

test('a plain client reads with and without parameters', async (t) => {
  const client = await (await testBridge(t)).connect();
  const bound = await client.query(
    'SELECT country, impressions FROM olap.daily WHERE country = $1 AND impressions > $2::bigint',
    ['DE', 10],
  );
  assert.deepEqual(bound.rows, [{ country: 'DE', impressions: '30' }]);
  assert.equal(bound.command, 'SELECT');
  const plain = await client.query(
    "SELECT 1 AS one, 'a''b' AS text, NULL AS nothing, true AS yes, 2.50 AS half",
  );
  assert.deepEqual(plain.rows, [{ one: 1, text: "a'b", nothing: null, yes: true, half: '2.5' }]);
  const named = { name: 'again', text: 'SELECT count(*) AS n FROM daily WHERE country = $1' };
  assert.deepEqual((await client.query({ ...named, values: ['IN'] })).rows, [{ n: '2' }]);
  assert.deepEqual((await client.query({ ...named, values: [null] })).rows, [{ n: '0' }]);
  const several = await client.query('SELECT 1; SELECT 2; SHOW server_version');
  assert.equal((several as unknown as pg.QueryResult[]).length, 3);
  assert.equal((await client.query('')).rowCount, null);
});

test('what is not known to mean the same is refused, and the session goes on', async (t) => {
  const client = await (await testBridge(t)).connect();
  const refused: [sql: string, code: string][] = [
    ['INSERT INTO daily VALUES (1)', '0A000'],
    ['DROP TABLE daily', '0A000'],
    ['COPY daily TO STDOUT', '0A000'],
    ['SELECT * FROM system.tables', '42P01'],
    ['SELECT * FROM pg_catalog.pg_class', '42P01'],
    ['SELECT * FROM secret', '42P01'],
    ['SELECT secret FROM daily', '42703'],
    ["SELECT * FROM url('http://localhost')", '0A000'],
    ['SELECT * FROM (SELECT * FROM daily) AS x', '0A000'],
    ['SELECT (SELECT 1)', '0A000'],
    ['WITH x AS (SELECT 1) SELECT 1', '0A000'],
    ['SELECT 1 UNION SELECT 2', '0A000'],
    ['SELECT pg_sleep(1)', '0A000'],
    ['SELECT version()', '0A000'],
    ['SELECT row_number() OVER () FROM daily', '0A000'],
    ['SELECT country ~ $$a$$ FROM daily', '0A000'],
    ['SELECT country LIKE country FROM daily', '0A000'],
    ["SELECT country LIKE 'a' ESCAPE 'b' FROM daily", '0A000'],
    ["SELECT country LIKE 'a\\' FROM daily", '22025'],
    ['SELECT impressions % 2 FROM daily', '0A000'],
    ['SELECT error::bigint FROM daily', '0A000'],
    ['SELECT country COLLATE "de_DE" FROM daily', '0A000'],
    ['SELECT * FROM daily FOR UPDATE', '0A000'],
    ['SELECT * FROM daily TABLESAMPLE SYSTEM (1)', '0A000'],
    ["SELECT * FROM daily WHERE date = '5000-01-01'", '0A000'],
    ["SELECT * FROM daily WHERE date = '2026-02-30'", '22008'],
    ["SELECT * FROM daily WHERE impressions = 'x'", '22P02'],
    ['SELECT * FROM daily WHERE country = 1', '42883'],
    ['SELECT * FROM daily WHERE impressions', '42804'],
    ['SELECT impressions / 0 FROM daily', '22012'],
    ['SELECT error / 0 FROM daily', '22012'],
    ['SELECT country, count(*) FROM daily', '42803'],
    ['SET default_transaction_read_only = off', '0A000'],
    ["SET datestyle = 'German'", '0A000'],
    ['DECLARE c CURSOR FOR SELECT 1', '25P01'],
    ['SAVEPOINT s', '25P01'],
    ['FETCH 1 FROM c', '34000'],
    ['SELEC 1', '42601'],
    [`SELECT ${'1 + '.repeat(3000)} 1`, '54001'],
  ];
  for (const [sql, code] of refused) {
    await assert.rejects(client.query(sql), { code }, sql);
  }
  assert.deepEqual((await client.query('SELECT 1 AS one')).rows, [{ one: 1 }]);
});

test('a failed transaction takes nothing but its end', async (t) => {
  const client = await (await testBridge(t)).connect();
  await client.query('START TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  await client.query('SAVEPOINT s1');
  await client.query(
    'DECLARE c1 CURSOR FOR SELECT impressions AS number FROM daily ORDER BY date, 1',
  );
  const tags = ['FETCH 2 FROM c1', 'FETCH 1 FROM c1', 'MOVE BACKWARD ALL IN c1', 'FETCH 1 FROM c1'];
  const fetched = [];
  for (const sql of tags) fetched.push((await client.query(sql)).rows.map((row) => row.number));
  assert.deepEqual(fetched, [['10', '20'], ['-7'], [], ['10']]);
  await assert.rejects(client.query('SELECT nothing'), { code: '42703' });
  await assert.rejects(client.query('SELECT 1'), { code: '25P02' });
  await client.query('ROLLBACK TO SAVEPOINT s1; RELEASE SAVEPOINT s1');
  await assert.rejects(client.query('FETCH 1 FROM c1'), { code: '34000' });
  assert.equal((await client.query('COMMIT')).command, 'ROLLBACK');
  assert.equal((await client.query('SELECT 1')).rowCount, 1);
});

test('DISCARD forgets what it names, and ALL the settings too', async (t) => {
  const client = await (await testBridge(t)).connect();
  const zone = async () => (await client.query('SHOW timezone')).rows[0];
  const named = { name: 'one', text: 'SELECT 1 AS one' };
  await client.query("SET timezone = 'Asia/Kolkata'");
  await client.query(named);
  await client.query('BEGIN');
  await client.query('DECLARE c CURSOR FOR SELECT 1');
  for (const target of ['PLANS', 'SEQUENCES', 'TEMP', 'TEMPORARY']) {
    const { command } = await client.query(`DISCARD ${target}`);
    assert.equal(command, 'DISCARD');
    assert.equal((await client.query('MOVE BACKWARD ALL IN c')).command, 'MOVE');
  }
  await assert.rejects(client.query('DISCARD ALL'), { code: '25001' });
  await client.query('ROLLBACK');
  assert.deepEqual((await client.query(named)).rows, [{ one: 1 }]);
  assert.deepEqual(await zone(), { timezone: 'Asia/Kolkata' });
  await client.query('DISCARD ALL');
  assert.deepEqual(await zone(), { timezone: 'UTC' });
  await assert.rejects(client.query(named), { code: '26000' });
});

test('a query ends in ClickHouse when its client cancels it or goes', async (t) => {
  const bridge = await testBridge(t);
  const running = async () => {
    const sql =
      "SELECT count() AS n FROM system.processes WHERE query LIKE '%`slow`%' AND query NOT LIKE '%processes%' AND query LIKE concat('%', currentDatabase(), '%')";
    const result = await bridge.clickhouse.query({ query: sql, format: 'JSONEachRow' });
    return Number((await result.json<{ n: string }>())[0]?.n);
  };
  const client = await bridge.connect();
  const waiting = client.query('SELECT sum(number) FROM slow');
  const ended = assert.rejects(waiting, { code: '57014' });
  await wait(300);
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  await cancel(bridge.port, processID, secretKey);
  await ended;
  assert.deepEqual((await client.query('SELECT 1 AS one')).rows, [{ one: 1 }]);
  const gone = client.query('SELECT sum(number) FROM slow').catch(() => undefined);
  await wait(300);
  (
    client as unknown as { connection: { stream: { destroy(): void } } }
  ).connection.stream.destroy();
  await gone;
  while ((await running()) > 0) await wait(20);
});

test('limits hold: rows, queries, connections, passwords', async (t) => {
  const bridge = await testBridge(t, { rows: 3, queries: 1, connections: 2 });
  const client = await bridge.connect();
  await assert.rejects(client.query('SELECT * FROM daily'), { code: '54000' });
  assert.equal((await client.query('SELECT * FROM daily LIMIT 3')).rowCount, 3);
  await client.query('BEGIN');
  await client.query('DECLARE a CURSOR FOR SELECT * FROM daily LIMIT 3');
  await client.query('FETCH 1 FROM a');
  await assert.rejects(client.query('SELECT 1'), { code: '53400' });
  const stranger = bridgeClient(bridge.port, 'wrong');
  const refusal = await stranger.connect().then(
    () => assert.fail(),
    (error) => error,
  );
  assert.equal(refusal.code, '28P01');
  assert.doesNotMatch(refusal.message, /wrong|p'w/);
  await bridge.connect();
  await assert.rejects(bridge.connect(), { code: '53300' });
});

async function cancel(port: number, processId: number, secret: number): Promise<void> {
  const packet = Buffer.alloc(16);
  for (const [index, value] of [packet.length, CANCEL_REQUEST, processId, secret].entries()) {
    packet.writeInt32BE(value, index * 4);
  }
  const socket = connect(port, '127.0.0.1');
  socket.end(packet);
  await new Promise((resolve) => socket.once('close', resolve));
}
