import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseInsert } from './insert-statement.ts';

test('reads table, columns and format of an insert whose rows follow', () => {
  assert.deepEqual(parseInsert('INSERT INTO t FORMAT JSONEachRow'), {
    table: 't',
    columns: undefined,
    format: 'JSONEachRow',
  });
  assert.deepEqual(parseInsert('insert into table `db`."t" (`a`, b) format csv;\n'), {
    table: 'db.t',
    columns: ['a', 'b'],
    format: 'CSV',
  });
});

test('leaves every other statement to the engine', () => {
  const others = [
    'SELECT 1',
    'INSERT INTO t VALUES (1)',
    'INSERT INTO t SELECT 1 FORMAT CSV',
    'INSERT INTO t (* EXCEPT (a)) FORMAT CSV',
    'INSERT INTO t FORMAT Parquet',
    'INSERT INTO t FORMAT CSVWithNames',
    'INSERT INTO t SETTINGS async_insert = 1 FORMAT CSV',
    'INSERT INTO `a b`.t FORMAT CSV',
  ];
  for (const sql of others) assert.equal(parseInsert(sql), undefined, sql);
});
