import { actions, cancelButton } from '../buttons.ts';
import { message, type SlackMessage } from '../message.ts';
import { context, escapeMrkdwn, section } from '../text.ts';
import { type ProgressState, progressPlan, stateInWords } from './progress-plan.ts';

export interface PlaceholderParts extends ProgressState {
  requestId: string;
  /** The plan in words. */
  understood: string;
  requestedBy: string;
  /** A sentence on why it takes longer than usual. */
  delay?: string | undefined;
}

/** The progress message of a forecast, with a Cancel button, until the answer takes its place. */
export function placeholder(parts: PlaceholderParts): SlackMessage {
  const understood = escapeMrkdwn(parts.understood);
  const state = stateInWords(parts);
  const delay = escapeMrkdwn(parts.delay ?? '');
  return message(`Forecasting: ${understood}. ${state}. ${delay}`.trim(), [
    section(`*Forecasting:* ${understood}`),
    progressPlan(parts.requestId, parts),
    ...(delay ? [section(delay)] : []),
    actions(cancelButton(parts.requestId)),
    context(`Asked by <@${parts.requestedBy}>`),
  ]);
}

/** The same progress message with only blocks that every workspace shows. */
export function simplePlaceholder(parts: PlaceholderParts): SlackMessage {
  const { text, blocks } = placeholder(parts);
  const state = section(`_${stateInWords(parts)}…_`);
  return { text, blocks: blocks.map((block) => (block.type === 'plan' ? state : block)) };
}
