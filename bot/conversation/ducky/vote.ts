import { storeQuestionVote } from '../../../data/postgres/questions/question-feedback.ts';
import { notice } from '../../blocks/notice.ts';
import type { Conversation } from '../conversation.ts';
import { type ThumbClick, takeThumb } from '../vote.ts';

/**
 * Stores somebody's rating of an answer to a question, thumbs up or thumbs down, in the database.
 */
export function takeAnswerVote(conversation: Conversation, click: ThumbClick): Promise<void> {
  const { db, now } = conversation;
  return takeThumb(conversation, click, {
    store: (questionId, vote) => storeQuestionVote(db, { questionId, ...vote }, now()),
    thanks: () => notice('Thank you for saying so.'),
  });
}
