import { actions, editButton } from './buttons.ts';
import { message, type SlackMessage } from './message.ts';
import { context, escapeMrkdwn, section } from './text.ts';

export interface FailureParts {
  /** What happened and what to do, in words for people. */
  explanation: string;
  /** What a person quotes when asking for help; the logs name it too. */
  reference: string;
  /** The stored request to edit, where there is one. */
  requestId?: string;
}

/** The error message for people: what went wrong, what to do, and a reference for the logs. */
export function failure({ explanation, reference, requestId }: FailureParts): SlackMessage {
  const words = escapeMrkdwn(explanation);
  return message(`That did not work. ${words} Reference: ${reference}`, [
    section(`*That did not work.*\n${words}`),
    ...(requestId === undefined ? [] : [actions(editButton(requestId))]),
    referenceLine(reference),
  ]);
}

/** The last line of an error message: the reference to quote, by which the logs find it. */
export function referenceLine(reference: string) {
  return context(
    `If it happens again, tell whoever looks after Ducky this reference: \`${reference}\``,
  );
}
