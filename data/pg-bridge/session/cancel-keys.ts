import { randomInt } from 'node:crypto';
import type { CancelKey } from './login.ts';

const MAX_INT32 = 2 ** 31 - 1;

interface Issued {
  secret: number;
  cancel: () => void;
}

/** Keys by which another connection of the same client cancels a session's statement. */
export class CancelKeys {
  readonly #issued = new Map<number, Issued>();
  #lastProcessId = 0;

  issue(cancel: () => void): CancelKey {
    this.#lastProcessId = (this.#lastProcessId % MAX_INT32) + 1;
    const secret = randomInt(MAX_INT32);
    this.#issued.set(this.#lastProcessId, { secret, cancel });
    return { processId: this.#lastProcessId, secret };
  }

  revoke({ processId }: CancelKey): void {
    this.#issued.delete(processId);
  }

  /** Cancels what the key names; a wrong key does nothing. */
  cancel({ processId, secret }: CancelKey): void {
    const issued = this.#issued.get(processId);
    if (issued?.secret === secret) issued.cancel();
  }
}
