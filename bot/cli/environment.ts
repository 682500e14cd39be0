import { existsSync } from 'node:fs';

import { type Logger, pino } from 'pino';

import { type Config, readConfig } from '../../data/config.ts';

const ENV_FILE = '.env';

/** The configuration from the environment and, for what is not set there, the file `.env`. */
export function readEnvironment(): Config {
  if (existsSync(ENV_FILE)) process.loadEnvFile(ENV_FILE);
  return readConfig(process.env);
}

/** A command's log: JSON lines on standard error, for standard output belongs to results. */
export function createLog({ LOG_LEVEL = 'warn' }: Pick<Config, 'LOG_LEVEL'>): Logger {
  return pino({ level: LOG_LEVEL, base: null }, pino.destination(2));
}
