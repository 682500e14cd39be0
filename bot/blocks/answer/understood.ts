import { bullets, escapeMrkdwn } from '../text.ts';

export interface UnderstoodParts {
  /** The plan in words. */
  understood: string;
  /** What the reader filled in because nobody said it, one sentence each. */
  assumptions: readonly string[];
}

/** The plan as it was understood, and the defaults assumed for what was not said; mrkdwn. */
export function understanding({ understood, assumptions }: UnderstoodParts): string {
  return [`*Understood:* ${escapeMrkdwn(understood)}`, ...assumed(assumptions)].join('\n');
}

/** The defaults as a list with its heading; nothing where everything was said. */
export function assumed(assumptions: readonly string[]): string[] {
  return assumptions.length > 0 ? [`*Not said, so assumed:*\n${bullets(assumptions)}`] : [];
}
