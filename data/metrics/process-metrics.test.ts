import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createProcessMetrics } from './process-metrics.ts';

const GAUGES = { ducky_things: { help: 'Things', labels: ['kind'] } };

/** The lines of figures of this metric. */
const figures = (text: string, name: string) =>
  text.split('\n').filter((line) => line.startsWith(name));

test('a reading is made whenever somebody asks, and old samples go', async () => {
  const metrics = createProcessMetrics();
  let kind = 'a';
  metrics.addReading({
    gauges: GAUGES,
    read: async () => ({ ducky_things: [{ labels: { kind }, value: 1 }] }),
  });
  assert.deepEqual(figures(await metrics.text(), 'ducky_'), ['ducky_things{kind="a"} 1']);
  kind = 'b';
  assert.deepEqual(figures(await metrics.text(), 'ducky_'), ['ducky_things{kind="b"} 1']);
});

test('what cannot be read is absent, not zero and not old, and stands in nobody’s way', async () => {
  const metrics = createProcessMetrics();
  let isAway = false;
  metrics.addReading({
    gauges: { ducky_lag_seconds: { help: 'Lag' } },
    read: async () => {
      if (isAway) throw new Error('away');
      return { ducky_lag_seconds: [{ value: 3 }] };
    },
  });
  metrics.addReading({
    gauges: { ducky_sync: { help: 'Throws at once' } },
    read: () => {
      throw new Error('a defect');
    },
  });
  metrics.addReading({ gauges: GAUGES, read: async () => ({}) });
  assert.deepEqual(figures(await metrics.text(), 'ducky_'), ['ducky_lag_seconds 3']);
  isAway = true;
  const text = await metrics.text();
  assert.deepEqual(figures(text, 'ducky_'), []);
  assert.match(text, /^process_resident_memory_bytes \d/m);
});

test('who asks while a reading is made gets the same one', async () => {
  const metrics = createProcessMetrics();
  let reads = 0;
  metrics.addReading({
    gauges: GAUGES,
    read: async () => {
      reads += 1;
      return {};
    },
  });
  await Promise.all([metrics.text(), metrics.text(), metrics.text()]);
  assert.equal(reads, 1);
  await metrics.text();
  assert.equal(reads, 2);
});
