import type { ModalView } from '@slack/types';
import { z } from 'zod';

import { storeReason, storeVote } from '../../../data/postgres/requests/feedback.ts';
import { feedbackModal, thanks } from '../../blocks/answer/feedback.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import { notice } from '../../blocks/notice.ts';
import type { Asked } from '../asked.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';
import { type AnswerOrigin, printOrigin, type SubmittedModal } from './answer-modal.ts';

const voteSchema = z.tuple([z.uuid(), z.enum(['good', 'bad'])]);

/** A click on one of the two thumbs. */
export interface FeedbackWish {
  /** `<request id>:good` or `<request id>:bad`. */
  value: string;
  user: string;
  teamId: string | undefined;
  tellAsker: Asked['tellAsker'];
}

/** Takes somebody's vote and thanks them; the same vote again is silently the same. */
export async function takeVote(conversation: Conversation, wish: FeedbackWish): Promise<void> {
  const { db, now } = conversation;
  try {
    const [requestId, vote] = voteSchema.parse(wish.value.split(':'));
    const { user: givenBy, teamId } = wish;
    const isNews = await storeVote(db, { requestId, givenBy, teamId, vote }, now());
    if (isNews) await wish.tellAsker(thanks(requestId, vote));
  } catch (error) {
    await tellFailure(conversation, wish, error);
  }
}

/** The modal that asks why an answer was of no help. */
export async function feedbackView(_: Conversation, origin: AnswerOrigin): Promise<ModalView> {
  return feedbackModal(printOrigin(origin));
}

/** Keeps why an answer was of no help, and thanks for it once. */
export async function takeReason(
  conversation: Conversation,
  { requestId, user, channel, threadTs, key, reason }: SubmittedModal & { reason: string },
): Promise<void> {
  const { db, messenger, seen } = conversation;
  if (!seen.add(key)) return;
  const tellAsker = (told: SlackMessage) => messenger.whisper({ channel, threadTs, user }, told);
  try {
    await storeReason(db, { requestId, givenBy: user, reason });
    await tellAsker(notice('Thank you. Whoever looks after Ducky will read it.'));
  } catch (error) {
    await tellFailure(conversation, { tellAsker }, error);
  }
}
