import { actions, editButton } from './buttons.ts';
import { message, type SlackMessage } from './message.ts';
import { escapeMrkdwn, section } from './text.ts';

export interface CancelledParts {
  requestId: string;
  requestedBy: string;
  understood: string;
}

/** The request was stopped by whoever asked. */
export function cancelled({ requestId, requestedBy, understood }: CancelledParts): SlackMessage {
  const words = escapeMrkdwn(understood);
  return message(`Forecast cancelled: ${words}`, [
    section(`*Cancelled* by <@${requestedBy}>: ${words}`),
    actions(editButton(requestId)),
  ]);
}
