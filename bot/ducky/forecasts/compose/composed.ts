import type { DocsFact, ToolName } from '../fact.ts';
import type { Told } from '../told.ts';

/** An answer put together by rule. */
export interface Composed {
  readonly told: readonly Told[];
  /** The tools whose facts it tells: what it stands on. Empty where it only says what to do. */
  readonly uses: readonly ToolName[];
  /** The passages that it shows of those that the documents gave; all of them where it is not set. */
  readonly passages?: DocsFact['passages'];
}
