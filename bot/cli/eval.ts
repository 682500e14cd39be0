import { fileURLToPath } from 'node:url';

import { Command } from 'commander';

import { evaluateDucky, type Score } from '../ducky/evaluate.ts';
import { readRepository } from '../ducky/repository/read-repository.ts';
import { indexPassages } from '../ducky/search/search-index.ts';
import { print, printJson, reportFailure } from './output.ts';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
const GOAL = 0.9;

/** How Ducky answers questions about this project's code; ends with 1 where a set misses its goal. */
async function evaluate({ json }: { json?: boolean }): Promise<void> {
  const { passages } = await readRepository({ root: CHECKOUT });
  const scores = evaluateDucky(await indexPassages(passages));
  if (json) printJson(scores);
  else print(scores.map(scoreText).join('\n'));
  if (scores.some((score) => !isMet(score))) process.exitCode = 1;
}

function isMet({ right, questions }: Score): boolean {
  return right / questions >= GOAL;
}

function scoreText(score: Score): string {
  const { name, right, questions, wrong = [] } = score;
  const share = `${((right / questions) * 100).toFixed(1)}%`;
  const verdict = isMet(score) ? 'met' : 'missed';
  const head = `${name}: ${right} of ${questions} right, ${share}; goal ${GOAL * 100}% ${verdict}`;
  return [head, ...wrong.map((question) => `  not: ${question}`)].join('\n');
}

const program = new Command('eval').description('Measures answers against known ones.');
program
  .command('ducky')
  .description('questions about this code: the right passage among the first three')
  .option('--json', 'print JSON instead of text')
  .action(evaluate);

await program.parseAsync().catch(reportFailure);
