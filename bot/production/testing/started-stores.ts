import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Logger } from 'pino';

import { openClickHouse } from '../../../data/clickhouse/client.ts';
import { startClickHouse } from '../../../data/embedded/clickhouse.ts';
import { freePort } from '../../../data/embedded/free-port.ts';
import { startPostgres15 } from '../../../data/testing/postgres-15.ts';
import { type RedisServer, startRedis } from '../../../data/testing/redis.ts';

export interface StoreOptions {
  /** Where they keep their files. */
  dir: string;
  /** Arguments of redis-server. */
  redisOptions: readonly string[];
  log: Logger;
}

/** Servers as the Compose file has them, from Debian's packages and npm. */
export interface StartedStores {
  /** The URL of the same server here, whatever host the Compose file gives it. */
  here(variable: 'DATABASE_URL' | 'CLICKHOUSE_URL' | 'REDIS_URL', url: string): string;
  /** Stops Redis as Docker does, and starts it again on the same files. */
  restartRedis(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Redis with these options, PostgreSQL 15, and ClickHouse's engine with an empty `ducky`. */
export async function startStores(options: StoreOptions): Promise<StartedStores> {
  const { dir, redisOptions, log } = options;
  const files = join(dir, 'redis');
  await mkdir(files);
  const redisAt = { port: await freePort(), dir: files, options: redisOptions };
  const clickhouseAt = { dir: join(dir, 'clickhouse'), port: await freePort(), log };
  const [postgres, clickhouse, firstRedis] = await Promise.all([
    startPostgres15(dir),
    startClickHouse({ ...clickhouseAt, password: 'test' }),
    startRedisOrFail(redisAt),
  ]);
  let redis = firstRedis;
  await createDatabase(clickhouse.url, 'ducky');
  const servers = {
    DATABASE_URL: () => postgres.url,
    CLICKHOUSE_URL: () => clickhouse.url,
    REDIS_URL: () => redis.url,
  };
  return {
    here(variable, url) {
      const moved = new URL(url);
      const { host, username, password } = new URL(servers[variable]());
      moved.host = host;
      // Redis has the password of its options.
      if (variable !== 'REDIS_URL') Object.assign(moved, { username, password });
      return moved.href;
    },
    async restartRedis() {
      await redis.stop();
      redis = await startRedisOrFail(redisAt);
    },
    async stop() {
      await Promise.all([redis.stop(), postgres.stop(), clickhouse.stop()]);
    },
  };
}

async function startRedisOrFail(at: Parameters<typeof startRedis>[0]): Promise<RedisServer> {
  const redis = await startRedis(at);
  if (!redis) throw new Error('redis-server did not start with the options of the Compose file');
  return redis;
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = openClickHouse(url);
  await client.command({ query: `create database ${name}` });
  await client.close();
}
