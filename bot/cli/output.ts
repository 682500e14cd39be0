import { AppError, describeError, type ErrorCode } from '../../data/errors.ts';
import { createRedact } from '../../data/log/redact.ts';

/** Writes one JSON value a line to standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Writes text for a person to standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes news for a person to standard error, so that standard output holds results only. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Exits quietly on a broken pipe, where standard output is read no more, as of
 * `ducky openapi | head`.
 */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

/** Exit codes of failures that are not a defect; the others end with 1. */
const EXIT_CODES: Partial<Record<ErrorCode, number>> = {
  bad_input: 2,
  not_found: 2,
  cancelled: 130,
};

/** Prints the error that ended a command, without secrets, and sets the exit code. */
export function reportFailure(error: unknown): void {
  say(describeError(error));
  if (!(error instanceof AppError)) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say(createRedact([])(trace));
  }
  process.exitCode = (error instanceof AppError && EXIT_CODES[error.code]) || 1;
}
