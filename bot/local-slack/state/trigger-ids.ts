import { SLACK_LIMITS } from '../limits.ts';
import { SlackError } from '../web-api/slack-error.ts';
import type { Clock } from './ids.ts';
import { newSecret } from './ids.ts';

/** Issues trigger ids: each lets the app open one modal for one user, until it expires. */
export class TriggerIds {
  readonly #issued = new Map<string, { user: string; expiresAtMs: number; used: boolean }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new trigger id for one user, good for a few seconds. */
  issue(user: string): string {
    const expiresAtMs = this.#clock() + SLACK_LIMITS.triggerIdLifetimeMs;
    const trigger = `${this.#clock()}.${newSecret()}`;
    this.#issued.set(trigger, { user, expiresAtMs, used: false });
    return trigger;
  }

  /**
   * Redeems a trigger id, once, for its user. Throws `SlackError` as Slack answers one that is
   * unknown, used or expired.
   */
  exchange(trigger: string): string {
    const issued = this.#issued.get(trigger);
    if (!issued) throw new SlackError('invalid_trigger_id');
    if (issued.used) throw new SlackError('exchanged_trigger_id');
    if (this.#clock() > issued.expiresAtMs) throw new SlackError('expired_trigger_id');
    issued.used = true;
    return issued.user;
  }
}
