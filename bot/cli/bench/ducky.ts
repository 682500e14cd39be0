import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Figure } from '../../../data/bench/figure.ts';
import { elapsedMs, medianMs } from '../../../data/bench/median-ms.ts';
import type { BenchOptions } from '../../../data/bench/servers.ts';
import { answerQuestion } from '../../ducky/answer/answer-question.ts';
import { readRepository } from '../../ducky/repository/read-repository.ts';
import { indexPassages } from '../../ducky/search/search-index.ts';

const CHECKOUT = fileURLToPath(new URL('../../..', import.meta.url));
const LARGE_FILES = 2_000;
const QUESTION = 'How are user ids hashed when a file is imported?';
const GOAL_MS = { own: 1_000, large: 10_000, firstWords: 300 };

/** Measures the rubber duck: reading and indexing code, and its first words on a question. */
export async function benchDucky({ dir, onProgress, signal }: BenchOptions): Promise<Figure[]> {
  onProgress('Indexing this repository', null);
  const own = await medianMs(() => openCode(CHECKOUT, signal));
  onProgress('Answering', null);
  const index = await openCode(CHECKOUT, signal);
  const firstWords = await medianMs(async () => {
    for await (const said of answerQuestion({ index, question: QUESTION, withoutWriter: '' })) {
      if (said.kind === 'extracts') return;
    }
  });
  onProgress(`Indexing ${LARGE_FILES} files`, null);
  const root = await largeRepository(join(dir, 'code'), index.passages);
  const large = await elapsedMs(() => openCode(root, signal));
  return [
    figure('index of this repository', own, GOAL_MS.own),
    figure(`index of ${LARGE_FILES} files`, large, GOAL_MS.large),
    figure('first words of an answer', firstWords, GOAL_MS.firstWords),
  ];
}

async function openCode(root: string, signal: AbortSignal) {
  const { passages } = await readRepository({ root, signal });
  return indexPassages(passages, { signal });
}

/** Our own passages over and over, a few to a file, for there is no larger code at hand. */
async function largeRepository(
  root: string,
  passages: readonly { readonly text: string }[],
): Promise<string> {
  await mkdir(root, { recursive: true });
  const perFile = 4;
  for (let file = 0; file < LARGE_FILES; file += 1) {
    const texts = Array.from({ length: perFile }, (_, at) => {
      return passages[(file * perFile + at) % passages.length]?.text ?? '';
    });
    await writeFile(join(root, `file-${file}.ts`), texts.join('\n\n'));
  }
  return root;
}

function figure(name: string, value: number, atMost: number): Figure {
  return { name, value, unit: 'ms', goal: { atMost } };
}
