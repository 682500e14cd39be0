import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';

import { testClickHouse, testPostgres } from '../../data/testing/databases.ts';

const MAIN = new URL('../main.ts', import.meta.url);

/** Starts the worker process as `npm start` does; it is gone when the test ends. */
export function startMain(t: TestContext, env: NodeJS.ProcessEnv): ChildProcess {
  const child = fork(MAIN, { env: { LOG_LEVEL: 'warn', ...env }, stdio: 'pipe' });
  t.after(() => void child.kill('SIGKILL'));
  return child;
}

/** Waits until the worker takes jobs; rejects where it ends before. */
export async function untilReady(child: ChildProcess): Promise<void> {
  const ended = exitCode(child).then((code) => assert.fail(`the worker ended with code ${code}`));
  const [message] = await Promise.race([once(child, 'message'), ended]);
  assert.equal(message, 'ready');
}

/** Waits until the process has ended; null where a signal ended it. */
export async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

/** A worker process that is ready, on empty servers. */
export async function startReady(t: TestContext): Promise<ChildProcess> {
  const [{ url: DATABASE_URL }, { url: CLICKHOUSE_URL }] = await Promise.all([
    testPostgres(t),
    testClickHouse(t),
  ]);
  const child = startMain(t, { DATABASE_URL, CLICKHOUSE_URL });
  await untilReady(child);
  return child;
}

/** Resolves once the process has logged something that matches. */
export async function untilLogged(child: ChildProcess, pattern: RegExp): Promise<void> {
  assert.ok(child.stderr);
  let logged = '';
  for await (const chunk of child.stderr) {
    logged += String(chunk);
    if (pattern.test(logged)) return;
  }
  assert.fail(`never logged ${pattern}: ${logged}`);
}
