import { z } from 'zod';

import { storeQuestionVote } from '../../../data/postgres/questions/question-feedback.ts';
import { notice } from '../../blocks/notice.ts';
import type { FeedbackWish } from '../answer/feedback.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';

const voteSchema = z.tuple([z.uuid(), z.enum(['good', 'bad'])]);

/** Takes somebody's vote on an answer, and thanks them; the same vote again is silently the same. */
export async function takeAnswerVote(
  conversation: Conversation,
  wish: FeedbackWish,
): Promise<void> {
  const { db, now } = conversation;
  try {
    const [questionId, vote] = voteSchema.parse(wish.value.split(':'));
    const { user: givenBy, teamId } = wish;
    const isNews = await storeQuestionVote(db, { questionId, givenBy, teamId, vote }, now());
    if (isNews) await wish.tellAsker(notice('Thank you for saying so.'));
  } catch (error) {
    await tellFailure(conversation, wish, error);
  }
}
