import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { splitFile } from './split.ts';

const LANGUAGES: [path: string, text: string, symbol: string][] = [
  ['a.ts', 'export async function readPlan() {\n  return 1;\n}\n', 'readPlan'],
  [
    'a.py',
    'class Plan:\n    def read_plan(self):\n        return 1\n        # done\n',
    'read_plan',
  ],
  ['a.go', 'func (p *Plan) ReadPlan() int {\n\treturn 1\n}\n', 'ReadPlan'],
  ['a.rs', 'pub fn read_plan() -> u8 {\n    1\n}\n', 'read_plan'],
  [
    'A.java',
    'class A {\n\n\n\n  public int readPlan(String a) {\n    return 1;\n  }\n}\n',
    'readPlan',
  ],
  ['a.sql', 'CREATE TABLE IF NOT EXISTS plan (\n  id int\n);\n', 'plan'],
  ['a.md', '# Reading a plan\n\nWords.\n', 'Reading a plan'],
  ['a.sh', 'read_plan() {\n  true\n}\n', 'read_plan'],
];
for (const [path, text, symbol] of LANGUAGES) {
  test(`${path}: ${symbol} is found`, () => {
    assert.ok(splitFile(path, text).some(({ symbols }) => symbols.includes(symbol)));
  });
}

test('a function has the comment above it, and the constant that is there for it', () => {
  const text =
    "import a from 'a';\n\nconst LIMIT = 3;\n\n/** Reads. */\nfunction read() {\n  return LIMIT;\n}\n\nfunction other() {\n  return 1;\n  // end\n}\n";
  const [first, second] = splitFile('a.ts', text);
  assert.deepEqual([first?.startLine, first?.endLine], [3, 8]);
  assert.deepEqual(first?.symbols, ['LIMIT', 'read']);
  assert.match(first?.doc ?? '', /Reads/);
  assert.deepEqual([second?.startLine, second?.endLine], [10, 13]);
});

test('what stands above the imports is kept, and the imports are not', () => {
  const text =
    '"""Reads plans."""\nimport os\n\ndef read():\n    return 1\n    # done\n    # end\n';
  const texts = splitFile('a.py', text).map((passage) => passage.text.split('\n')[0]);
  assert.deepEqual(texts, ['"""Reads plans."""', 'def read():']);
});

test('prose that begins a line with "import" is kept', () => {
  const [passage] = splitFile('a.md', 'Words.\nimport nothing here\nMore.\n');
  assert.equal(passage?.startLine, 1);
  assert.equal(passage?.endLine, 3);
});

test('a heading within a code block of Markdown is none', () => {
  const text = '# One\n\n```sh\n# not a heading\n```\n\nwords\n';
  assert.deepEqual(
    splitFile('a.md', text).map(({ symbols }) => symbols),
    [['One']],
  );
});

test('every passage stands where it says, in order, whatever the file holds', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 30 }).filter((text) => !text.includes('\n')),
    fc.constantFrom('function a() {', '}', '/** b */', 'const C = 1;', 'class D {', '  e() {', ''),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 200 }), (lines) => {
      let last = 0;
      for (const { startLine, endLine, text } of splitFile('a.ts', lines.join('\n'))) {
        assert.ok(startLine > last && endLine >= startLine);
        assert.equal(text, lines.slice(startLine - 1, endLine).join('\n'));
        last = endLine;
      }
    }),
  );
});
