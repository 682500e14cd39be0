import { bullets, escapeMrkdwn } from './text.ts';

export interface UnderstoodParts {
  /** The plan in words. */
  understood: string;
  /** What the reader filled in because nobody said it, one sentence each. */
  assumptions: readonly string[];
}

/** What was understood, with each default marked as one; mrkdwn. */
export function understanding({ understood, assumptions }: UnderstoodParts): string {
  const said = `*Understood:* ${escapeMrkdwn(understood)}`;
  if (assumptions.length === 0) return said;
  return `${said}\n*Not said, so assumed:*\n${bullets(assumptions)}`;
}
