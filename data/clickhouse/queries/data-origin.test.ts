import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { generateHistory } from '../../generate/generate-history.ts';
import { readDefaultProfile } from '../../generate/profile.ts';
import { importFile } from '../../import/import-file.ts';
import { testHistory } from '../test-history.ts';
import { readDataOrigin } from './data-origin.ts';
import { hasRequests } from './has-requests.ts';

const SAMPLE = fileURLToPath(new URL('../../import/sample/prototype.csv', import.meta.url));

test('generated, imported and mixed histories are told apart', async (t) => {
  const client = await testHistory(t);
  const quarantineDir = await mkdtemp(join(tmpdir(), 'ducky-origin-'));
  t.after(() => rm(quarantineDir, { recursive: true, force: true }));
  assert.equal(await readDataOrigin(client), 'observed');
  const profile = await readDefaultProfile();
  const recipe = { profile, seed: 7, rows: 100, days: 2, lastDay: '2026-11-21' };
  await generateHistory({ client, ...recipe });
  assert.equal(await readDataOrigin(client), 'generated');
  const where = { file: SAMPLE, quarantineDir, timeZone: 'UTC', today: '2026-11-22' };
  await importFile({ client, userHashKey: 'k'.repeat(32), ...where });
  assert.equal(await readDataOrigin(client), 'mixed');
});

test('what an interrupted generation has left is no less generated', async (t) => {
  const client = await testHistory(t);
  const profile = await readDefaultProfile();
  const interrupt = new AbortController();
  const generating = generateHistory({
    ...{ client, profile, seed: 7, rows: 3_000, days: 60, lastDay: '2026-11-21' },
    onProgress: () => interrupt.abort(),
    signal: interrupt.signal,
  });
  await assert.rejects(generating);
  assert.ok(await hasRequests(client));
  assert.equal(await readDataOrigin(client), 'generated');
});
