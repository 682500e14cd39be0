import { AppError, ERROR_CODES } from '../../data/errors.ts';

/** What a job failed of, from the reason that is kept of it: an AppError again, or a defect. */
export function failureOf(reason: string): Error {
  const code = ERROR_CODES.find((each) => reason.startsWith(`${each}: `));
  return code ? new AppError(code, reason.slice(`${code}: `.length)) : new Error(reason);
}
