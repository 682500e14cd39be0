import { isConnectionLost } from '../../../data/connection-lost.ts';
import { type InTurn, openTurns } from '../server/turns.ts';

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

type Work<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>;

/**
 * The same work item by item, done for many at once: what is asked while one batch is worked on
 * makes up the next. `work` gives a result for each item, in their order, or throws and has done
 * nothing. A batch that fails is worked on item by item, so that a bad one fails nobody else. Results
 * are given in turns, since each may be followed by an answer that takes time to write.
 */
export function gathered<Item, Result>(
  work: Work<Item, Result>,
  maxItems: number,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  const inTurn = openTurns();
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

async function workOn<Item, Result>(
  batch: readonly Waiting<Item, Result>[],
  { work, inTurn }: { work: Work<Item, Result>; inTurn: InTurn },
): Promise<void> {
  try {
    const results = await work(batch.map(({ item }) => item));
    if (results.length !== batch.length) throw new Error('not a result for each item');
    for (const [index, result] of results.entries()) {
      inTurn(() => batch[index]?.resolve(result));
    }
  } catch (error) {
    // A store that is away would be away for each, and whether the work was done is not known.
    if (batch.length > 1 && !isConnectionLost(error)) {
      for (const one of batch) await workOn([one], { work, inTurn });
    } else {
      for (const { reject } of batch) reject(error);
    }
  }
}
