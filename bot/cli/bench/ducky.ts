import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { Figure } from '../../../data/bench/figure.ts';
import type { BenchOptions } from '../../../data/bench/servers.ts';
import { readRepository } from '../../ducky/repository/read-repository.ts';
import { onceSchema } from './ducky-once.ts';
import { quantile } from './quantile.ts';

const CHECKOUT = fileURLToPath(new URL('../../..', import.meta.url));
const ONCE = fileURLToPath(new URL('./ducky-once.ts', import.meta.url));
const RUNS = 5;
const LARGE_FILES = 2_000;
const PASSAGES_A_FILE = 4;
const GOAL_MS = { own: 1_000, large: 10_000, firstWords: 300 };

/** Measures the rubber duck in new processes: reading and indexing code, and its first words. */
export async function benchDucky({ dir, onProgress, signal }: BenchOptions): Promise<Figure[]> {
  const own = [];
  for (let run = 0; run < RUNS; run += 1) {
    onProgress('Asking about this repository', run / RUNS);
    own.push(await askOnce(CHECKOUT, signal));
  }
  onProgress(`Asking about ${LARGE_FILES} files`, null);
  const large = await askOnce(await largeRepository(join(dir, 'code')), signal);
  const median = (times: readonly number[]) => quantile(times, 0.5);
  return [
    figure('index of this repository', median(own.map((once) => once.indexMs)), GOAL_MS.own),
    figure(`index of ${LARGE_FILES} files`, large.indexMs, GOAL_MS.large),
    figure(
      'first words of an answer',
      median(own.map((once) => once.firstWordsMs)),
      GOAL_MS.firstWords,
    ),
  ];
}

async function askOnce(root: string, signal: AbortSignal) {
  const { stdout } = await promisify(execFile)(process.execPath, [ONCE, root], { signal });
  return onceSchema.parse(JSON.parse(stdout));
}

/** Our own passages over and over, a few to a file, for there is no larger code at hand. */
async function largeRepository(root: string): Promise<string> {
  const { passages } = await readRepository({ root: CHECKOUT });
  await mkdir(root, { recursive: true });
  for (let file = 0; file < LARGE_FILES; file += 1) {
    const texts = Array.from({ length: PASSAGES_A_FILE }, (_, at) => {
      return passages[(file * PASSAGES_A_FILE + at) % passages.length]?.text ?? '';
    });
    await writeFile(join(root, `file-${file}.ts`), texts.join('\n\n'));
  }
  return root;
}

function figure(name: string, value: number, atMost: number): Figure {
  return { name, value, unit: 'ms', goal: { atMost } };
}
