import assert from 'node:assert/strict';
import { before, describe, type TestContext, test } from 'node:test';

import { pino } from 'pino';

import { systemClock } from '../../data/calendar.ts';
import { openClickHouse } from '../../data/clickhouse/client.ts';
import { readConfig } from '../../data/config.ts';
import { freePort } from '../../data/embedded/free-port.ts';
import { migrateStores } from '../../data/migrate.ts';
import { openPostgres } from '../../data/postgres/client.ts';
import { testClickHouse, testPostgres } from '../../data/testing/databases.ts';
import { promoteModel } from '../../data/testing/promote-model.ts';
import { openQueues } from '../../jobs/queue.ts';
import { storeChecks } from './checks.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';
import { reportText } from './report.ts';

const TODAY = '2026-11-22';
const log = pino({ level: 'silent' });

/** Both stores, migrated, with a day of history and a model. */
async function healthyStores(t: TestContext) {
  const { url: databaseUrl, pool } = await testPostgres(t);
  const { url: clickhouseUrl, client } = await testClickHouse(t);
  await migrateStores(pool, clickhouseUrl, readConfig({}));
  await client.insert({
    table: 'request',
    values: [{ date: '2026-11-21', count: 5 }],
    format: 'JSONEachRow',
  });
  const metadata = { method: 'baseline', dataThrough: '2026-11-21', days: 30 };
  const trainedAt = new Date('2026-11-22T03:00:00Z');
  await promoteModel(pool, { version: 'v1', artifact: '{}', metadata, trainedAt }, trainedAt);
  return { databaseUrl, clickhouseUrl, pool, client };
}

/** Looks at the stores at these addresses; the findings by part. */
async function doctorOf(
  t: TestContext,
  databaseUrl: string,
  clickhouseUrl: string,
  clock = systemClock,
) {
  const pool = openPostgres({ url: databaseUrl, log });
  const clickhouse = openClickHouse(clickhouseUrl);
  t.after(async () => {
    await pool.end();
    await clickhouse.close();
  });
  const checks = storeChecks({
    config: readConfig({}),
    pool,
    clickhouse,
    today: TODAY,
    clock,
    openQueues: () => openQueues({ databaseUrl, prefix: 'test', log }),
  });
  const findings = await examine(checks, 20_000);
  const byPart = new Map(findings.map((finding) => [finding.part, finding]));
  return (part: string) => byPart.get(part) as Finding;
}

const awayFrom = async (protocol: string) => `${protocol}://x:secret@127.0.0.1:${await freePort()}`;

describe('the doctor of the stores', () => {
  test('says of a healthy pair what it is and that it is well', async (t) => {
    const { databaseUrl, clickhouseUrl } = await healthyStores(t);
    const of = await doctorOf(t, databaseUrl, clickhouseUrl);
    for (const part of ['Postgres', 'tables', 'ClickHouse', 'history', 'queue', 'sync', 'model']) {
      assert.equal(of(part).status, 'ok', JSON.stringify(of(part)));
    }
    assert.match(String(of('Postgres').facts.version), /^\d\d/);
    assert.equal(of('history').facts.requests, 5);
    assert.equal(of('history').facts.lastDay, '2026-11-21');
    assert.equal(of('model').facts.version, 'v1');
    assert.equal(of('sync').facts.backlog, 0);
  });

  test('clocks that tell another time than ours are named', async (t) => {
    const { databaseUrl, clickhouseUrl } = await healthyStores(t);
    const anHourAhead = () => new Date(Date.now() + 3_600_000);
    const of = await doctorOf(t, databaseUrl, clickhouseUrl, anHourAhead);
    for (const part of ['Postgres', 'ClickHouse']) {
      assert.equal(of(part).status, 'warning');
      assert.match(of(part).troubles[0]?.what ?? '', /60 min behind this machine's/);
    }
  });

  test('without Postgres it names that once, and still looks at ClickHouse', async (t) => {
    const { clickhouseUrl } = await healthyStores(t);
    const of = await doctorOf(t, await awayFrom('postgres'), clickhouseUrl);
    assert.equal(of('Postgres').status, 'problem');
    assert.match(of('Postgres').troubles[0]?.what ?? '', /does not answer/);
    assert.equal(of('sync').status, 'warning');
    assert.equal(of('history').status, 'ok');
  });

  test('without ClickHouse it names that once, and repeats no password', async (t) => {
    const { databaseUrl } = await healthyStores(t);
    const of = await doctorOf(t, databaseUrl, await awayFrom('http'));
    assert.equal(of('ClickHouse').status, 'problem');
    assert.equal(of('history').status, 'warning');
    assert.equal(of('model').status, 'ok');
    assert.doesNotMatch(JSON.stringify(of('ClickHouse')), /secret/);
  });

  test('empty databases are told by what they lack', async (t) => {
    const { url: databaseUrl } = await testPostgres(t);
    const { url: clickhouseUrl } = await testClickHouse(t);
    const of = await doctorOf(t, databaseUrl, clickhouseUrl);
    assert.match(of('tables').troubles[0]?.what ?? '', /pending: 0001/);
    assert.equal(of('queue').facts.jobs, 'none yet');
    assert.equal(of('history').status, 'problem');
  });
});

describe('what goes wrong over time', () => {
  test('rows that wait too long need a worker', async (t) => {
    const { databaseUrl, clickhouseUrl, pool } = await healthyStores(t);
    await pool.query(`insert into outbox (row, at) values ('{}', now() - interval '5 min')`);
    const { status, facts, troubles } = (await doctorOf(t, databaseUrl, clickhouseUrl))('sync');
    assert.equal(status, 'problem');
    assert.equal(facts.backlog, 1);
    assert.match(troubles[0]?.mend ?? '', /ducky sync/);
  });

  test('a long transaction is told with the statement that ends it', async (t) => {
    const { databaseUrl, clickhouseUrl, pool } = await healthyStores(t);
    const client = await pool.connect();
    try {
      await client.query('begin; select pg_current_xact_id()');
      const { rows } = await client.query('select pg_backend_pid() as pid');
      await pool.query(`insert into outbox (row, at) values ('{}', now() - interval '5 min')`);
      const { troubles } = (await doctorOf(t, databaseUrl, clickhouseUrl))('sync');
      assert.deepEqual(
        troubles.map(({ mend }) => mend),
        [`select pg_terminate_backend(${rows[0].pid});`],
      );
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  test('a cube that says something else than the history is a problem', async (t) => {
    const { databaseUrl, clickhouseUrl, client } = await healthyStores(t);
    await client.command({ query: 'TRUNCATE TABLE request_cube' });
    const { status, troubles } = (await doctorOf(t, databaseUrl, clickhouseUrl))('history');
    assert.equal(status, 'problem');
    assert.match(troubles[0]?.what ?? '', /request_cube.*: not the same requests/);
  });

  test('jobs that nobody takes need a worker', async (t) => {
    const { databaseUrl, clickhouseUrl } = await healthyStores(t);
    const queues = await openQueues({ databaseUrl, prefix: 'test', log });
    await queues.add({ name: 'retrain', reason: 'command' });
    await queues.close();
    const { status, facts } = (await doctorOf(t, databaseUrl, clickhouseUrl))('queue');
    assert.deepEqual({ status, waiting: facts.waiting }, { status: 'problem', waiting: 1 });
  });
});

describe('examining', () => {
  let findings: Finding[];

  before(async () => {
    findings = await examine(
      [
        { part: 'good', look: async () => ({ facts: { version: 1, none: null }, troubles: [] }) },
        { part: 'broken', look: () => Promise.reject(new Error('torn')) },
        { part: 'silent', look: () => new Promise(() => undefined) },
        { part: 'unasked', needs: [Promise.resolve(false)], look: () => assert.fail() },
      ],
      50,
    );
  });

  test('a check that throws or hangs is a finding, and stops no other', () => {
    const status = Object.fromEntries(findings.map(({ part, status }) => [part, status]));
    assert.deepEqual(status, {
      good: 'ok',
      broken: 'problem',
      silent: 'problem',
      unasked: 'warning',
    });
  });

  test('the report shows facts, troubles with what mends them, and a summary', () => {
    const text = reportText(findings);
    assert.match(text, /^ok +good +version 1$/m);
    assert.match(text, /^PROBLEM +broken\n +torn\n +-> /m);
    assert.match(text, /2 problems, 1 warning in 4 parts\.$/);
  });
});
