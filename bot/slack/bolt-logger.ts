import { type Logger as BoltLogger, LogLevel as Level, type LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

/**
 * Adapts our logger for Bolt, so that its log lines go into ours. Its debug lines are left out, as
 * they hold message texts; so are the arguments after the first.
 */
export function boltLogger(log: Logger): BoltLogger {
  const words = ([first]: unknown[]) => (first instanceof Error ? first.message : String(first));
  return {
    debug: () => {},
    info: (...parts) => log.debug(words(parts)),
    warn: (...parts) => log.warn(words(parts)),
    error: (...parts) => log.error(words(parts)),
    setLevel: (_level: LogLevel) => {},
    getLevel: () => Level.INFO,
    setName: (_name: string) => {},
  };
}
