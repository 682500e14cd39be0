import type { Refusal } from '../../../data/forecast.ts';
import { actions, editButton } from '../buttons.ts';
import { message, type SlackMessage } from '../message.ts';
import { context, escapeMrkdwn, section } from '../text.ts';
import { understanding } from './understood.ts';

export interface RefusalParts {
  refusal: Refusal;
  requestId: string;
  requestedBy: string;
  understood: string;
  assumptions: readonly string[];
}

/** Why there is no honest forecast, and what would be needed for one. */
export function refusal(parts: RefusalParts): SlackMessage {
  const { reason, needed } = parts.refusal.refused;
  const [why, what] = [escapeMrkdwn(reason), escapeMrkdwn(needed)];
  return message(`No forecast: ${why} ${what}`, [
    section(`*No forecast for this one.*\n${why}`),
    section(`*What would help:* ${what}`),
    section(understanding(parts)),
    actions(editButton(parts.requestId)),
    context(`Asked by <@${parts.requestedBy}>`),
  ]);
}
