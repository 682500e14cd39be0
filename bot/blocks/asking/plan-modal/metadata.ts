import { z } from 'zod';

import { badInput } from '../../../../data/errors.ts';
import { planSchema } from '../../../../data/plan.ts';
import { LIMITS } from '../../limits.ts';
import { PARTS } from './fields.ts';

/** Goes up whenever forms that are open in Slack can no longer be read. */
const VERSION = 1;

const metadataSchema = z.strictObject({
  version: z.literal(VERSION),
  /** Where the answer goes; null where the form asks for it. */
  place: z
    .strictObject({ channel: z.string().min(1), threadTs: z.string().min(1).optional() })
    .nullable(),
  /** Goes up with every change of what the fields hold, as Slack keeps what is typed by block id. */
  revision: z.int().min(0).max(10_000),
  /** The parts that somebody opened. */
  open: z.array(z.enum(PARTS)).max(PARTS.length),
  /** What of the plan no field can hold. */
  kept: planSchema.shape.targeting,
  /** The request that the form was opened from. */
  basedOn: z.uuid().optional(),
});

/** What a form carries with it unseen, in Slack's `private_metadata`, until it is submitted. */
export type FormMetadata = Omit<z.infer<typeof metadataSchema>, 'version'>;

/**
 * Serialises what a form carries with it for its `private_metadata`.
 * @throws AppError where a plan has more than a form can carry.
 */
export function writeMetadata(metadata: FormMetadata): string {
  const written = JSON.stringify({ version: VERSION, ...metadata });
  if (written.length <= LIMITS.privateMetadata) return written;
  throw badInput('This plan is too long for a form. Write the change in your own words instead.');
}

/**
 * Parses what a submitted form carried in its `private_metadata`.
 * @returns undefined for what this version did not write.
 */
export function readMetadata(written: string): FormMetadata | undefined {
  const { success, data } = metadataSchema.safeParse(parseJson(written));
  if (!success) return undefined;
  const { version: _same, ...metadata } = data;
  return metadata;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
