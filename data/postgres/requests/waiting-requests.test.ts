import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { testPostgres } from '../../testing/databases.ts';
import { migratePostgres } from '../migrate.ts';
import { finishRequest, type NewRequest } from './requests.ts';
import { acceptWithinLimit } from './waiting-requests.ts';

const NOW = new Date('2026-11-22T10:00:00Z');

const ASKED: NewRequest = {
  dedupeKey: null,
  source: 'slack',
  requestedBy: 'UALICE',
  text: 'everyone',
  plan: { targeting: {}, flight: { start: '2026-11-23', end: '2026-12-06' } },
  assumptions: [],
  destination: { channel: 'C1' },
};

async function asking(t: TestContext) {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  const ask = (change: Partial<NewRequest> = {}) =>
    acceptWithinLimit(pool, { wanted: { ...ASKED, ...change } }, { limit: 3, now: NOW });
  const accepted = async (change?: Partial<NewRequest>) => {
    const acceptance = await ask(change);
    if ('waiting' in acceptance) return assert.fail('was refused');
    return acceptance.request;
  };
  return { pool, ask, accepted };
}

test('one more than allowed is refused, naming what is waited for, until one of them ends', async (t) => {
  const { pool, ask, accepted } = await asking(t);
  const first = await accepted({ text: 'iOS' });
  await accepted({ text: 'Android' });
  await accepted({ text: 'CTV' });
  const refused = await ask({ text: 'phones' });
  assert.ok('waiting' in refused);
  assert.deepEqual(
    refused.waiting.map(({ text }) => text),
    ['iOS', 'Android', 'CTV'],
  );
  const { rows } = await pool.query('select text from forecast_request order by text');
  assert.equal(rows.length, 3);

  await finishRequest(pool, first.id, { status: 'cancelled', by: 'UALICE', at: NOW });
  await accepted({ text: 'phones' });
});

test('many asked at the same moment, by any number of processes, are no more than allowed', async (t) => {
  const { ask } = await asking(t);
  const acceptances = await Promise.all(Array.from({ length: 12 }, () => ask()));
  assert.equal(acceptances.filter((acceptance) => 'request' in acceptance).length, 3);
});

test('a repeat of what is waited for is no further request', async (t) => {
  const { ask, accepted } = await asking(t);
  for (const dedupeKey of ['a', 'b', 'c']) await accepted({ dedupeKey });
  const repeat = await ask({ dedupeKey: 'c' });
  assert.ok('isNew' in repeat);
  assert.equal(repeat.isNew, false);
});

test('other people, and requests that nobody waits for, do not count', async (t) => {
  const { accepted } = await asking(t);
  for (let time = 0; time < 3; time += 1) await accepted({ destination: null });
  for (let time = 0; time < 3; time += 1) await accepted();
  await accepted({ requestedBy: 'UBOB' });
});

test('what is to stand beside a request is stored with it, or not at all', async (t) => {
  const { pool, accepted } = await asking(t);
  const compare = (dedupeKey: string) => {
    const wanted: NewRequest = { ...ASKED, dedupeKey, relation: 'comparison' };
    const parent: NewRequest = { ...ASKED, dedupeKey: `${dedupeKey}:beside`, destination: null };
    return acceptWithinLimit(pool, { wanted, parent }, { limit: 3, now: NOW });
  };
  const first = await compare('a');
  assert.ok('request' in first && first.parent);
  assert.equal(first.request.parentId, first.parent.id);
  const repeat = await compare('a');
  assert.ok('request' in repeat && !repeat.isNew);

  await accepted({ dedupeKey: 'b' });
  const late = await compare('b');
  assert.ok('request' in late && !late.isNew);
  await accepted();
  assert.ok('waiting' in (await compare('c')));
  const { rows } = await pool.query('select count(*)::int from forecast_request');
  assert.deepEqual(rows, [{ count: 4 }]);
});
