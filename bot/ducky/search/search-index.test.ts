import assert from 'node:assert/strict';
import { test } from 'node:test';

import { splitFile } from '../passages/split.ts';
import { indexPassages } from './search-index.ts';

const END = '\n  return 1;\n  // end\n}\n';

/** What is found first, by path. */
async function firstFor(question: string, files: Readonly<Record<string, string>>) {
  const passages = Object.entries(files).flatMap(([path, text]) => splitFile(path, text));
  const { hits } = (await indexPassages(passages)).search(question, 3);
  return hits.map(({ passage }) => passage.path);
}

test('what works comes before its test', async () => {
  const [first] = await firstFor('How is a plan read?', {
    'a.test.ts': `test('a plan is read', () => {${END}`,
    'b.ts': `/** Reads a plan. */\nexport function readPlan() {${END}`,
  });
  assert.equal(first, 'b.ts');
});

test('what is asked in other words is found', async () => {
  const [first] = await firstFor('How do I delete a picture?', {
    'a.ts': `/** Paints a duck. */\nexport function paint() {${END}`,
    'b.ts': `/** Removes an image. */\nexport function removeImage() {${END}`,
  });
  assert.equal(first, 'b.ts');
});

test('a chapter is found by its heading, though all of its words are small', async () => {
  const [first] = await firstFor('Who may do what in Slack?', {
    'a.ts': `/** Opens a door. */\nexport function openDoor() {\n  slack();${END}`,
    'b.md': '## Who may do what\n\nIn Slack anybody may ask.\n\nNobody else.\n',
  });
  assert.equal(first, 'b.md');
});

test('one file does not take every place', async () => {
  const many = ['One', 'Two', 'Three', 'Four'].map(
    (name) => `/** Reads a plan. */\nexport function readPlan${name}() {${END}`,
  );
  const paths = await firstFor('How is a plan read?', {
    'a.ts': many.join('\n'),
    'b.ts': `/** Prints a plan that was read. */\nexport function printPlan() {${END}`,
  });
  assert.deepEqual(paths.toSorted(), ['a.ts', 'a.ts', 'b.ts']);
});
