import { join } from 'node:path';

import type { Day } from '../../data/calendar.ts';
import { writePrivateJson } from '../../data/embedded/home-file.ts';
import { badInput } from '../../data/errors.ts';
import {
  type Profile,
  parseProfile,
  profileHash,
  readDefaultProfile,
} from '../../data/generate/profile.ts';
import { describeMarket } from '../../prompts/market/describe-market.ts';
import { parseJson, readInput } from './json-input.ts';
import { createLanguageModel } from './language-model.ts';
import { say } from './output.ts';
import type { Runtime } from './runtime.ts';

/** A whole market takes a model longer than a plan. */
const TIMEOUT_MS = 180_000;

/** Where the market comes from; the bundled one where neither is given. */
export interface MarketSource {
  /** A file, `-` for standard input. */
  profile?: string;
  /** A person's words, for the language model. */
  describe?: string;
}

export interface ReadMarketOptions extends Pick<Runtime, 'config' | 'home'> {
  today: Day;
  signal: AbortSignal;
}

/**
 * The market profile that a synthetic history is generated from: read from a file, described by a
 * language model, or the bundled one.
 */
export async function readMarket(
  { profile: file, describe }: MarketSource,
  options: ReadMarketOptions,
): Promise<Profile> {
  if (describe !== undefined) return writeMarket(describe, options);
  if (file === undefined) return readDefaultProfile();
  const name = file === '-' ? 'What was read' : file;
  return parseProfile(parseJson(await readInput(file)), `${name} is not a market profile.`);
}

/** Lets the model write a profile and keeps it, so that the same history can be made again. */
async function writeMarket(description: string, options: ReadMarketOptions): Promise<Profile> {
  const { config, home, today, signal } = options;
  const model = createLanguageModel(config, { timeoutMs: TIMEOUT_MS });
  if (!model) {
    throw badInput(
      'No language model is set that could describe a market. Set OPENAI_API_KEY, or OPENAI_BASE_URL to a server that speaks its API, or write the profile yourself and give it with --profile.',
    );
  }
  say('The language model describes the market ...');
  const profile = await describeMarket({ model, description, today, signal });
  const file = join(home.dir, `market-${profileHash(profile).slice(0, 12)}.json`);
  await writePrivateJson(file, profile);
  say(`Its profile is ${file}; --profile with it makes the same history again.`);
  return profile;
}
