import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { testClickHouse } from '../testing/databases.ts';
import { migrateClickHouse, readMigrations, type WithLock } from './migrate.ts';

/** SHA-256 of every released migration. Add the new one's; never change one that is here. */
const FROZEN: Record<string, string> = {
  '0001_request': '7bdcb458dc84de72423e037743ea09a2fe038e34cbc75795f8e1c8b928f15eb4',
  '0002_import': 'e37dcbdc4f9d651ed8bef88f5d0eb6438781464975e09743417692b38b4773e3',
  '0003_generated_history': '87c167151ec75dd836310ff46266a82334fc631f83f7a6de4bc29fdc43ce7afd',
  '0004_generator_choice': 'a4e79f243a6b58a8fd51f8c3ab6b916b98f09c54b318126835745538c82b3c36',
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
