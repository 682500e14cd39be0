import { AppError, describeError } from '../../data/errors.ts';

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

/** Reports what ended a command and sets the exit code: 2 for bad input, else 1. */
export function reportFailure(error: unknown): void {
  say(describeError(error));
  if (!(error instanceof AppError)) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  process.exitCode = error instanceof AppError && error.code === 'bad_input' ? 2 : 1;
}
