import { WebAPIRateLimitedError } from '@slack/web-api';

import type { Rank } from '../../conversation/messenger.ts';

/** Resolves after so many milliseconds. */
export type Sleep = (ms: number) => Promise<void>;

interface Turn {
  rank: Rank;
  /** @returns how long Slack wants this made later, in milliseconds; 0 where it is done. */
  run: () => Promise<number>;
}

/**
 * A queue of calls for each channel: one piece of work after the other in the order asked, except
 * that progress gives way to messages. After a rate limit of Slack that channel waits and the
 * others go on.
 */
export class ChannelQueue {
  readonly #waiting = new Map<string, Turn[]>();
  readonly #sleep: Sleep;

  constructor(sleep: Sleep) {
    this.#sleep = sleep;
  }

  /**
   * Runs `work` when it is its turn, and again after the wait where Slack limits the rate, so it
   * must be repeatable. Work that waits for another turn of its own channel never ends.
   */
  take<T>(channel: string, work: () => Promise<T>, rank: Rank = 'message'): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = async () => {
        try {
          resolve(await work());
        } catch (error) {
          if (error instanceof WebAPIRateLimitedError) return Math.max(error.retryAfter, 1) * 1_000;
          reject(error);
        }
        return 0;
      };
      this.#enqueue(channel, { rank, run });
    });
  }

  #enqueue(channel: string, turn: Turn): void {
    const waiting = this.#waiting.get(channel);
    if (waiting) {
      waiting.push(turn);
      return;
    }
    const turns = [turn];
    this.#waiting.set(channel, turns);
    void this.#runAll(channel, turns);
  }

  /** Runs a channel's turns until none waits; a rate limit is slept out, and its turn run again. */
  async #runAll(channel: string, turns: Turn[]): Promise<void> {
    for (let turn = takeNext(turns); turn; turn = takeNext(turns)) {
      const waitMs = await turn.run();
      if (waitMs === 0) continue;
      turns.unshift(turn);
      await this.#sleep(waitMs);
    }
    this.#waiting.delete(channel);
  }
}

/** Takes the next message from the queue, or progress where none waits. */
function takeNext(turns: Turn[]): Turn | undefined {
  const message = turns.findIndex(({ rank }) => rank === 'message');
  return turns.splice(Math.max(message, 0), 1)[0];
}
