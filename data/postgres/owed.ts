/** Which rows count as left behind. */
export interface OwedLimits {
  /** Younger ones are still on their normal way from row to job. */
  createdBefore: Date;
  /** What ended before this and could not be told is owed no more. */
  endedAfter: Date;
}

/** What a crash may have left between row and queue, oldest first. */
export interface Owed<Open = string> {
  /** Rows without an outcome that somebody waits for: their ids, or what it takes to do them. */
  open: Open[];
  /** Ids of ended rows whose outcome nobody was told. */
  untold: string[];
}
