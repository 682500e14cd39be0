import type { Question } from '../../../data/postgres/questions/questions.ts';
import type { Said } from '../../../data/said.ts';
import type { DuckyAnswerParts } from '../../blocks/ducky/parts.ts';

/** What the messages of a question show. */
export function answerParts(
  { id, text, requestedBy }: Pick<Question, 'id' | 'text' | 'requestedBy'>,
  said: Said,
): DuckyAnswerParts {
  return { questionId: id, question: text, askedBy: requestedBy, said };
}
