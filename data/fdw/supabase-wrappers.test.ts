import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parse } from 'libpg-query';

import { postgresFdw } from './postgres-fdw.ts';
import { olapScript } from './script.ts';
import { supabaseWrappers } from './supabase-wrappers.ts';
import type { Wrapper } from './wrapper.ts';

const WRAPPERS = supabaseWrappers(`tcp://reader:it's@history.example:9440/ducky?secure=true`);
const BRIDGE = postgresFdw({ host: '127.0.0.1', port: 6432, password: `it's` });

interface ForeignTable {
  name: string;
  columns: unknown;
  server: string;
  options: string[];
}

async function scriptOf(wrapper: Wrapper): Promise<string> {
  const { connect, define } = await olapScript({ wrapper, timeZone: 'UTC' });
  return [...connect, ...define].join(';\n');
}

/** The foreign tables that a script makes, as Postgres' own parser reads it. */
async function foreignTablesOf(script: string): Promise<ForeignTable[]> {
  const { stmts = [] } = await parse(script);
  return stmts.flatMap(({ stmt }) => {
    if (!stmt || !('CreateForeignTableStmt' in stmt)) return [];
    const { base, servername, options = [] } = stmt.CreateForeignTableStmt;
    return [
      {
        name: base?.relation?.relname ?? '',
        columns: JSON.parse(JSON.stringify(base?.tableElts, withoutLocation)),
        server: servername ?? '',
        options: options.map((option) => JSON.stringify(option, withoutLocation)),
      },
    ];
  });
}

function withoutLocation(key: string, value: unknown): unknown {
  return key === 'location' ? undefined : value;
}

test('both wrappers give the same names and columns', async () => {
  const [wrapped, bridged] = await Promise.all(
    [WRAPPERS, BRIDGE].map(async (wrapper) => foreignTablesOf(await scriptOf(wrapper))),
  );
  assert.ok(wrapped && bridged && wrapped.length > 0);
  const shape = ({ name, columns }: ForeignTable) => ({ name, columns });
  assert.deepEqual(wrapped.map(shape), bridged.map(shape));
  assert.ok(wrapped.every(({ server }) => server === 'ducky_wrappers'));
  const daily = wrapped.find(({ name }) => name === 'daily_by_target');
  assert.match(daily?.options[0] ?? '', /daily_by_target\(target = \$\{_target\}\)/);
});

test('the way to ClickHouse is made once and then brought up to date', async () => {
  const { stmts = [] } = await parse(WRAPPERS.connect.join(';\n'));
  assert.equal(stmts.length, WRAPPERS.connect.length);
  assert.match(
    WRAPPERS.connect.join(),
    /vault\.update_secret.*it''s.*vault\.create_secret.*it''s/s,
  );
});
