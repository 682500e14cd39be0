import type { BlockButtonAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';

import {
  type AnswerOrigin,
  readOrigin,
  type SubmittedModal,
} from '../../conversation/answer/answer-modal.ts';
import type { Asked } from '../../conversation/asked.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { tellFailure } from '../../conversation/failure.ts';
import { openModal } from '../open-modal.ts';

/** A click on a button of an answer that opens a modal; it is acknowledged already. */
export interface ModalClick {
  body: BlockButtonAction;
  client: WebClient;
  tellAsker: Asked['tellAsker'];
}

type OpenView = (conversation: Conversation, origin: AnswerOrigin) => Promise<ModalView>;

/** Opens a modal about the answer whose button was clicked, or says why it cannot. */
export async function openAnswerModal(
  conversation: Conversation,
  { body, client, tellAsker }: ModalClick,
  openView: OpenView,
): Promise<void> {
  const origin = originOf(body);
  if (!origin || !conversation.seen.add(`click:${body.trigger_id}`)) return;
  try {
    const view = await openView(conversation, origin);
    await openModal({ client, triggerId: body.trigger_id }, view);
  } catch (error) {
    await tellFailure(conversation, { tellAsker }, error);
  }
}

/**
 * The answer that a clicked button belongs to. What only one person sees comes without its message,
 * but with its container.
 */
function originOf({ actions: [action], channel, container }: BlockButtonAction) {
  const requestId = action?.value;
  if (requestId === undefined || !channel) return undefined;
  const threadTs: unknown = container.thread_ts;
  return {
    requestId,
    channel: channel.id,
    ...(typeof threadTs === 'string' && { threadTs }),
  };
}

interface Submission {
  view: { id: string; hash: string; private_metadata: string };
  body: { user: { id: string } };
}

/** Decodes what every submitted modal about an answer comes with. */
export function submittedModal(
  { view, body }: Submission,
  teamId: string | undefined,
): SubmittedModal {
  const key = `view:${view.id}:${view.hash}`;
  return { ...readOrigin(view.private_metadata), user: body.user.id, teamId, key };
}
