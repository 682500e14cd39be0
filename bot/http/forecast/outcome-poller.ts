import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from 'pino';

const POLL_MS = 50;
/** After a failure, for Postgres to come back. */
const PAUSE_MS = 500;

/** Those of the ids whose waiting is over. */
export type EndedAmong = (ids: readonly string[]) => Promise<readonly string[]>;

/**
 * Waits for requests to end by polling Postgres: however many wait, one query asks for all, and
 * only while somebody waits. It needs no connection of its own, so it survives the loss of any.
 */
export class OutcomePoller {
  readonly #endedAmong: EndedAmong;
  readonly #log: Logger;
  readonly #waiting = new Map<string, Set<(hasEnded: boolean) => void>>();
  readonly #closed = new AbortController();
  #polling = false;

  constructor(endedAmong: EndedAmong, log: Logger) {
    this.#endedAmong = endedAmong;
    this.#log = log;
  }

  /** Waits until the request has ended: false after `timeoutMs`, or when the watch is closed. */
  async ended(id: string, timeoutMs: number): Promise<boolean> {
    if (timeoutMs <= 0 || this.#closed.signal.aborted) return false;
    const end = Promise.withResolvers<boolean>();
    const timer = setTimeout(end.resolve, timeoutMs, false);
    const waiters = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, waiters.add(end.resolve));
    if (!this.#polling) void this.#poll();
    const hasEnded = await end.promise;
    clearTimeout(timer);
    waiters.delete(end.resolve);
    if (waiters.size === 0 && this.#waiting.get(id) === waiters) this.#waiting.delete(id);
    return hasEnded;
  }

  /** Ends every wait. */
  close(): void {
    this.#closed.abort();
    for (const id of this.#waiting.keys()) this.#tell(id, false);
  }

  async #poll(): Promise<void> {
    this.#polling = true;
    while (this.#waiting.size > 0) {
      const pauseMs = await this.#look();
      await sleep(pauseMs, undefined, { signal: this.#closed.signal }).catch(() => undefined);
    }
    this.#polling = false;
  }

  /** Polls once; returns how long to wait until the next look, longer after a failure. */
  async #look(): Promise<number> {
    try {
      for (const id of await this.#endedAmong([...this.#waiting.keys()])) this.#tell(id, true);
      return POLL_MS;
    } catch (error) {
      this.#log.warn({ err: error }, 'cannot see which forecasts are made; trying again');
      return PAUSE_MS;
    }
  }

  #tell(id: string, hasEnded: boolean): void {
    const waiters = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    for (const resolve of waiters) resolve(hasEnded);
  }
}
