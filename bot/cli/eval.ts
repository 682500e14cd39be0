import { fileURLToPath } from 'node:url';

import { Command } from 'commander';

import { evaluateCodeQuestions, evaluateForecasts, type Score } from '../ducky/evaluate.ts';
import { readRepository } from '../ducky/repository/read-repository.ts';
import { indexPassages } from '../ducky/search/search-index.ts';
import { alignColumns } from './align-columns.ts';
import { print, printJson, reportFailure } from './output.ts';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
const GOAL = 0.9;

/**
 * How Ducky answers questions about this project's code and about forecasts; ends with 1 where a set
 * misses its goal.
 */
async function evaluate({ json }: { json?: boolean }): Promise<void> {
  const { passages } = await readRepository({ root: CHECKOUT });
  const index = await indexPassages(passages);
  const scores = [...evaluateCodeQuestions(index), ...(await evaluateForecasts())];
  if (json) printJson(scores);
  else print(scoreTable(scores));
  if (scores.some((score) => !isMet(score))) process.exitCode = 1;
}

function isMet({ right, questions }: Score): boolean {
  return right / questions >= GOAL;
}

/** A line a set; then what was not answered as it should be, where that may be told. */
function scoreTable(scores: readonly Score[]): string {
  const rows = scores.map((score) => [
    score.name,
    `${score.right} of ${score.questions}`,
    `${((score.right / score.questions) * 100).toFixed(1)}%`,
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
  .action(evaluate);

await program.parseAsync().catch(reportFailure);
