import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { freePort } from '../embedded/free-port.ts';

export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

export interface RedisOptions {
  /** Any free one unless given. */
  port?: number;
  /** Where it keeps its files, if it does. */
  dir?: string;
  /** Everything in memory unless given. */
  options?: readonly string[];
}

const IN_MEMORY = ['--save', '', '--maxmemory-policy', 'noeviction'];

/** Starts Debian's `redis-server` on the loopback; undefined only where it is not installed. */
export async function startRedis(wanted: RedisOptions = {}): Promise<RedisServer | undefined> {
  const { port = await freePort(), dir = tmpdir(), options = IN_MEMORY } = wanted;
  const place = ['--bind', '127.0.0.1', '--port', String(port)];
  const redis = spawn('redis-server', [...options, ...place], {
    cwd: dir,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = new Promise<void>((resolve) => redis.once('close', () => resolve()));
  let said = '';
  const isInstalled = await new Promise<boolean>((resolve, reject) => {
    redis.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve(false) : reject(error),
    );
    redis.once('close', () => reject(new Error(`redis-server ended:\n${said}`)));
    createInterface({ input: redis.stdout }).on('line', (line) => {
      said += `${line}\n`;
      if (line.includes('Ready to accept connections')) resolve(true);
    });
  });
  if (!isInstalled) return undefined;
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      redis.kill('SIGTERM');
      await exited;
    },
  };
}
