import type { Command } from 'commander';

import { planJsonSchema } from '../../../data/plan.ts';
import { withCommonOptions } from '../options.ts';
import { print } from '../output.ts';

/** `ducky schema`: prints the plan's JSON Schema. */
export function addSchemaCommand(program: Command): void {
  withCommonOptions(program.command('schema'))
    .description("print the plan's JSON Schema")
    .action(() => print(JSON.stringify(planJsonSchema(), null, 2)));
}
