import { type Command, Option } from 'commander';

import { addDays, dayIn } from '../../../data/calendar.ts';
import { generateHistory, type MadeHistory } from '../../../data/generate/generate-history.ts';
import { headlineOf } from '../../../data/generate/headline.ts';
import type { HistorySize } from '../../../data/generate/history-size.ts';
import { profileHash } from '../../../data/generate/profile.ts';
import { stopRequest } from '../../../data/stop-request.ts';
import { type MarketSource, readMarket } from '../market.ts';
import { type CommonOptions, clockOf, withCommonOptions, withHistoryOptions } from '../options.ts';
import { print, printJson } from '../output.ts';
import { progressBar } from '../progress-bar.ts';
import { type Runtime, withRuntime } from '../runtime.ts';

interface GenerateOptions extends CommonOptions, HistorySize, MarketSource {
  replace?: boolean;
}

/** `ducky generate`: a synthetic history of requests. */
export function addGenerateCommand(program: Command): void {
  withHistoryOptions(withCommonOptions(program.command('generate')))
    .description('generate a synthetic history that ends yesterday')
    .option('--profile <file>', 'a market profile, as JSON, instead of the bundled one')
    .addOption(
      new Option(
        '--describe <words>',
        'let the language model write the profile: "Indian OTT apps around the cricket season"',
      ).conflicts('profile'),
    )
    .option('--replace', 'empty the history first, imported data included')
    .action((options: GenerateOptions) => withRuntime((runtime) => generate(runtime, options)));
}

async function generate(runtime: Runtime, options: GenerateOptions): Promise<void> {
  const { rows, days, seed, replace } = options;
  const { clickhouse: client, config } = runtime;
  const today = dayIn(config.REPORTING_TIME_ZONE, clockOf(options, config)());
  const signal = stopRequest();
  const profile = await readMarket(options, { ...runtime, today, signal });
  const bar = progressBar();
  const made = await generateHistory({
    ...{ client, profile, rows, days, seed, signal },
    lastDay: addDays(today, -1),
    ...(replace && { replace }),
    onProgress: (done) => bar.update('Generating history', done.rows / rows),
  }).finally(() => bar.stop());
  report(made, options);
}

/** Prints what was generated, and what by its recipe it should show. */
function report({ rows, span, recipe }: MadeHistory, { json }: CommonOptions): void {
  const headline = headlineOf(recipe, span);
  if (json) {
    printJson({ rows, span, profile: profileHash(recipe.profile), expected: headline });
    return;
  }
  const { days, users, averageFrequency, busiestDay, events } = headline;
  print(
    [
      `${rows.toLocaleString('en')} requests from ${span.first} to ${span.last}, ${days} days.`,
      `By its recipe, about ${users.toLocaleString('en')} users, each seen ${averageFrequency} times; busiest day ${busiestDay.day} with ${busiestDay.rows.toLocaleString('en')} requests.`,
      ...(events.length > 0 ? [`Events: ${events.join(', ')}.`] : []),
    ].join('\n'),
  );
}
