/** What one request or caller may ask of us: sizes of bodies, timeouts and rate limits. */
export const HTTP_LIMITS = {
  /** Of a body of live requests after unpacking, so that a small gzip cannot grow without end. */
  bodyBytes: 64_000_000,
  /** For all of such a body to arrive and be stored. */
  bodyTimeoutMs: 120_000,
  /** Of a JSON body after unpacking; the largest plan has a third of it. */
  jsonBodyBytes: 1_000_000,
  /** For all of a JSON body to arrive. */
  jsonBodyTimeoutMs: 10_000,
  /** Bodies of one caller, in one process. */
  requestsPerMinute: 600,
  /** Asked and looked for by one caller, in one process; most are answered from the cache. */
  forecastsPerMinute: 6_000,
  /** Forecasts one caller may wait for at once, so that nobody crowds out the others. */
  waitingForecasts: 20,
  /** For a forecast, before its caller is sent to come again; where they do not say. */
  forecastWaitMs: 2_200,
  /** For the same, however long the caller would wait. */
  forecastMaxWaitMs: 30_000,
  /** For a look whether a forecast was made before; to make it anew would take longer. */
  knownForecastTimeoutMs: 1_000,
  /** For the share of requests that became impressions, where the forecast took all the time. */
  impressionRateLeastMs: 200,
  /** For a part to answer when asked whether we are ready. */
  probeTimeoutMs: 2_000,
  /** For requests under way to end when we stop. */
  drainTimeoutMs: 10_000,
};
export type HttpLimits = typeof HTTP_LIMITS;

/** When a caller is told to come again, in seconds. */
export const RETRY_AFTER_S = {
  /** While a part of us is away. */
  unavailable: 5,
  /** While a forecast is under way. */
  forecast: 1,
};
