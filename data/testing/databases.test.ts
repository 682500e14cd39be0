import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testClickHouse, testPostgres } from './databases.ts';

test('each test has a PostgreSQL database of its own', async (t) => {
  const first = await testPostgres(t);
  const second = await testPostgres(t);
  await first.pool.query('CREATE TABLE mine (n int)');
  await assert.rejects(second.pool.query('SELECT * FROM mine'), { code: '42P01' });
});

test('each test has a ClickHouse database of its own', async (t) => {
  const first = await testClickHouse(t);
  const second = await testClickHouse(t);
  await first.client.command({ query: 'CREATE TABLE mine (n UInt8) ENGINE = Memory' });
  await assert.rejects(second.client.query({ query: 'SELECT * FROM mine' }), { code: '60' });
});
