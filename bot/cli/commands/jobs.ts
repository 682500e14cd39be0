import type { Command } from 'commander';

import { AppError } from '../../../data/errors.ts';
import { type GivenUp, givenUpBy } from '../../../jobs/queue/failed-jobs.ts';
import { openQueues, type Queues } from '../../../jobs/queue.ts';
import { alignColumns } from '../align-columns.ts';
import { type CommonOptions, withCommonOptions } from '../options.ts';
import { print, printJson } from '../output.ts';
import { withRuntime } from '../runtime.ts';

const NONE = 'No job gave up within the last week.';

/** `ducky jobs`: lists failed jobs, which gave up, and `ducky jobs retry` has them done again. */
export function addJobsCommand(program: Command): void {
  const jobs = withCommonOptions(program.command('jobs'))
    .description('list the jobs that gave up, and have them done again')
    .action(({ json }: CommonOptions) => withQueues((queues) => list(queues, json)));
  withCommonOptions(jobs.command('retry'))
    .argument('[id]', 'the job to do again; all that can be unless given')
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
  const given = await givenUp(queues);
  if (json)
    return printJson({ failed: given.map(({ job: { name }, ...rest }) => ({ name, ...rest })) });
  if (given.length === 0) return print(NONE);
  const rows = given.map(({ id, failedAt, count, reason }) => [
    failedAt.toISOString(),
    String(count),
    id,
    reason,
  ]);
  const header = ['Last gave up', 'Times', 'Job', 'Why'];
  print(alignColumns([header, ...rows], { isLeft: (column) => column !== 1 }).join('\n'));
}

/** Puts failed jobs back into the queue: the one named, or all that can be retried. */
async function retry(
  queues: Queues,
  id: string | undefined,
  { json }: CommonOptions,
): Promise<void> {
  const given = await givenUp(queues);
  const wanted = id === undefined ? given : given.filter((each) => each.id === id);
  if (id !== undefined && wanted.length === 0) throw noSuchJob(id);
  const retried = wanted.filter(({ canRetry }) => canRetry);
  const skipped = wanted.filter(({ canRetry }) => !canRetry);
  for (const { job } of retried) await queues.retry(job);
  if (json) printJson({ retried: idsOf(retried), skipped: idsOf(skipped) });
  else print(wanted.length === 0 ? NONE : saidOf(retried, skipped).join('\n'));
}

/** The failed jobs; one that gave up again and again is listed once. */
async function givenUp(queues: Queues): Promise<GivenUp[]> {
  return givenUpBy(await queues.failed(), ({ id }) => id);
}

const idsOf = (given: readonly GivenUp[]) => given.map(({ id }) => id);

function saidOf(retried: readonly GivenUp[], skipped: readonly GivenUp[]): string[] {
  return [
    ...idsOf(retried).map((id) => `Waits for a worker again: ${id}`),
    ...idsOf(skipped).map(
      (id) => `Not done again: ${id}. Whoever asked was told; they can ask again.`,
    ),
  ];
}

function noSuchJob(id: string): AppError {
  return new AppError('not_found', `No job ${id} gave up. \`ducky jobs\` lists those that did.`);
}
