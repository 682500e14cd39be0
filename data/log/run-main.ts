import type { Logger } from 'pino';

import { type Config, readConfig } from '../config.ts';
import { AppError, describeError } from '../errors.ts';
import { secretsToRedact } from './config-secrets.ts';
import { openLog } from './log.ts';
import { createRedact } from './redact.ts';

/**
 * Starts a server process: reads its configuration from the environment, opens its log and runs
 * `main` to its end. What ends it too early is told on standard error: to people in words, and a
 * defect as a line of the log.
 * @returns the exit code.
 */
export async function runMain(
  env: NodeJS.ProcessEnv,
  main: (config: Config, log: Logger) => Promise<void>,
): Promise<number> {
  let log: Logger | undefined;
  let secrets: readonly string[] = [];
  try {
    const config = readConfig(env);
    secrets = secretsToRedact(config);
    log = openLog({ level: config.LOG_LEVEL ?? 'info', secrets });
    exitOnUncaughtException(log);
    await main(config, log);
    return 0;
  } catch (error) {
    process.stderr.write(`${createRedact(secrets)(describeError(error))}\n`);
    const isToldInFull = error instanceof AppError && error.cause === undefined;
    if (!isToldInFull) log?.fatal({ err: error }, 'could not run');
    return 1;
  }
}

/** Logs an uncaught exception without secrets, and ends this process as Node does without us. */
export function exitOnUncaughtException(log: Logger): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'ended by a defect');
    process.exit(1);
  });
}
