import { z } from 'zod';
import { elapsedMs } from '../../../data/bench/median-ms.ts';
import { isProgram } from '../../../data/embedded/child-program.ts';
import { answerQuestion } from '../../ducky/answer/answer-question.ts';
import { readRepository } from '../../ducky/repository/read-repository.ts';
import { indexPassages, type SearchIndex } from '../../ducky/search/search-index.ts';

/** In none of the evaluation's sets, for what was tuned on flatters. */
const QUESTION = 'Which settings must be given before the API starts, and what are their defaults?';

export const onceSchema = z.strictObject({ indexMs: z.number(), firstWordsMs: z.number() });

/**
 * Times a cold start of `ducky ask`, indexing and first words, in a process that has done nothing
 * before, as of somebody who asks one question.
 */
async function askOnce(root: string): Promise<z.infer<typeof onceSchema>> {
  const startMs = performance.now();
  const { passages } = await readRepository({ root });
  const index = await indexPassages(passages);
  const indexMs = performance.now() - startMs;
  return { indexMs, firstWordsMs: await elapsedMs(() => firstWords(index)) };
}

async function firstWords(index: SearchIndex): Promise<void> {
  for await (const said of answerQuestion({ index, question: QUESTION, withoutWriter: '' })) {
    if (said.kind === 'extracts') return;
  }
  throw new Error('The question was not answered.');
}

if (isProgram(import.meta.url)) {
  process.stdout.write(JSON.stringify(await askOnce(process.argv[2] ?? '.')));
}
