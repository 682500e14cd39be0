import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { chatReply, startFakeOpenAi } from '../../../prompts/llm/testing/fake-openai.ts';
import { CRICKET_MARKET } from '../../../prompts/market/testing/cricket-market.ts';
import { runDucky } from '../../testing/started-ducky.ts';

const SIZE = ['--rows', '2000', '--days', '3', '--today', '2026-04-10', '--json'];

describe('ducky generate', () => {
  let home: string;
  const run = (args: string[], env: Record<string, string> = {}) =>
    runDucky(['generate', ...args], { DUCKY_HOME: home, ...env });

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'ducky-generate-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  test('a described market is kept as a profile that makes the same history', async () => {
    await using server = await startFakeOpenAi(chatReply(JSON.stringify(CRICKET_MARKET)));
    const made = await run(['--describe', 'Indian OTT apps', ...SIZE], {
      OPENAI_BASE_URL: server.baseUrl,
    });
    assert.equal(made.code, 0, made.stderr);
    const { rows, expected } = JSON.parse(made.stdout);
    assert.ok(Math.abs(rows - 2000) <= 2);
    assert.deepEqual(expected.events, ['league']);
    const [file = ''] = (await readdir(home)).filter((name) => /^market-\w+\.json$/.test(name));
    assert.match(made.stderr, new RegExp(file));

    const again = await run(['--profile', join(home, file), ...SIZE]);
    assert.equal(again.code, 0, again.stderr);
    assert.equal(again.stdout, made.stdout);
  });

  test('without a model it says what to set', async () => {
    const { code, stderr } = await run(['--describe', 'Indian OTT apps', ...SIZE]);
    assert.equal(code, 2);
    assert.match(stderr, /OPENAI_API_KEY.*OPENAI_BASE_URL.*--profile/);
  });

  test('a profile is refused with every problem', async () => {
    const file = join(home, 'bad.json');
    await writeFile(file, JSON.stringify({ growthPerYear: 99, weekday: [1], colour: 'red' }));
    const { code, stderr } = await run(['--profile', file, ...SIZE]);
    assert.equal(code, 2);
    assert.match(stderr, /bad\.json is not a market profile/);
    for (const problem of [/- growthPerYear/, /- weekday/, /- country/, /colour/]) {
      assert.match(stderr, problem);
    }
  });

  test('a market is described or given, not both', async () => {
    const { code, stderr } = await run(['--describe', 'x', '--profile', 'y.json']);
    assert.equal(code, 2);
    assert.match(stderr, /cannot be used with/);
  });
});
