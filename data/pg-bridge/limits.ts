/** What one bridge gives to its clients at most. */
export interface BridgeLimits {
  /** Clients at once. */
  connections: number;
  /** ClickHouse queries under way at once, open cursors included. */
  queries: number;
  /** Time in which a client must have logged in. */
  loginMs: number;
  /** Length of one message, and so of a statement with its values. */
  messageBytes: number;
  /** Rows that one query may return. */
  rows: number;
  /** Time that ClickHouse may spend on one query. */
  querySeconds: number;
}

/** Limits fit for a workgroup's reports. */
export const DEFAULT_LIMITS: BridgeLimits = {
  connections: 32,
  queries: 10,
  loginMs: 10_000,
  // Values travel to ClickHouse in the address, where up to three bytes stand for one.
  messageBytes: 256 * 1024,
  rows: 10_000_000,
  querySeconds: 60,
};
