import { setImmediate as turn } from 'node:timers/promises';

const ITEMS_A_TURN = 100;

export interface TurnOptions {
  /** `fraction` is 0 to 1; 1 once all is done. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Does `work` on each item in their order, and yields to the event loop every so often, so that
 * other work of the process has its turn. Throws the signal's reason once it has fired.
 */
export async function inTurns<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => void,
  { onProgress, signal }: TurnOptions,
): Promise<void> {
  for (const [index, item] of items.entries()) {
    if (index % ITEMS_A_TURN === 0) {
      onProgress?.(index / items.length);
      await turn();
      signal?.throwIfAborted();
    }
    work(item, index);
  }
  onProgress?.(1);
}
