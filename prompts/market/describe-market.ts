import { readFileSync } from 'node:fs';

import type { Day } from '../../data/calendar.ts';
import { AppError, badInput } from '../../data/errors.ts';
import { type Profile, parseProfile } from '../../data/generate/profile.ts';
import { ModelFailure, type StructuredModel } from '../llm/structured-model.ts';
import { fromWireProfile, wireProfileSchema } from './wire-profile.ts';

const MAX_DESCRIPTION_LENGTH = 2000;
const ATTEMPTS = 2;
/** An answer that is wrong throughout has thousands, more than a model can mend or read. */
const PROBLEMS_SENT_BACK = 50;

export interface DescribeMarketOptions {
  model: StructuredModel;
  /** A person's words: "Indian OTT apps around the cricket season". */
  description: string;
  today: Day;
  signal?: AbortSignal;
}

/**
 * Has a language model write a market's profile, for generated data, from a description. What the
 * profile schema refuses is sent back once, with its problems. Throws AppError `bad_input` for a
 * description that says nothing or too much, `unavailable` where no valid profile came, `cancelled`
 * where the signal fired.
 */
export async function describeMarket(options: DescribeMarketOptions): Promise<Profile> {
  checkLength(options.description);
  let problems: readonly string[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      return await attemptProfile(options, problems);
    } catch (error) {
      problems = problemsToMend(error).slice(0, PROBLEMS_SENT_BACK);
    }
  }
  throw new AppError(
    'unavailable',
    'The language model wrote no valid market profile, even when told what was wrong. Try again, describe the market more simply, set OPENAI_MODEL to a larger model, or give a profile with --profile.',
    { problems, retryable: true },
  );
}

async function attemptProfile(
  { model, description, today, signal }: DescribeMarketOptions,
  problems: readonly string[],
): Promise<Profile> {
  const wire = await model.parse({
    name: 'market_profile',
    system: readFileSync(new URL('./market-profile.md', import.meta.url), 'utf8'),
    user: JSON.stringify({ today, description, problems }),
    schema: wireProfileSchema,
    ...(signal && { signal }),
  });
  return parseProfile(fromWireProfile(wire), 'The model wrote no valid profile.');
}

function checkLength(description: string): void {
  if (description.trim() === '') throw badInput('The description of the market is empty.');
  if (description.length <= MAX_DESCRIPTION_LENGTH) return;
  throw badInput(
    `The description of the market is longer than ${MAX_DESCRIPTION_LENGTH} characters.`,
  );
}

/** The problems to send back to the model for a retry; an error that none can mend is thrown on. */
function problemsToMend(error: unknown): readonly string[] {
  if (error instanceof AppError && error.code === 'bad_input') return error.problems;
  if (!(error instanceof ModelFailure)) throw error;
  const { reason, status } = error;
  if (reason === 'invalid') return ['The answer was not one JSON object of the schema.'];
  if (reason === 'truncated') return ['The answer was cut off: write a shorter profile.'];
  if (reason === 'cancelled') throw new AppError('cancelled', 'Stopped.', { cause: error });
  const why = {
    refused: 'The language model refused to describe this market. Say it in other words.',
    timeout: 'The language model did not answer in time. Try again later.',
    http: `The language model answered with an error${status ? ` (HTTP ${status})` : ''}. Check OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_MODEL.`,
  }[reason];
  throw new AppError('unavailable', why, { retryable: reason !== 'refused', cause: error });
}
