import type { Command } from 'commander';

import { readEnvironment } from '../environment.ts';
import { type CommonOptions, clockOf, wholeNumber, withCommonOptions } from '../options.ts';
import type { DemoHistory } from '../start/prepare.ts';

/** `ducky start`: everything, embedded where nothing else is configured. */
export function addStartCommand(program: Command): void {
  withCommonOptions(program.command('start'))
    .description('run everything: what is not configured runs embedded, on this machine')
    .option('--rows <n>', 'rows of the history made on the first start', wholeNumber(1), 2_000_000)
    .option('--days <n>', 'days of that history', wholeNumber(1), 180)
    .option('--seed <n>', 'seed of that history', wholeNumber(0), 7)
    .action(async (options: CommonOptions & DemoHistory) => {
      const { rows, days, seed, today } = options;
      // Bolt, charts and pages take half a second to load, and no other command needs them.
      const { runEverything } = await import('../start/run.ts');
      // The worker process reads the environment too.
      if (today) process.env.TODAY = today;
      const config = readEnvironment();
      const clock = clockOf(options, config);
      await runEverything({ config, clock, demo: { rows, days, seed } });
    });
}
