import type { RequestRow } from './request-row.ts';

/** One impression opportunity as it came in live: the row, and the ids that tell a repeat. */
export interface LiveRequest {
  /** The bid request's `id`. */
  requestId: string;
  /** The `id` of its `imp`, unique within the request. */
  impId: string;
  row: RequestRow;
}
