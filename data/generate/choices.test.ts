import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Choice } from './choice.ts';
import { compileChoices } from './choices.ts';
import { openMarket } from './market.ts';
import { readDefaultProfile } from './profile.ts';

async function choicesOf(day: string) {
  const profile = await readDefaultProfile();
  return compileChoices([day], openMarket({ seed: 7, profile, rowsPerDay: 1000 }));
}

/** The weights of a choice's options for one option of its parent. */
function weightsFor({ keyOf, first, size, options }: Choice, parentOption: number) {
  const key = (keyOf[parentOption] ?? 0) - 1;
  const start = (first[key] ?? 0) - 1;
  const drawn = options.slice(start, start + (size[key] ?? 0));
  return Object.fromEntries(drawn.map(({ value, weight }) => [value, weight]));
}

test('every option of a parent has options that add up to one', async () => {
  for (const choice of Object.values(await choicesOf('2026-11-20'))) {
    for (const option of choice.keyOf.keys()) {
      const weights = Object.values(weightsFor(choice, option));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      assert.ok(Math.abs(total - 1) < 1e-9, choice.name);
    }
  }
});

test('the most specific shares and rhythms count', async () => {
  const { stratum, connection, hour } = await choicesOf('2026-11-20');
  const at = (country: string, deviceType: string) =>
    stratum.options.findIndex(
      ({ known }) => known.country === country && known.deviceType === deviceType,
    );
  const android = stratum.options.filter(
    ({ known }) => known.country === 'ID' && known.deviceType === 'phone' && known.os === 'android',
  );
  const phones = stratum.options.filter(
    ({ known }) => known.country === 'ID' && known.deviceType === 'phone',
  );
  const total = (options: { weight: number }[]) =>
    options.reduce((sum, { weight }) => sum + weight, 0);
  assert.ok(Math.abs(total(android) / total(phones) - 0.87) < 1e-9);
  assert.deepEqual(weightsFor(connection, at('IN', 'desktop')), { wifi: 0.55, ethernet: 0.45 });
  const evening = (device: string) => weightsFor(hour, at('IN', device))[21] ?? 0;
  assert.ok(evening('ctv') > 1.5 * evening('phone'));
  assert.ok(evening('desktop') < evening('phone'));
});

test('the days of a batch are drawn from like each of them alone', async () => {
  const profile = await readDefaultProfile();
  const market = openMarket({ seed: 7, profile, rowsPerDay: 1000 });
  const days = ['2026-11-07', '2026-11-09', '2026-11-12'];
  const together = compileChoices(days, market).stratum;
  for (const [index, day] of days.entries()) {
    const alone = compileChoices([day], market).stratum;
    assert.deepEqual(weightsFor(together, index), weightsFor(alone, 0));
  }
});
