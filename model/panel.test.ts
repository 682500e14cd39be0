import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AppError } from '../data/errors.ts';
import { seasonalPanel } from './fixtures/seasonal.ts';
import { preparePanel, rollingWindows } from './panel.ts';

const PERIOD = { from: 30, to: 49 };
const raw = seasonalPanel({ seed: 3, days: 60, targetings: 12 });
const panel = preparePanel(raw);

test('all requests are the largest series, wherever it stands', () => {
  const reversed = preparePanel({ ...raw, series: raw.series.toReversed() });
  assert.equal(reversed.all.values, raw.series[0]);
});

test('windows forecast days of their period and no other', () => {
  for (const { origin, days } of rollingWindows(panel, PERIOD, 10_000)) {
    assert.ok(origin + 1 >= PERIOD.from && days >= 1 && origin + days <= PERIOD.to);
  }
});

test('a limit thins the windows evenly over origins', () => {
  const windows = rollingWindows(panel, PERIOD, 65);
  assert.equal(windows.length, 65);
  assert.equal(new Set(windows.map(({ origin }) => origin)).size, 20);
});

test('thin series are left out', () => {
  const thin = raw.series.map((values, index) => (index === 0 ? values : values.map(() => 3)));
  const windows = rollingWindows(preparePanel({ ...raw, series: thin }), PERIOD, 10_000);
  assert.ok(windows.every(({ series }) => series.values === thin[0]));
});

test('a panel without series is refused', () => {
  assert.throws(
    () => preparePanel({ ...raw, series: [] }),
    (error) => error instanceof AppError && error.code === 'no_history',
  );
});
