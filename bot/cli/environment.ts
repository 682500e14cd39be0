import { existsSync } from 'node:fs';

import type { Logger } from 'pino';

import { type Config, readConfig } from '../../data/config.ts';
import { secretsToRedact } from '../../data/log/config-secrets.ts';
import { openLog } from '../../data/log/log.ts';

const ENV_FILE = '.env';

/** The configuration from the environment and, for what is not set there, the file `.env`. */
export function readEnvironment(): Config {
  if (existsSync(ENV_FILE)) process.loadEnvFile(ENV_FILE);
  return readConfig(process.env);
}

/** A command's log: JSON lines on standard error, for standard output belongs to results. */
export function createLog(config: Config): Logger {
  return openLog({ level: config.LOG_LEVEL ?? 'warn', secrets: secretsToRedact(config) });
}
