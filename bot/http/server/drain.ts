import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Tracks the answers under way, so that a shutdown can wait for them. */
export class Drain {
  readonly #open = new Set<ServerResponse>();

  add(response: ServerResponse): void {
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
  }

  /** Resolves when every answer is given, or after `timeoutMs`. */
  async settled(timeoutMs: number): Promise<void> {
    const timer = new AbortController();
    const all = Promise.all([...this.#open].map(closeOf));
    const late = sleep(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([all, late]);
    timer.abort();
  }
}

/** An answer that breaks closes too. */
function closeOf(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once('close', () => resolve()));
}
