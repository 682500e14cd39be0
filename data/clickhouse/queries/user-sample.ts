/** Where users are counted: all of them, or a sample. */
export type UsersTable = 'request' | 'request_sample';

/** `request_sample` holds all requests of one user in so many, always the same ones. */
export const USERS_PER_SAMPLED = 16;

/** Beside a forecast's own range, rarely below a tenth either way, this does not show. */
export const LARGEST_ERROR = 0.025;

/**
 * Relative standard error of a number of users estimated from `sampled` ones, each of whom had
 * the same chance f to be drawn: sqrt((1 - f) / n) (Cochran 1977, Sampling Techniques).
 */
export function samplingError(sampled: number): number {
  return Math.sqrt((1 - 1 / USERS_PER_SAMPLED) / Math.max(1, sampled));
}

/** Whether so few sampled users say too little, so that all users have to be counted. */
export function isThin(sampled: number): boolean {
  return samplingError(sampled) > LARGEST_ERROR;
}
