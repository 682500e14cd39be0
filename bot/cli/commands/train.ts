import type { Command } from 'commander';

import { type CommonOptions, withCommonOptions } from '../options.ts';
import { print, printJson } from '../output.ts';
import { withRuntime } from '../runtime.ts';
import { trainNow } from '../train.ts';

/** `ducky train`: fits a model on the history and makes it the serving one. */
export function addTrainCommand(program: Command): void {
  withCommonOptions(program.command('train'))
    .description('train a model on the history and serve it')
    .action(async ({ json }: CommonOptions) => {
      const version = await withRuntime(trainNow);
      if (json) printJson({ version });
      else print(`Model ${version} serves now.`);
    });
}
