import type { Command } from 'commander';
import { inTransaction } from '../../../data/postgres/client.ts';
import { type ListedModel, listModels } from '../../../data/postgres/models/model-list.ts';
import { recordAudit } from '../../../data/postgres/tasks/audit.ts';
import { rollBackToUsable } from '../../../jobs/models.ts';
import { modelTable } from '../model-table.ts';
import { type CommonOptions, clockOf, withCommonOptions } from '../options.ts';
import { print, printJson } from '../output.ts';
import { type Runtime, withRuntime } from '../runtime.ts';

/** `ducky models`: every model trained, and `ducky models rollback` to serve an earlier one. */
export function addModelsCommand(program: Command): void {
  const models = withCommonOptions(program.command('models'))
    .description('list the models trained, and go back to an earlier one')
    .action(({ json }: CommonOptions) => withRuntime(({ pool }) => list(pool, json)));
  withCommonOptions(models.command('rollback'))
    .argument('[version]', 'the model that shall serve; the one that served before unless named')
    .description('make an earlier model serve again')
    .action((version: string | undefined, _options, command: Command) =>
      // Both commands have these options, and the outer one takes them first.
      withRuntime((runtime) => goBack(runtime, version, command.optsWithGlobals())),
    );
}

async function list(pool: Runtime['pool'], json: boolean | undefined): Promise<void> {
  const models = await listModels(pool);
  if (json) printJson({ models: models.map(asJson) });
  else print(modelTable(models));
}

function asJson({ metadata, ...model }: ListedModel) {
  const { method, dataThrough, metrics } = metadata ?? {};
  return { ...model, method, dataThrough, metrics };
}

/** Rolls back to an earlier model in one transaction; the audit log has it, failed or not. */
async function goBack(
  { pool, config }: Runtime,
  wanted: string | undefined,
  options: CommonOptions,
): Promise<void> {
  const at = clockOf(options, config)();
  const audited = { actor: 'command line', action: 'rollback', at };
  const changed = await inTransaction(pool, async (client) => {
    const done = await rollBackToUsable(client, wanted, at);
    await recordAudit(client, { ...audited, outcome: 'succeeded', detail: done });
    return done;
  }).catch(async (error: unknown) => {
    await recordAudit(pool, { ...audited, outcome: 'failed', detail: { version: wanted } });
    throw error;
  });
  const { version, replaced } = changed;
  if (options.json) printJson(changed);
  else print(`Model ${version} serves now${replaced ? `, in place of ${replaced}` : ''}.`);
}
