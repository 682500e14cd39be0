import assert from 'node:assert/strict';
import { test } from 'node:test';

import { compileChoices } from './choices.ts';
import { readDefaultProfile } from './profile.ts';

test('every key has options whose limits rise to exactly the next key', async () => {
  for (const { name, keys, options, limits } of compileChoices(await readDefaultProfile())) {
    assert.equal(options.length, limits.length, name);
    if (name === 'segment') continue;
    assert.deepEqual(
      limits,
      limits.toSorted((left, right) => left - right),
      name,
    );
    for (const index of keys.keys()) assert.ok(limits.includes(index + 1), `${name} ${index}`);
    assert.equal(limits.at(-1), keys.length);
  }
});

test('the most specific shares count', async () => {
  const profile = await readDefaultProfile();
  const os = compileChoices(profile).find(({ name }) => name === 'os');
  const key = os?.keys.indexOf('ID/phone') ?? -1;
  const first = os?.limits.findIndex((limit) => limit > key) ?? -1;
  assert.equal(os?.options[first], 'android');
  assert.ok(Math.abs((os?.limits[first] ?? 0) - key - 0.87) < 1e-9);
});
