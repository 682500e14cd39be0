import type { ModalView } from '@slack/types';

import { storeReason, storeVote } from '../../../data/postgres/requests/feedback.ts';
import { feedbackModal, thanks } from '../../blocks/answer/feedback.ts';
import type { SlackMessage } from '../../blocks/message.ts';
import { notice } from '../../blocks/notice.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';
import { type ThumbClick, takeThumb } from '../vote.ts';
import { type AnswerOrigin, printOrigin, type SubmittedModal } from './answer-modal.ts';

/** Stores somebody's rating of a forecast, thumbs up or thumbs down, in the database. */
export function takeVote(conversation: Conversation, click: ThumbClick): Promise<void> {
  const { db, now } = conversation;
  return takeThumb(conversation, click, {
    store: (requestId, vote) => storeVote(db, { requestId, ...vote }, now()),
    thanks,
  });
}

/** The modal that asks, after a thumbs down, why an answer was of no help. */
export async function feedbackView(_: Conversation, origin: AnswerOrigin): Promise<ModalView> {
  return feedbackModal(printOrigin(origin));
}

/** Stores the feedback that somebody wrote on why an answer was of no help; thanks for it once. */
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
