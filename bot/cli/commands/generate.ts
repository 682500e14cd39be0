import type { Command } from 'commander';

import { addDays, dayIn } from '../../../data/calendar.ts';
import { generateHistory } from '../../../data/generate/generate-history.ts';
import { type Profile, profileSchema, readDefaultProfile } from '../../../data/generate/profile.ts';
import { parseJsonAs, readInput } from '../json-input.ts';
import {
  type CommonOptions,
  clockOf,
  type HistorySize,
  withCommonOptions,
  withHistoryOptions,
} from '../options.ts';
import { print, printJson } from '../output.ts';
import { progressBar } from '../progress-bar.ts';
import { type Runtime, withRuntime } from '../runtime.ts';
import { stopRequest } from '../stop-request.ts';

interface GenerateOptions extends CommonOptions, HistorySize {
  profile?: string;
  replace?: boolean;
}

/** `ducky generate`: a synthetic history of requests. */
export function addGenerateCommand(program: Command): void {
  withHistoryOptions(withCommonOptions(program.command('generate')))
    .description('generate a synthetic history that ends yesterday')
    .option('--profile <file>', 'a market profile, as JSON, instead of the bundled one')
    .option('--replace', 'empty the history first, imported data included')
    .action((options: GenerateOptions) => withRuntime((runtime) => generate(runtime, options)));
}

async function generate(runtime: Runtime, options: GenerateOptions): Promise<void> {
  const { rows, days, seed, replace, json } = options;
  const { clickhouse: client, config } = runtime;
  const today = dayIn(config.REPORTING_TIME_ZONE, clockOf(options, config)());
  const bar = progressBar();
  try {
    const made = await generateHistory({
      client,
      profile: await readProfile(options.profile),
      rows,
      days,
      seed,
      lastDay: addDays(today, -1),
      ...(replace && { replace }),
      signal: stopRequest(),
      onProgress: (done) => bar.update('Generating history', done.rows / rows),
    });
    bar.stop();
    if (json) printJson(made);
    else print(`${made.rows} requests from ${made.span.first} to ${made.span.last}.`);
  } finally {
    bar.stop();
  }
}

async function readProfile(file: string | undefined): Promise<Profile> {
  if (file === undefined) return readDefaultProfile();
  return parseJsonAs(profileSchema, await readInput(file), `${file} is not a market profile.`);
}
