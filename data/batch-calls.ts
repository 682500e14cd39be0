import { type InTurn, oneTaskPerTick } from './one-task-per-tick.ts';
import { isConflict, isRetryable } from './server-trouble.ts';

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

type Work<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>;

/**
 * Batches concurrent calls: the same work item by item, done for many at once. What is asked while
 * one batch is worked on makes up the next. `work` gives a result for each item, in their order, or
 * throws and has done nothing. A batch that fails is worked on item by item, so that a bad one
 * fails nobody else; where the trouble is the server's, all fail at once. Results are given in
 * turns, since each may be followed by an answer that takes time to write.
 */
export function batchCalls<Item, Result>(
  work: Work<Item, Result>,
  maxItems: number,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  const inTurn = oneTaskPerTick();
  let working = false;
  const workOff = async () => {
    working = true;
    while (waiting.length > 0) {
      await workOn(waiting.splice(0, maxItems), { work, inTurn });
    }
    working = false;
  };
  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!working) void workOff();
    });
}

/**
 * Works on one batch: retries it once after a conflict, then splits it into single items, unless
 * the server is in trouble.
 */
async function workOn<Item, Result>(
  batch: readonly Waiting<Item, Result>[],
  { work, inTurn }: { work: Work<Item, Result>; inTurn: InTurn },
): Promise<void> {
  const items = batch.map(({ item }) => item);
  const rejectAll = (error: unknown) => {
    for (const { reject } of batch) reject(error);
  };
  let results: readonly Result[];
  try {
    results = await work(items).catch((error) => {
      if (isConflict(error)) return work(items);
      throw error;
    });
  } catch (error) {
    // A server that is away, full or read-only would be so for each, and they would be its next load.
    if (batch.length === 1 || isRetryable(error)) return rejectAll(error);
    for (const one of batch) await workOn([one], { work, inTurn });
    return;
  }
  // The work is done, and must not be done again.
  if (results.length !== batch.length) return rejectAll(new Error('not a result for each item'));
  for (const [index, result] of results.entries()) {
    inTurn(() => batch[index]?.resolve(result));
  }
}
