import { AppError, ERROR_CODES } from '../../data/errors.ts';

/** Turns a failed job's kept reason back into an error: an AppError by its code, or a defect. */
export function failureOf(reason: string): Error {
  const code = ERROR_CODES.find((each) => reason.startsWith(`${each}: `));
  return code ? new AppError(code, reason.slice(`${code}: `.length)) : new Error(reason);
}
