import {
  type BackendFactory,
  type Job as BullJob,
  createPostgresBackend,
  createPostgresRelayBackend,
  createRedisBackend,
  createRedisRelayBackend,
  type IQueueBackend,
  type PgPool,
  type RelayBackendFactory,
  runMigrations,
} from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';

import { AppError } from '../../data/errors.ts';
import { openPostgres } from '../../data/postgres/client.ts';

/** BullMQ's tables live in a schema of their own, beside Ducky's. */
const SCHEMA = 'bullmq';

/** A server takes about a hundred connections from all processes, and each query a millisecond. */
const QUERIES_AT_ONCE = 4;

const FORGET_FAILED = `delete from job where queue = $1 and id = any($2) and state = 'failed'`;

/** What BullMQ needs to keep its jobs on one kind of server. */
export interface Connection<Backend extends IQueueBackend, Client> {
  createBackend: BackendFactory<Backend, Client>;
  createRelayBackend: RelayBackendFactory<Client>;
  /** Fails fast, so that whoever adds a job learns at once that it was not added. */
  producer: Client;
  /** Waits for as long as the server is away. */
  consumer: Client;
  /** Makes room for somebody who keeps a connection: a worker, an event listener, the relay. */
  reserve(): void;
  /** Forgets failed jobs of one name. */
  forgetFailed(jobs: readonly BullJob[]): Promise<void>;
  close(): Promise<void>;
}

/** Connects BullMQ to Postgres and migrates its schema, which several processes may do at once. */
export async function connectPostgres(url: string, log: Logger) {
  const pool = openPostgres({ url, log, schema: SCHEMA, maxConnections: QUERIES_AT_ONCE });
  // Every queue, worker and relay listens to the pool's errors.
  pool.setMaxListeners(0);
  try {
    const client = await pool.connect();
    await runMigrations(client, SCHEMA).finally(() => client.release());
  } catch (error) {
    await pool.end();
    throw error;
  }
  // BullMQ's own interface of a pool has fewer overloads than pg's, so the types do not meet.
  const client = pool as unknown as PgPool;
  return {
    createBackend: createPostgresBackend,
    createRelayBackend: createPostgresRelayBackend,
    producer: client,
    consumer: client,
    reserve: () => {
      pool.options.max += 1;
    },
    // BullMQ's own removal refuses every turn of a schedule here.
    forgetFailed: async (jobs: readonly BullJob[]) => {
      const ids = jobs.map(({ id }) => id);
      await pool.query(FORGET_FAILED, [jobs[0]?.queueName, ids]);
    },
    close: () => {
      // The pool does not wait for the last goodbye, and whoever stops the server then is no trouble.
      pool.removeAllListeners('error');
      pool.on('error', () => {});
      return pool.end();
    },
  };
}

/**
 * Connects BullMQ to Redis, and reconnects whenever the connection is lost.
 * @throws AppError where it cannot be reached, or may evict jobs.
 */
export async function connectRedis(url: string, log: Logger) {
  await refuseEvictingRedis(url);
  const open = (maxRetriesPerRequest: number | null) => {
    const redis = new Redis(url, { maxRetriesPerRequest, retryStrategy: reconnectDelayMs });
    redis.on('error', (error) => log.warn({ reason: error.message }, 'Redis connection lost'));
    return redis;
  };
  const producer = open(1);
  const consumer = open(null);
  return {
    createBackend: createRedisBackend,
    createRelayBackend: createRedisRelayBackend,
    producer,
    consumer,
    // Each opens its own.
    reserve: () => {},
    forgetFailed: async (jobs: readonly BullJob[]) => {
      for (const job of jobs) {
        // The last turn of a schedule stays.
        await job.remove().catch(({ message }: Error) => log.warn({ reason: message }, 'job kept'));
      }
    },
    close: async () => {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

/**
 * The backoff before Redis is connected to again: longer after each attempt, at most two seconds.
 */
const reconnectDelayMs = (attempt: number) => Math.min(attempt * 100, 2_000);

/** Refuses a Redis that may evict waiting jobs when its memory is full. */
async function refuseEvictingRedis(url: string): Promise<void> {
  const policy = await readEvictionPolicy(url);
  if (policy === 'noeviction') return;
  throw new AppError(
    'bad_input',
    `The Redis named by REDIS_URL has maxmemory-policy ${policy}, so it may throw waiting jobs away. ` +
      'Set it to noeviction, or unset REDIS_URL to keep the jobs in Postgres.',
  );
}

/** Reads the `maxmemory-policy` of a Redis. */
async function readEvictionPolicy(url: string): Promise<string> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  // The same failure also rejects the call below.
  redis.on('error', () => {});
  try {
    await redis.connect();
    // INFO and not CONFIG GET, which managed servers refuse.
    const memory = await redis.info('memory');
    return /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? 'unknown';
  } catch (cause) {
    throw new AppError('unavailable', 'The Redis named by REDIS_URL cannot be reached.', {
      retryable: true,
      cause,
    });
  } finally {
    redis.disconnect();
  }
}
