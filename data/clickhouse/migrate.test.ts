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
  '0009_request_cube': '5d5d2f9cb0e2f80e8e0890d46ae2a37e2597f3349f3856c1a5ca9629a205a96a',
  '0010_request_cube_feed': '3ddcae0896fe3ee7b71d0c72ad0ec22a8cb7853d2613e85b1a973898af127c97',
  '0011_request_sample': '7e618834907d5c1cdb9d82037227da55a39e1fb6e15902d820e693e6e676587f',
  '0012_request_sample_feed': 'b521027e3a51b98f0d822203045f35e54d62ebdd6ad650493688786d95fc23e4',
  '0013_request_value': '378cbe8d7d8e38a70edf7c7921a1e43e66093fd3faacd4584cd3eb5143c60bee',
  '0014_request_value_feed': '00fcf3d9a79404bfbd53312754225d622f2e6e594c1e851efd23dc949ef508a9',
  '0015_dimension_value': 'eae99ae3aa01729eaa2449d23f22e6dbfb8e667712e591f134257d7f66f348e1',
  '0016_value_sets': 'f98caef3803a5b121f0405506eea2a272c3258ce889042695936607f72dd9105',
  '0017_sample_value_sets': '4e7d805f8e17ad4f16067bc876dfbdd536e16bcd695c8c10307a6dcecc1a6a5c',
  '0018_store_value_sets': '05e2ba4a25d77bff657f8233b61939036d53d7f625e5990cbcf9ccb2ef89b2bf',
  '0019_store_sample_value_sets':
    '84f35ad368aed15e728631faf765f2c9404cd151f3288a4777d4c02479958d91',
  '0020_weighted_choice': '2903f2c12d78dca7f2bf241e8089d2bb09128b5710bc682cbfd6abd7b727c6ee',
  '0021_drop_generator_choice': 'fa84ffcbac677c57ae1416e4a862e181cf8cf21630a0805728f11d85b9428f9b',
  '0022_request_content_cube': 'ea4819a0db4db389b044a9dd9832da2580c1e85dcd55840314afe53bd81e8c4e',
  '0023_request_content_cube_feed':
    'f12650704672c551de00faea79a1fb9854b86c453c84e48f5a9e5be982ed7721',
  '0024_request_slot_cube': 'c3a07e2bdcd9a35caa27da4dcf3e105377bdfda152cccab7a2098f159c772dd6',
  '0025_request_slot_cube_feed': 'b4d8d123e5ba02a848553be47c0ff79967e1c8331f5903f7a1ebcb7fef3b1c7a',
  '0026_request_segment_cube': '2fd8342baf504af78a1fc76c4a9adafa4e75c436537abc18440d870ec70dfed6',
  '0027_request_segment_cube_feed':
    '155fb918184d1c1e6563996565df27675b154efb6eb8705e034ece89c2e71457',
  '0028_taken_back': '4566763cd8b2cc0a3616e265e5cf11c04826bf96c3d2a1b77fa9333f524e74d9',
  '0029_sample_taken_back': '6a813f48bc83a910011a5a0a9e7ec2cf43d36edbe85b6e3e110aefa0386d2032',
  '0030_request_merges': 'fe27b3eb4751af009cfeb97b4b28ab3300b2b823e635f729ca7f8bcea44430f6',
  '0031_request_audience_cube': 'fb7c186623ee9068ecc28420138b2a314de0ea6fadc87b2750e49016e4d294f7',
  '0032_request_audience_cube_feed':
    '37c7c0d7d6c290842702c9cb9d79c1f3a76c40207c6ae65cb268a49f3eb84b5f',
  '0033_request_coarse_sample': '5582350cb3d4fc945c3a89fd2c469224af9c1d505b8561b11243e1f52004bf94',
  '0034_request_coarse_sample_feed':
    'a8f043f7feeb92151fd23e71d620728b5051d922af437b4fd08b94a5b1e04c89',
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
  assert.equal(filling.length, 8);
  // Crashes that came after a table was filled or changed and before that was written down.
  const crashed = migrations.filter(
    ({ name, statement }) => name >= '0007' && /^ALTER TABLE|REPLACE TABLE/m.test(statement),
  );
  for (const { statement } of crashed) await runStatement(client, { query: statement });
  await migrateClickHouse(client, { withLock: mutex() });

  const query = `
    SELECT
      (SELECT sum(count) FROM request_cube) AS cube,
      (SELECT sum(count) FROM request_audience_cube) AS audience,
      (SELECT sum(count) FROM request_sample)
        = (SELECT count() FROM request WHERE user != 0 AND intHash64(user) % 16 = 0) AS sampled,
      (SELECT sum(count) FROM request_coarse_sample)
        = (SELECT count() FROM request WHERE user != 0 AND intHash64(user) % 64 = 0) AS coarse,
      (SELECT count FROM dimension_value WHERE dimension = 'os') AS value,
      (SELECT sum(count) FROM request_content_cube WHERE categorySet = ',unknown,') AS content`;
  const numbers = ['cube', 'audience', 'sampled', 'coarse', 'value', 'content'] as const;
  const row = z.record(z.enum(numbers), z.number());
  const expected = { cube: 500, audience: 500, sampled: 1, coarse: 1, value: 500, content: 500 };
  assert.deepEqual(await queryRow(client, { query, row }), expected);
});
