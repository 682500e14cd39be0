/**
 * Requests of the sessions, in turn. Their lengths are fixed so that a day has exactly the rows it
 * should have; whose a session is, and everything else about it, is drawn.
 */
export const SESSION_LENGTHS = [1, 1, 2, 4, 5] as const;

/** Requests of one turn of sessions. */
export const REQUESTS_PER_TURN = SESSION_LENGTHS.reduce((sum, length) => sum + length, 0);

/** Requests before each session of a turn. */
export const STARTS_IN_TURN = SESSION_LENGTHS.map((_, index) =>
  SESSION_LENGTHS.slice(0, index).reduce<number>((sum, length) => sum + length, 0),
);

/** Sessions that make so many requests; the last is cut short where need be. */
export function sessionsFor(requests: number): number {
  const turns = Math.floor(requests / REQUESTS_PER_TURN);
  const left = requests % REQUESTS_PER_TURN;
  return turns * SESSION_LENGTHS.length + STARTS_IN_TURN.filter((start) => start < left).length;
}
