import assert from 'node:assert/strict';
import { test } from 'node:test';

import { splitFile } from '../passages/split.ts';
import { anchorTextsOf } from './anchor-texts.ts';

/** What is said of the first passage of `plan.ts`. */
async function saidOfPlan(files: Readonly<Record<string, string>>): Promise<string> {
  const plan = 'export function readPlan() {\n  return 1;\n  // end\n}\n';
  const passages = Object.entries({ 'plan.ts': plan, ...files }).flatMap(([path, text]) =>
    splitFile(path, text),
  );
  return (await anchorTextsOf(passages))[0] ?? '';
}

test('of a function speak the titles of its tests, and what its users do', async () => {
  const said = await saidOfPlan({
    'plan.test.ts': "test('a flight must end', () => {\n  readPlan();\n  // end\n});\n",
    'order.ts': '/** Orders ducks. Now. */\nfunction order() {\n  return readPlan();\n}\n',
  });
  assert.equal(said, 'a flight must end Orders ducks');
});

test('a name that two files export is nobody’s', async () => {
  const said = await saidOfPlan({
    'other.ts': 'export function readPlan() {\n  return 2;\n  // end\n}\n',
    'order.ts': '/** Orders ducks. */\nfunction order() {\n  return readPlan();\n}\n',
  });
  assert.equal(said, '');
});
