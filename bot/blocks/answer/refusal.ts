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

/** The message that refuses a forecast: why no honest one can be made, and what would help. */
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
