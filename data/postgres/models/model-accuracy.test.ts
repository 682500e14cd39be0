import assert from 'node:assert/strict';
import { test } from 'node:test';

import { testPostgres } from '../../testing/databases.ts';
import { promoteModel } from '../../testing/promote-model.ts';
import { migratePostgres } from '../migrate.ts';
import { testedAccuracy } from './model-accuracy.ts';

test('a model’s test is told where it had one', async (t) => {
  const { pool } = await testPostgres(t);
  await migratePostgres(pool);
  const now = new Date('2026-11-22T10:00:00Z');
  const served = { count: 90, wape: 0.12, bias: 0, pinball: 0.1, coverage80: 0.8 };
  const metadataOf = (count: number) => ({
    metrics: { horizonDays: 7, served: { ...served, count } },
  });
  for (const count of [0, 90]) {
    const version = `tested-${count}`;
    const metadata = metadataOf(count);
    await promoteModel(pool, { version, artifact: '{}', metadata, trainedAt: now }, now);
  }
  const accuracy = { horizonDays: 7, wape: 0.12, coverage80: 0.8 };
  assert.deepEqual(await testedAccuracy(pool, 'tested-90'), accuracy);
  assert.equal(await testedAccuracy(pool, 'tested-0'), undefined);
  assert.equal(await testedAccuracy(pool, 'nobody knows'), undefined);
});
