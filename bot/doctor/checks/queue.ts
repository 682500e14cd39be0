import { setTimeout as sleep } from 'node:timers/promises';

import { Redis } from 'ioredis';
import type pg from 'pg';

import { withTimeout } from '../../../data/with-timeout.ts';
import type { QueueDepth, Queues } from '../../../jobs/queue.ts';
import { type Examination, type Facts, problem, troublesOf, warning } from '../finding.ts';

const MANY_WAITING = 1_000;
const CONNECT_MS = 3_000;
/** Time in which a worker takes up any job. */
const PICK_UP_MS = 1_500;

export interface QueueState {
  /** Undefined: the queue lives in Postgres. */
  redisUrl: string | undefined;
  pool: pg.Pool;
  /** Opens the queue to look at it. */
  open: () => Promise<Queues>;
}

/** Checks the queue: the jobs that wait or failed, and the Redis or Postgres that holds them. */
export async function lookAtQueue({ redisUrl, pool, open }: QueueState): Promise<Examination> {
  const server = redisUrl ? await redisFacts(redisUrl) : { backend: 'Postgres' };
  if (server === undefined) {
    const what = 'Redis does not answer';
    return { facts: {}, troubles: [problem(what, 'check that it runs, and REDIS_URL')] };
  }
  if ('policy' in server && server.policy !== 'noeviction') {
    const what = `Redis may throw jobs away: maxmemory-policy is ${server.policy}`;
    return {
      facts: server,
      troubles: [problem(what, 'redis-cli config set maxmemory-policy noeviction')],
    };
  }
  if (!redisUrl && !(await hasQueue(pool))) {
    return { facts: { ...server, jobs: 'none yet' }, troubles: [] };
  }
  return lookAtJobs(server, open);
}

/** Warns of a backlog, of failed jobs, and of jobs that wait while no worker runs. */
async function lookAtJobs(server: Facts, open: QueueState['open']): Promise<Examination> {
  const queues = await open();
  try {
    const { waiting, active, failed, isIdle } = await countJobs(queues);
    return {
      facts: { ...server, waiting, active, failed },
      troubles: troublesOf(
        waiting > MANY_WAITING &&
          warning(`${waiting} jobs wait`, 'run more workers: npm run worker'),
        isIdle && problem('jobs wait and none runs', 'check that a worker runs: npm run worker'),
        failed > 0 &&
          warning(
            `${failed} jobs failed in the last week`,
            'see which and why: ducky jobs; once that is mended: ducky jobs retry',
          ),
      ),
    };
  } finally {
    await queues.close();
  }
}

/**
 * Counts the jobs by state, and tells whether they wait with no worker to take them. A job that has
 * only just come waits for a moment too, so the count is repeated.
 */
async function countJobs(queues: Queues) {
  const first = addUp(await queues.depths());
  if (first.waiting === 0 || first.active > 0) return { ...first, isIdle: false };
  await sleep(PICK_UP_MS);
  const second = addUp(await queues.depths());
  return { ...second, isIdle: second.waiting > 0 && second.active === 0 };
}

/** Jobs of all names together. */
function addUp(depths: readonly QueueDepth[]) {
  const sum = (state: keyof QueueDepth['counts']) =>
    depths.reduce((total, { counts }) => total + counts[state], 0);
  return { waiting: sum('waiting'), active: sum('active'), failed: sum('failed') };
}

/**
 * Whether the queue's tables exist in Postgres: opening a queue would make them, and a doctor
 * changes nothing.
 */
async function hasQueue(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    `select to_regnamespace('bullmq') is not null as found`,
  );
  return rows[0]?.found ?? false;
}

/** The version, memory and eviction policy of a Redis; undefined where it does not answer. */
async function redisFacts(url: string): Promise<Facts | undefined> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => {});
  try {
    const info = await withTimeout(CONNECT_MS, async () => {
      await redis.connect();
      return redis.info();
    });
    const field = (name: string) => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1] ?? 'unknown';
    return {
      backend: 'Redis',
      version: field('redis_version'),
      memory: field('used_memory_human'),
      policy: field('maxmemory_policy'),
    };
  } catch {
    return undefined;
  } finally {
    redis.disconnect();
  }
}
