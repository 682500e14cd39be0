import type { NewQuestion } from '../../../data/postgres/questions/questions.ts';
import {
  acceptQuestionWithin,
  type QuestionAcceptance,
} from '../../../data/postgres/questions/waiting-questions.ts';
import { withPostgresRetry } from '../../../data/postgres/retry.ts';
import type { Conversation } from '../conversation.ts';

/** Limit of answers that one person may wait for at once, so that nobody crowds out the others. */
const MAX_WAITING = 3;

/**
 * Stores a question within its person's limit: it is refused where they wait for enough already.
 */
export function acceptQuestionOfPerson(
  { db, now }: Pick<Conversation, 'db' | 'now'>,
  wanted: NewQuestion,
): Promise<QuestionAcceptance> {
  const rules = { limit: MAX_WAITING, now: now() };
  return withPostgresRetry(() => acceptQuestionWithin(db, wanted, rules));
}
