import type { Command } from 'commander';

import type { HistorySize } from '../../../data/generate/history-size.ts';
import { readEnvironment } from '../environment.ts';
import { type CommonOptions, clockOf, withCommonOptions, withHistoryOptions } from '../options.ts';

/** `ducky start`: runs everything, with embedded servers where no others are configured. */
export function addStartCommand(program: Command): void {
  withHistoryOptions(withCommonOptions(program.command('start')))
    .description(
      'run everything: what is not configured runs embedded, on this machine; the first start makes a synthetic history',
    )
    .action(async (options: CommonOptions & HistorySize) => {
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
