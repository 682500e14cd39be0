import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { z } from 'zod';
import { testClickHouse } from '../testing/databases.ts';

import { migrateClickHouse, readMigrations, type WithLock } from './migrate.ts';
import { queryRow, runStatement } from './run.ts';
import { insertRequests } from './test-history.ts';

/** SHA-256 of every released migration. Add the new one's; never change one that is here. */
const FROZEN: Record<string, string> = {
  '0001_request': '7bdcb458dc84de72423e037743ea09a2fe038e34cbc75795f8e1c8b928f15eb4',
  '0002_import': 'e37dcbdc4f9d651ed8bef88f5d0eb6438781464975e09743417692b38b4773e3',
  '0003_generated_history': '87c167151ec75dd836310ff46266a82334fc631f83f7a6de4bc29fdc43ce7afd',
  '0004_generator_choice': 'a4e79f243a6b58a8fd51f8c3ab6b916b98f09c54b318126835745538c82b3c36',
  '0005_signed_count': '0f7594748c7c2978ecc3d302930e614811f2e2da3afa26acd9645e2bbae3a40e',
  '0006_outcome': '968f25d5b3852c9df47d0e2785cce518492aa8a401fce1a88ea476f20e84524f',
  '0007_deduplication_window': 'f32a5814dfbfbadc4d87ec73adc4ef563500fc734b22b0929a8d61bca5de05da',
  '0008_age_band': 'f218b7a9e0edba1542b81b54a44af43b7e5497a4639f5b159d504106d7963af4',
  '0009_request_cube': '28db6a5893df8a872eaa97cff7dbba637ce883b9630659ae0bf6f01d7eba2a21',
  '0010_request_cube_feed': '3ddcae0896fe3ee7b71d0c72ad0ec22a8cb7853d2613e85b1a973898af127c97',
  '0011_request_sample': 'cbb099ae6edc30947aeab5b25732a9e4ddba3832bd2d5705e7a3bdb1f41bab48',
  '0012_request_sample_feed': 'b521027e3a51b98f0d822203045f35e54d62ebdd6ad650493688786d95fc23e4',
  '0013_request_value': 'a3eb95154d13f5eead53a1a4af65a26ffa42705e9cb259660c7048297f6d68ba',
  '0014_request_value_feed': '00fcf3d9a79404bfbd53312754225d622f2e6e594c1e851efd23dc949ef508a9',
  '0015_dimension_value': 'eae99ae3aa01729eaa2449d23f22e6dbfb8e667712e591f134257d7f66f348e1',
  '0020_weighted_choice': '2903f2c12d78dca7f2bf241e8089d2bb09128b5710bc682cbfd6abd7b727c6ee',
  '0021_drop_generator_choice': 'fa84ffcbac677c57ae1416e4a862e181cf8cf21630a0805728f11d85b9428f9b',
};

/** Lets one piece of work run at a time. */
function mutex(): WithLock {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

test('released migrations never change', async () => {
  const found = (await readMigrations()).map(({ name, statement }) => [
    name,
    createHash('sha256').update(statement).digest('hex'),
  ]);
  assert.deepEqual(Object.fromEntries(found), FROZEN);
});

test('processes that start together migrate once', async (t) => {
  const { client } = await testClickHouse(t);
  const withLock = mutex();
  const runs = await Promise.all([1, 2, 3].map(() => migrateClickHouse(client, { withLock })));
  // Whoever comes first does it all; which one that is does not matter.
  const byWork = runs.toSorted((one, other) => one.length - other.length);
  assert.deepEqual(byWork, [[], [], Object.keys(FROZEN)]);
});

test('a history from before the derived tables fills them, once, even after a crash', async (t) => {
  const { client } = await testClickHouse(t);
  const migrations = await readMigrations();
  const before = migrations.filter(({ name }) => name < '0007');
  for (const { statement } of before) await runStatement(client, { query: statement });
  const users = Array.from({ length: 500 }, (_, index) => index);
  const years = users.map((user) => ({ date: `${2000 + (user % 20)}-06-01`, user, os: 'ios' }));
  await insertRequests(client, years);

  const filling = migrations.filter(({ statement }) => statement.includes('REPLACE TABLE'));
  assert.equal(filling.length, 3);
  const upTo = migrations.filter(({ name }) => name >= '0007' && name < '0009');
  // A crash that came after a table was filled and before that was written down.
  for (const { statement } of [...upTo, ...filling])
    await runStatement(client, { query: statement });
  await migrateClickHouse(client, { withLock: mutex() });

  const query = `
    SELECT
      (SELECT sum(count) FROM request_cube) AS cube,
      (SELECT sum(count) FROM request_sample)
        = (SELECT count() FROM request WHERE user != 0 AND intHash64(user) % 16 = 0) AS sampled,
      (SELECT count FROM dimension_value WHERE dimension = 'os') AS value`;
  const row = z.object({ cube: z.number(), sampled: z.number(), value: z.number() });
  assert.deepEqual(await queryRow(client, { query, row }), { cube: 500, sampled: 1, value: 500 });
});
