/** Runs the work when its turn comes. */
export type InTurn = (work: () => void) => void;

/**
 * Runs what it is given in order, one piece each turn of the event loop. Node takes one new
 * connection a turn: the less is done in each, the sooner those are heard who have just come.
 */
export function oneTaskPerTick(): InTurn {
  const waiting: (() => void)[] = [];
  const takeTurn = () => {
    const work = waiting.shift();
    if (waiting.length > 0) setImmediate(takeTurn);
    work?.();
  };
  return (work) => {
    waiting.push(work);
    if (waiting.length === 1) setImmediate(takeTurn);
  };
}
