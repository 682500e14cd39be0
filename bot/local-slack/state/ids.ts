import { randomBytes } from 'node:crypto';

/** Milliseconds since the epoch. */
export type Clock = () => number;

/** A new Slack-like id: the letter of its kind, then ten hexadecimal digits. */
export function newId(prefix: string): string {
  return prefix + randomBytes(5).toString('hex').toUpperCase();
}

/** A secret token of 24 random bytes, safe in URLs. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** Issues message timestamps: `seconds.microseconds`, unique and rising, also after a restart. */
export class Timestamps {
  readonly #clock: Clock;
  #lastMicros = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new timestamp, later than every one before even within the same microsecond. */
  next(): string {
    this.#lastMicros = Math.max(this.#lastMicros + 1, Math.floor(this.#clock() * 1000));
    const seconds = Math.floor(this.#lastMicros / 1e6);
    return `${seconds}.${String(this.#lastMicros % 1e6).padStart(6, '0')}`;
  }

  /** Makes every later timestamp come after this one. */
  resumeAfter(ts: string): void {
    const [seconds = '0', micros = '0'] = ts.split('.');
    this.#lastMicros = Math.max(this.#lastMicros, Number(seconds) * 1e6 + Number(micros));
  }
}
