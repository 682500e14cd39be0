import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cachedFor } from './cached-for.ts';

test('a reading serves all who ask while it is young', async () => {
  let nowMs = 0;
  let readings = 0;
  const clock = () => new Date(nowMs);
  const read = cachedFor(async () => ++readings, { maxAgeMs: 10, clock });
  assert.deepEqual(await Promise.all([read(), read()]), [1, 1]);
  nowMs = 9;
  assert.equal(await read(), 1);
  nowMs = 10;
  assert.equal(await read(), 2);
});

test('a reading does not outlive a clock that is set back', async () => {
  let nowMs = 3_600_000;
  let readings = 0;
  const clock = () => new Date(nowMs);
  const read = cachedFor(async () => ++readings, { maxAgeMs: 10, clock });
  assert.equal(await read(), 1);
  nowMs = 0;
  assert.equal(await read(), 2);
  assert.equal(await read(), 2);
});

test('a reading that takes long is shared, however old it is', async () => {
  let nowMs = 0;
  let readings = 0;
  const first = Promise.withResolvers<number>();
  const clock = () => new Date(nowMs);
  const read = cachedFor(() => (++readings === 1 ? first.promise : Promise.resolve(readings)), {
    maxAgeMs: 10,
    clock,
  });
  const early = read();
  nowMs = 1_000;
  const late = read();
  first.resolve(1);
  assert.deepEqual(await Promise.all([early, late]), [1, 1]);
  assert.equal(await read(), 2);
});

test('a failure is told to those who asked together, and to nobody after', async () => {
  let readings = 0;
  const clock = () => new Date(0);
  const once = async () => {
    readings += 1;
    if (readings === 1) throw new Error('away');
    return readings;
  };
  const read = cachedFor(once, { maxAgeMs: 10, clock });
  const both = await Promise.allSettled([read(), read()]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.equal(await read(), 2);
});

test('a reading is renewed behind those it still serves, who see no failure of that', async () => {
  let nowMs = 0;
  const readings: PromiseWithResolvers<string>[] = [];
  const read = cachedFor(
    () => {
      const reading = Promise.withResolvers<string>();
      readings.push(reading);
      return reading.promise;
    },
    { maxAgeMs: 10, renewAfterMs: 5, clock: () => new Date(nowMs) },
  );
  const first = read();
  readings[0]?.resolve('first');
  await first;
  nowMs = 5;
  assert.deepEqual(await Promise.all([read(), read()]), ['first', 'first']);
  assert.equal(readings.length, 2);
  readings[1]?.reject(new Error('away'));
  assert.equal(await read(), 'first');
  nowMs = 9;
  assert.equal(await read(), 'first');
  assert.equal(readings.length, 3);
  nowMs = 10;
  const late = read();
  readings[2]?.resolve('third');
  assert.equal(await late, 'third');
  assert.equal(await read(), 'third');
  assert.equal(readings.length, 3);
});
