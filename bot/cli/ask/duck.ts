import { extractsOf, passagesFor } from '../../ducky/answer/answer-question.ts';
import type { Said } from '../../ducky/answer/said.ts';
import { duckQuestions } from '../../ducky/duck/duck-questions.ts';
import type { SearchIndex } from '../../ducky/search/search-index.ts';

const TIED_TO = 3;

/** The rubber duck's questions about a bug, from the passages of code that its story points to. */
export function questionsAbout(index: SearchIndex, bug: string): string[] {
  return duckQuestions(passagesOf(index, bug));
}

/** All the duck's questions at once, for who cannot answer them one by one; then where to look. */
export function* duckAtOnce(index: SearchIndex, bug: string): Generator<Said> {
  const passages = passagesOf(index, bug);
  const questions = duckQuestions(passages).map((question, at) => `${at + 1}. ${question}`);
  yield { kind: 'note', text: 'Before I say anything, answer these aloud; most bugs end here.' };
  yield { kind: 'text', text: `${questions.join('\n')}\n` };
  if (passages.length === 0) return;
  yield {
    kind: 'note',
    text: 'If it is still there, look here; bare `ducky ask` goes through it with you.',
  };
  yield extractsOf(bug, passages);
}

function passagesOf(index: SearchIndex, bug: string) {
  return passagesFor({ index, question: bug, isStory: true }, TIED_TO);
}
