import type { Command } from 'commander';

import { AppError } from '../../../data/errors.ts';
import type { FailedJob } from '../../../jobs/failed-jobs.ts';
import { openQueues, type Queues } from '../../../jobs/queue.ts';
import { alignColumns } from '../align-columns.ts';
import { type CommonOptions, withCommonOptions } from '../options.ts';
import { print, printJson } from '../output.ts';
import { withRuntime } from '../runtime.ts';

/** `ducky jobs`: the jobs that gave up, and `ducky jobs retry` to have them done again. */
export function addJobsCommand(program: Command): void {
  const jobs = withCommonOptions(program.command('jobs'))
    .description('list the jobs that gave up, and have them done again')
    .action(({ json }: CommonOptions) => withQueues((queues) => list(queues, json)));
  withCommonOptions(jobs.command('retry'))
    .argument('[id]', 'the job to do again; all of them unless given')
    .description('have jobs that gave up done again')
    .action((id: string | undefined, _options, command: Command) =>
      // Both commands have these options, and the outer one takes them first.
      withQueues((queues) => retry(queues, id, command.optsWithGlobals<CommonOptions>())),
    );
}

function withQueues(work: (queues: Queues) => Promise<void>): Promise<void> {
  return withRuntime(async ({ databaseUrl, config, log }) => {
    const queues = await openQueues({ databaseUrl, redisUrl: config.REDIS_URL, log });
    await work(queues).finally(() => queues.close());
  });
}

async function list(queues: Queues, json: boolean | undefined): Promise<void> {
  const failed = await queues.failed();
  if (json)
    return printJson({ failed: failed.map(({ job: { name }, ...rest }) => ({ name, ...rest })) });
  if (failed.length === 0) return print('No job gave up within the last week.');
  const rows = failed.map(({ id, failedAt, reason }) => [failedAt.toISOString(), id, reason]);
  print(alignColumns([['Gave up', 'Job', 'Why'], ...rows], { isLeft: () => true }).join('\n'));
}

async function retry(
  queues: Queues,
  id: string | undefined,
  { json }: CommonOptions,
): Promise<void> {
  const failed = await queues.failed();
  const wanted = id === undefined ? failed : failed.filter((each) => each.id === id);
  if (id !== undefined && wanted.length === 0) throw noSuchJob(id);
  for (const each of wanted) await queues.retry(each);
  if (json) printJson({ retried: wanted.map((each) => each.id) });
  else print(saidOf(wanted));
}

function saidOf(retried: readonly FailedJob[]): string {
  if (retried.length === 0) return 'No job gave up within the last week.';
  const lines = retried.map(({ id }) => `Waits for a worker again: ${id}`);
  return lines.join('\n');
}

function noSuchJob(id: string): AppError {
  return new AppError('not_found', `No job ${id} gave up. \`ducky jobs\` lists those that did.`);
}
