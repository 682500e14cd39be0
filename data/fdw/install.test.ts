import assert from 'node:assert/strict';
import { test } from 'node:test';

import pg from 'pg';

import { OLAP_VIEWS } from '../clickhouse/views/catalogue.ts';
import { startPgBridge } from '../pg-bridge/bridge.ts';
import { openOlapStores } from '../testing/olap.ts';
import { BRIDGE_CATALOGUE } from './bridge-catalogue.ts';
import { foreignColumns } from './foreign-tables.ts';
import { hasWrappers, installOlap } from './install.ts';
import { postgresFdw } from './postgres-fdw.ts';

test('installing again changes nothing but the address and the password', async (t) => {
  const { pool, clickhouse, log, options, address, bridge } = await openOlapStores(t);
  await pool.query('create view mine as select sum(impressions) from olap.daily');
  assert.equal(await installOlap(pool, options), false);
  const moved = { ...address, port: 0, password: 'another' };
  const second = await startPgBridge({
    ...{ clickhouse, catalogue: BRIDGE_CATALOGUE, log },
    ...moved,
  });
  t.after(() => second.close());
  await bridge.close();
  const wrapper = postgresFdw({ ...moved, port: second.port });
  assert.equal(await installOlap(pool, { ...options, wrapper }), false);
  assert.equal((await pool.query('select * from mine')).rowCount, 1);
});

test('a newer form never drops what others built on the present one', async (t) => {
  const { pool, options } = await openOlapStores(t);
  await pool.query('create view mine as select sum(impressions) from olap.daily');
  const newer = { ...options, timeZone: 'Asia/Kolkata' };
  await assert.rejects(installOlap(pool, newer), /views of yours.*mine/s);
  await pool.query('drop view mine');
  assert.equal(await installOlap(pool, newer), true);
  const { rows } = await pool.query(
    `select olap.today() = (now() at time zone 'Asia/Kolkata')::date as is_today`,
  );
  assert.deepEqual(rows, [{ is_today: true }]);
});

test('the foreign tables have the columns of the catalogue, and nobody else may look', async (t) => {
  const { pool, url } = await openOlapStores(t);
  assert.equal(await hasWrappers(pool), false);
  for (const view of OLAP_VIEWS) {
    const { rows } = await pool.query(
      `select column_name, data_type from information_schema.columns
       where table_schema = 'olap' and table_name = $1 order by ordinal_position`,
      [view.name],
    );
    assert.deepEqual(
      rows.map((row) => [row.column_name, row.data_type]),
      foreignColumns(view),
    );
  }
  const role = `visitor_${new URL(url).pathname.slice(1)}`;
  await pool.query(`create role ${role}`);
  const { rows } = await pool.query(
    `select has_schema_privilege($1, 'olap', 'usage') as may from pg_roles where rolname = $1`,
    [role],
  );
  await pool.query(`drop role ${role}`);
  assert.deepEqual(rows, [{ may: false }]);
});

test('a role that may not install is told what an administrator has to run', async (t) => {
  const { pool, url, options } = await openOlapStores(t);
  const role = `weak_${new URL(url).pathname.slice(1)}`;
  await pool.query(`create role ${role} login password 'weak'`);
  const address = new URL(url);
  Object.assign(address, { username: role, password: 'weak' });
  const weak = new pg.Pool({ connectionString: address.href, max: 2 });
  await assert.rejects(installOlap(weak, options), /grant usage on foreign data wrapper/);
  await weak.end();
  await pool.query(`drop role ${role}`);
});
