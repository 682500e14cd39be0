/** What went wrong, in words a program can branch on. */
export const ERROR_CODES = [
  'bad_input',
  'unauthorized',
  'not_found',
  'conflict',
  'no_history',
  'no_model',
  'cancelled',
  'unavailable',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface AppErrorOptions {
  /** Every problem found, one sentence each; shown as a list below the message. */
  problems?: readonly string[];
  /** True where the same call may succeed later without anybody changing anything. */
  retryable?: boolean;
  cause?: unknown;
}

/**
 * The one error that may reach a person. `userMessage` says what happened and what to do;
 * anything else that is thrown is a defect and is shown as such, with a reference id only.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly userMessage: string;
  readonly problems: readonly string[];
  readonly retryable: boolean;

  constructor(code: ErrorCode, userMessage: string, options: AppErrorOptions = {}) {
    super(`${code}: ${userMessage}`, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.userMessage = userMessage;
    this.problems = options.problems ?? [];
    this.retryable = options.retryable ?? false;
  }
}

/** A validation error for bad input, which lists every problem at once. */
export function badInput(summary: string, problems: readonly string[] = []): AppError {
  return new AppError('bad_input', summary, { problems });
}

/**
 * An error as text for the person who sees it: the message, then its problems as a list; of a
 * defect, only that something went wrong.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof AppError)) return 'Something went wrong on our side.';
  return [error.userMessage, ...error.problems.map((problem) => `- ${problem}`)].join('\n');
}
