import assert from 'node:assert/strict';
import { test } from 'node:test';

import { profileSchema, readDefaultProfile } from './profile.ts';

test('a profile of which something could not be drawn is refused', async () => {
  const profile = await readDefaultProfile();
  for (const change of [
    { gender: {} },
    { gender: { female: 0 } },
    { age: { unknown: 0 } },
    { age: { '34-25': 1 } },
    { age: { '65-130': 1 } },
    { age: { old: 1 } },
    { country: { IN: 0 } },
  ]) {
    const parsed = profileSchema.safeParse({ ...profile, ...change });
    assert.deepEqual(
      parsed.error?.issues.map(({ path }) => path[0]),
      Object.keys(change),
    );
  }
});
