/** What one request may ask of us. */
export const HTTP_LIMITS = {
  /** Of a body after unpacking, so that a small gzip cannot grow without end. */
  bodyBytes: 64_000_000,
  /** For all of a body to arrive and be stored. */
  bodyTimeoutMs: 120_000,
  /** Bodies of one caller, in one process. */
  requestsPerMinute: 600,
  /** For a part to answer when asked whether we are ready. */
  probeTimeoutMs: 2_000,
  /** For requests under way to end when we stop. */
  drainTimeoutMs: 10_000,
};
export type HttpLimits = typeof HTTP_LIMITS;
