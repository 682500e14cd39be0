import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { freePort } from '../embedded/free-port.ts';

export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts Debian's `redis-server` on a free port; undefined where it is not installed. */
export async function startRedis(): Promise<RedisServer | undefined> {
  const port = await freePort();
  const options = ['--bind', '127.0.0.1', '--save', '', '--maxmemory-policy', 'noeviction'];
  const redis = spawn('redis-server', ['--port', String(port), ...options], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = new Promise<void>((resolve) => redis.once('close', () => resolve()));
  const ready = await new Promise<boolean>((resolve) => {
    redis.once('error', () => resolve(false));
    redis.once('exit', () => resolve(false));
    createInterface({ input: redis.stdout }).on('line', (line) => {
      if (line.includes('Ready to accept connections')) resolve(true);
    });
  });
  if (!ready) return undefined;
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      redis.kill('SIGTERM');
      await exited;
    },
  };
}
