import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino';

import { serializeError } from './error-fields.ts';
import { logFields } from './log-fields.ts';
import { createRedact } from './redact.ts';

const STANDARD_ERROR = 2;

/** Fields that are redacted wherever they stand near the top. */
const PRIVATE = ['authorization', 'cookie', 'password', 'token', 'secret', 'text', 'body'];

export interface LogOptions {
  level: LevelWithSilent;
  /** Values that may be written nowhere. */
  secrets: readonly string[];
  /** Standard error unless given. */
  destination?: DestinationStream;
}

/**
 * Opens a process's log: JSON lines, each with the fields of the request or job it is of. Secrets
 * are redacted in the finished line, so that it does not matter which field, error or cause they
 * came in.
 */
export function openLog({ level, secrets, destination }: LogOptions): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      mixin: logFields,
      serializers: { err: serializeError, error: serializeError },
      redact: PRIVATE.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      hooks: { streamWrite: createRedact(secrets) },
    },
    destination ?? pino.destination(STANDARD_ERROR),
  );
}
