import { daysBetween } from '../../calendar.ts';
import type { DaySpan } from '../../history.ts';

/** Where users are counted: all of them, or a sample. */
export type UsersTable = 'request' | 'request_sample' | 'request_coarse_sample';

/** `request_sample` holds all requests of one user in so many, always the same ones. */
export const USERS_PER_SAMPLED = 16;
/** The same of `request_coarse_sample`, a part of it. */
export const USERS_PER_COARSELY_SAMPLED = 64;

/**
 * Beside a forecast's own range, about a fifth either way, this adds little; and what is smaller
 * is mostly quick to count. It stands for some 200 sampled users a day.
 */
export const LARGEST_ERROR = 0.07;

/**
 * Relative standard error of a number of users estimated from `sampled` ones, each of whom had
 * the same chance f to be drawn, one in `usersPerSampled`: sqrt((1 - f) / n) (Cochran 1977,
 * Sampling Techniques).
 */
export function samplingError(sampled: number, usersPerSampled = USERS_PER_SAMPLED): number {
  return Math.sqrt((1 - 1 / usersPerSampled) / Math.max(1, sampled));
}

/** Whether so few sampled users say too little, so that all users have to be counted. */
export function isThin(sampled: number): boolean {
  return samplingError(sampled) > LARGEST_ERROR;
}

/** The targeting's requests, which its users do not outnumber. */
export interface KnownRequests {
  /** A number a day up to the span's last; nothing is known where they are not given. */
  requests?: Float64Array;
}

/** The known requests of each day of the span. */
export function requestsOf({
  requests,
  span,
}: KnownRequests & { span: DaySpan }): Float64Array | undefined {
  return requests?.slice(-(daysBetween(span.first, span.last) + 1));
}

/** Whether the sample of a typical day of the span is thin, so that its users have to be counted. */
export function areDaysThin(window: KnownRequests & { span: DaySpan }): boolean {
  const requests = requestsOf(window);
  return requests !== undefined && isThin(median(requests) / USERS_PER_SAMPLED);
}

/** The middle one of a number a day. */
export function median(values: Float64Array): number {
  return values.toSorted()[Math.floor(values.length / 2)] ?? 0;
}

/** Whether the sample of the span's users is expected to be thin, so that it is not worth asking. */
export function isLikelyThin(window: KnownRequests & { span: DaySpan }): boolean {
  const inAll = requestsOf(window)?.reduce((sum, count) => sum + count, 0);
  return inAll !== undefined && isThin(inAll / USERS_PER_SAMPLED);
}
