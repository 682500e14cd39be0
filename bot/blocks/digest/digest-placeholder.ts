import { type ProgressState, progressPlan, stateInWords } from '../asking/progress-plan.ts';
import { message, type SlackMessage } from '../message.ts';
import { context, section } from '../text.ts';

export interface DigestPlaceholderParts extends ProgressState {
  digestId: string;
  /** How many plans it is about. */
  plans: number;
  requestedBy: string;
}

/** The progress message after a click on Run now, until the weekly digest takes its place. */
export function digestPlaceholder(parts: DigestPlaceholderParts): SlackMessage {
  return withProgress(parts, progressPlan(parts.digestId, parts));
}

/** The same progress message with only blocks that every workspace shows. */
export function simpleDigestPlaceholder(parts: DigestPlaceholderParts): SlackMessage {
  return withProgress(parts, section(`_${stateInWords(parts)}…_`));
}

function withProgress(
  parts: DigestPlaceholderParts,
  progress: SlackMessage['blocks'][number],
): SlackMessage {
  const { plans, requestedBy } = parts;
  const some = plans === 1 ? 'one saved plan' : `${plans} saved plans`;
  const words = `Making the weekly digest: ${some} of this channel. It appears here in a moment.`;
  return message(`${words} ${stateInWords(parts)}.`, [
    section(words),
    progress,
    context(`Asked by <@${requestedBy}>`),
  ]);
}
