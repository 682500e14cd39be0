import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pino } from 'pino';

import type { Fact, ToolName, Tools } from './fact.ts';
import { gatherFacts } from './gather-facts.ts';
import { FACTS } from './testing/scenario.ts';

const log = pino({ level: 'silent' });
const never = () => new AbortController().signal;

const FOUND: { readonly [Name in ToolName]?: Fact<Name> } = { data: FACTS.data };

/** The scenario's data are there, what was measured is away, and the model never comes. */
const tools: Tools = {
  async run(name) {
    if (name === 'history') throw new Error('the store is away');
    if (name === 'model') await new Promise(() => {});
    return FOUND[name];
  },
};

test('what fails or takes too long is named, and the rest is there', async () => {
  const names = ['data', 'history', 'model', 'docs'] as const;
  const gathered = await gatherFacts(names, { tools, signal: never(), log, timeoutMs: 50 });
  assert.deepEqual(gathered.facts, [FACTS.data]);
  assert.deepEqual(
    gathered.unread.map(({ tool, error }) => [tool, error instanceof Error && error.message]),
    [
      ['history', 'the store is away'],
      ['model', 'unavailable: No answer within 0.05 s.'],
    ],
  );
});

test('tools that still run are told to stop once somebody stops the question', async () => {
  const controller = new AbortController();
  let told: AbortSignal | undefined;
  const hanging: Tools = {
    run: (_, signal) => {
      told = signal;
      controller.abort();
      return new Promise(() => {});
    },
  };
  const gathering = gatherFacts(['data'], { tools: hanging, signal: controller.signal, log });
  await assert.rejects(gathering, { code: 'cancelled' });
  assert.equal(told?.aborted, true);
});
