import type { Command } from 'commander';

import { type CommonOptions, withCommonOptions } from '../options.ts';
import { print, printJson } from '../output.ts';
import { withRuntime } from '../runtime.ts';
import { trainNow } from '../train.ts';
import { verdictText } from '../verdict-text.ts';

/** `ducky train`: fits a model on the history and makes it the serving one, unless it is worse. */
export function addTrainCommand(program: Command): void {
  withCommonOptions(program.command('train'))
    .description('train a model on the history, and serve it unless it is clearly worse')
    .action(async ({ json }: CommonOptions) => {
      const { version, verdict } = await withRuntime(trainNow);
      if (json) printJson({ version, ...verdict });
      else if (verdict) print(verdictText(version, verdict));
    });
}
