import { z } from 'zod';

const metadataSchema = z.strictObject({
  requestId: z.uuid(),
  channel: z.string(),
  threadTs: z.string().optional(),
});

/** The answer that a modal was opened from: what its submission must know. */
export type AnswerOrigin = z.infer<typeof metadataSchema>;

/** Encodes the answer that a modal is about as its `private_metadata`. */
export function printOrigin({ requestId, channel, threadTs }: AnswerOrigin): string {
  return JSON.stringify({ requestId, channel, threadTs });
}

/**
 * Decodes the `private_metadata` of a modal about an answer.
 * @throws where the text is not of `printOrigin`.
 */
export function readOrigin(metadata: string): AnswerOrigin {
  return metadataSchema.parse(JSON.parse(metadata));
}

/** A submitted modal, as the conversation sees it. */
export interface SubmittedModal extends AnswerOrigin {
  /** Who submitted it, and their workspace. */
  user: string;
  teamId: string | undefined;
  /** Identity of this very submission. */
  key: string;
}
