import type pg from 'pg';

import { findQuestion } from '../../../data/postgres/questions/questions.ts';
import { NOTHING_SAID } from '../../../data/said.ts';
import { answerToQuestion, failedAnswer, stoppedAnswer } from '../../blocks/ducky/answer.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import { readableForms } from '../tell-outcome.ts';
import { answerParts } from './answer-parts.ts';

/**
 * Builds the whole message of a question that has ended: answered, stopped or failed, the best form
 * first.
 */
export function outcomeForms(db: pg.Pool, questionId: string): Promise<SlackMessage[]> {
  return readableForms(questionId, () => readForms(db, questionId));
}

async function readForms(db: pg.Pool, questionId: string): Promise<SlackMessage[]> {
  const question = await findQuestion(db, questionId);
  if (!question) throw new Error('a question whose answer is owed must exist');
  const { said, failure, stoppedBy } = question;
  const parts = answerParts(question, said ?? NOTHING_SAID);
  if (stoppedBy !== null) return [stoppedAnswer(parts, stoppedBy)];
  return failure === null ? answerToQuestion(parts) : [failedAnswer(parts, failure)];
}
