import type { ModalView } from '@slack/types';

import { AppError } from '../../../data/errors.ts';
import { describePlan } from '../../../prompts/describe.ts';
import { shareModal } from '../../blocks/answer/share-modal.ts';
import { sharedAnswerForms } from '../../blocks/answer/shared-answer.ts';
import { message } from '../../blocks/message.ts';
import { section } from '../../blocks/text.ts';
import type { Conversation } from '../conversation.ts';
import { tellFailure } from '../failure.ts';
import { publishFirst } from '../messenger.ts';
import { type AnswerOrigin, printOrigin, type SubmittedModal } from './answer-modal.ts';
import { answeredRequest } from './answered.ts';

/**
 * The modal that asks where to share an answer.
 * @throws AppError where there is no such answer.
 */
export async function shareView(
  conversation: Conversation,
  origin: AnswerOrigin,
): Promise<ModalView> {
  const { request } = await answeredRequest(conversation, origin.requestId);
  return shareModal({ understood: describePlan(request.plan).line, metadata: printOrigin(origin) });
}

/** An answer to be shown in another channel. */
export interface ShareWish extends SubmittedModal {
  /** The channel that it is shared with. */
  to: string;
}

/** Posts an answer's summary to another channel, once, and tells whoever shared it how that went. */
export async function share(conversation: Conversation, wish: ShareWish): Promise<void> {
  const { messenger, seen } = conversation;
  if (!seen.add(wish.key)) return;
  const { channel, threadTs, user, to } = wish;
  const tellAsker = (told: ReturnType<typeof message>) =>
    messenger.whisper({ channel, threadTs, user }, told);
  try {
    await postSummary(conversation, wish);
    const words = `Shared with <#${to}>.`;
    await tellAsker(message(words, [section(words)]));
  } catch (error) {
    if (!isClosed(error)) return tellFailure(conversation, { tellAsker }, error);
    const words = `Nothing was shared: I may not write in <#${to}>. Unless it is archived, invite me there with \`/invite\` and share again.`;
    await tellAsker(message(words, [section(words)]));
  }
}

/** Posts a forecast's summary in the other channel, with a link to the full answer. */
async function postSummary(
  conversation: Conversation,
  { requestId, user, to }: ShareWish,
): Promise<void> {
  const { messenger, permalink } = conversation;
  const { request, forecast } = await answeredRequest(conversation, requestId);
  const { channel, messageTs } = request.destination ?? {};
  const isPosted = channel !== undefined && messageTs !== undefined;
  const link = isPosted ? await permalink({ channel, messageTs }) : undefined;
  const understood = describePlan(request.plan).line;
  const forms = sharedAnswerForms({ forecast, understood, sharedBy: user, link });
  await publishFirst(messenger, { channel: to }, { forms, pauseMs: 0 });
}

/** True where Slack does not let us write at a place. */
function isClosed(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not_found';
}
