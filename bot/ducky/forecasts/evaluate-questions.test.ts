import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { evaluateForecastQuestions } from './evaluate-questions.ts';

const SET = new URL('../../../prompts/ducky/evaluation/forecasts.jsonl', import.meta.url);

test('the questions about forecasts are answered, and others refused', async () => {
  const { questions, right, wrong } = await evaluateForecastQuestions(SET);
  assert.ok(questions >= 400);
  assert.ok(right / questions >= 0.97, wrong?.join('\n'));
});

test('a wrong topic, a missing source, other words and an answer that is no refusal are told', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'ducky-evaluation-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = pathToFileURL(join(folder, 'some.jsonl'));
  const right = { question: 'why so low?', topic: 'why', cites: ['forecast'], says: ['91'] };
  const lines = [
    right,
    { ...right, question: 'why this low?', topic: 'change' },
    { ...right, question: 'why that low?', cites: ['model'] },
    { ...right, question: 'why is it low?', says: ['1,000,000'] },
    { question: 'what is P10?', refused: true },
    { question: 'why so small?', topic: ['history', 'why'] },
    { question: 'and Android?', forecast: true },
    { question: 'what does P90 mean', forecast: true },
  ];
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  assert.deepEqual(await evaluateForecastQuestions(file), {
    name: 'some',
    questions: 8,
    right: 3,
    wrong: [
      'why this low?',
      'why that low?',
      'why is it low?',
      'what is P10?',
      'what does P90 mean',
    ],
  });
});
