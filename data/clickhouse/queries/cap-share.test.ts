import assert from 'node:assert/strict';
import { test } from 'node:test';

import { insertRequests, testHistory } from '../test-history.ts';
import { type FrequencyCap, readCapShare } from './cap-share.ts';

const SPAN = { first: '2026-11-01', last: '2026-11-14' };

/** Of twelve impressions, how many a cap of one leaves. */
const LEFT_BY_ONE: [per: FrequencyCap['per'], left: number][] = [
  ['hour', 6],
  ['day', 5],
  ['week', 3],
  ['flight', 2],
];

test('a cap leaves at most so many impressions a user in each of its periods', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, [
    { date: '2026-11-01', hour: 9, user: 1, count: 3 },
    { date: '2026-11-01', hour: 10, user: 1, count: 1 },
    { date: '2026-11-02', hour: 9, user: 1, count: 2 },
    { date: '2026-11-13', hour: 9, user: 1, count: 4 },
    { date: '2026-11-13', hour: 9, user: 2, count: 1 },
    { date: '2026-11-14', hour: 9, user: 2, count: 1 },
    { date: '2026-11-14', hour: 9, user: 0, count: 99 },
  ]);
  for (const [per, left] of LEFT_BY_ONE) {
    const cap = { impressions: 1, per };
    const share = await readCapShare(client, { targeting: {}, span: SPAN, cap });
    assert.equal(share, left / 12, per);
  }
});

test('without a user there is no share', async (t) => {
  const client = await testHistory(t);
  await insertRequests(client, [{ date: '2026-11-01', count: 5 }]);
  const cap = { impressions: 1, per: 'day' } as const;
  assert.equal(await readCapShare(client, { targeting: {}, span: SPAN, cap }), null);
});
