import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { Command } from 'commander';

import { readCodeQuestions } from '../ducky/code-questions.ts';
import { evaluateCodeQuestions, evaluateForecasts, type Score } from '../ducky/evaluate.ts';
import { fitWeights } from '../ducky/fit/fit-weights.ts';
import { readRepository } from '../ducky/repository/read-repository.ts';
import { indexPassages, type SearchIndex } from '../ducky/search/search-index.ts';
import { precisePercent } from '../words/numbers.ts';
import { alignColumns } from './align-columns.ts';
import { print, printJson, reportFailure } from './output.ts';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
const WEIGHTS = new URL('../ducky/search/weights.json', import.meta.url);
const GOAL = 0.9;

interface Options {
  readonly json?: boolean;
  readonly fit?: boolean;
}

/**
 * Evaluates how Ducky answers questions about this project's code and about forecasts; ends with 1
 * where a set misses its goal.
 */
async function evaluate({ json, fit }: Options): Promise<void> {
  const { passages } = await readRepository({ root: CHECKOUT });
  const index = await indexPassages(passages);
  if (fit) return fitAnew(index);
  const scores = [...evaluateCodeQuestions(index), ...(await evaluateForecasts())];
  if (json) printJson(scores);
  else print(scoreTable(scores));
  if (scores.some((score) => !isMet(score))) process.exitCode = 1;
}

/**
 * Fits the ranking weights of code search, what each signal of a passage counts, to the tuning set,
 * for the next start to search by.
 */
async function fitAnew(index: SearchIndex): Promise<void> {
  const fitted = fitWeights(index, readCodeQuestions('code'));
  const file = { madeBy: 'npm run eval -- ducky --fit', ...fitted };
  await writeFile(WEIGHTS, `${JSON.stringify(file, undefined, 2)}\n`);
  const { crossValidatedRight, questions } = fitted;
  const share = precisePercent(crossValidatedRight / questions);
  print(`Cross-validated: ${crossValidatedRight} of ${questions}, ${share}.`);
  print(`Wrote ${fileURLToPath(WEIGHTS)}.`);
}

function isMet({ right, questions }: Score): boolean {
  return right / questions >= GOAL;
}

/** A line a set; then what was not answered as it should be, where that may be told. */
function scoreTable(scores: readonly Score[]): string {
  const rows = scores.map((score) => [
    score.name,
    `${score.right} of ${score.questions}`,
    precisePercent(score.right / score.questions),
    `goal ${GOAL * 100}%`,
    isMet(score) ? 'met' : 'missed',
  ]);
  const table = alignColumns(rows, { isLeft: (column) => column === 0 || column > 2 });
  const wrong = scores.flatMap(({ name, wrong = [] }) =>
    wrong.map((question) => `not right, ${name}: ${question}`),
  );
  return [...table, ...wrong].join('\n');
}

const program = new Command('eval').description('Measures answers against known ones.');
program
  .command('ducky')
  .description('questions about this code and about forecasts, against known answers')
  .option('--json', 'print JSON instead of text')
  .option('--fit', 'instead fit anew what each signal of a passage counts, and write that down')
  .action(evaluate);

await program.parseAsync().catch(reportFailure);
