/** A failure to inject into calls of a Web API method. */
export interface Fault {
  /** Slack's error code; `ratelimited` where `retryAfterSeconds` is given. */
  error?: string;
  /** How many calls fail; 1 unless given. */
  times?: number;
  /** Answers 429 with this `Retry-After`. */
  retryAfterSeconds?: number;
  /** The HTTP status; 200 as for every refusal of Slack, unless given. */
  status?: number;
  /** The call does what it should, and only its answer is the fault. */
  takesEffect?: boolean;
  /** The connection is cut instead of an answer. */
  hangsUp?: boolean;
}

/** Fault injection for tests: API calls that fail, a token that is revoked, sockets that drop. */
export class Faults {
  readonly #faults = new Map<string, { fault: Fault; left: number }[]>();
  readonly #dropSockets: () => void;
  #isTokenRevoked = false;
  #repeatsEvents = false;

  constructor(dropSockets: () => void) {
    this.#dropSockets = dropSockets;
  }

  /** Makes the next calls of a method fail, after those that were told to fail before. */
  fail(method: string, fault: Fault): void {
    const waiting = this.#faults.get(method) ?? [];
    this.#faults.set(method, [...waiting, { fault, left: fault.times ?? 1 }]);
  }

  /** Forgets every call that should fail. */
  clear(): void {
    this.#faults.clear();
  }

  /** As if an administrator had removed the app: every call with the bot token is refused. */
  revokeToken(): void {
    this.#isTokenRevoked = true;
  }

  /** Makes a revoked token good again. */
  restoreToken(): void {
    this.#isTokenRevoked = false;
  }

  /** From now on every event is delivered twice, to two connections where there are two. */
  repeatEvents(): void {
    this.#repeatsEvents = true;
  }

  get repeatsEvents(): boolean {
    return this.#repeatsEvents;
  }

  get isTokenRevoked(): boolean {
    return this.#isTokenRevoked;
  }

  /** Disconnects every Socket Mode connection abruptly, without a goodbye. */
  dropSockets(): void {
    this.#dropSockets();
  }

  /** Takes the fault that a test planned for this API call, if it did, and counts it down. */
  next(method: string): Fault | undefined {
    const waiting = this.#faults.get(method)?.find(({ left }) => left > 0);
    if (waiting) waiting.left -= 1;
    return waiting?.fault;
  }
}
