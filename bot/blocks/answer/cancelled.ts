import { actions, editButton } from '../buttons.ts';
import { message, type SlackMessage } from '../message.ts';
import { context, escapeMrkdwn, section } from '../text.ts';

export interface CancelledParts {
  requestId: string;
  requestedBy: string;
  understood: string;
  /** The Slack user who stopped it; null where nobody did. */
  cancelledBy: string | null;
}

/** The message that a forecast was cancelled, and by whom: who asked for it or an administrator. */
export function cancelled(parts: CancelledParts): SlackMessage {
  const { requestId, requestedBy, understood, cancelledBy } = parts;
  const words = escapeMrkdwn(understood);
  const by = cancelledBy === null ? '' : ` by <@${cancelledBy}>`;
  return message(`Forecast cancelled${by}: ${words}`, [
    section(`*Forecast cancelled${by}:* ${words}`),
    actions(editButton(requestId)),
    context(`Asked by <@${requestedBy}>`),
  ]);
}
