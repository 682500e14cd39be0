import { SLACK_LIMITS } from './limits.ts';
import type { Clock } from './state/ids.ts';

const LIMITED = new Set(['chat.postMessage', 'chat.startStream']);

/** Simulates Slack's rate limit on posts: about one a second in each channel. */
export class RateLimit {
  readonly #nextAllowedMs = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** 0 where the call may go on; else whole seconds to wait (`Retry-After`). */
  secondsToWait(method: string, channel: string): number {
    if (!LIMITED.has(method)) return 0;
    const now = this.#clock();
    const nextAllowed = this.#nextAllowedMs.get(channel) ?? 0;
    if (now < nextAllowed) return Math.ceil((nextAllowed - now) / 1000);
    this.#nextAllowedMs.set(channel, now + 1000 / SLACK_LIMITS.postsPerSecondPerChannel);
    return 0;
  }
}
