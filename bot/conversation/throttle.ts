export interface ThrottleOptions {
  /** Least time between the end of a beat and the next. */
  intervalMs: number;
  /** Done on each beat; must not reject. */
  work: () => Promise<void>;
}

/**
 * Throttles repeated work, such as updates of a message: runs it at once when it is called for, and
 * then no oftener than in an interval.
 */
export class Throttle {
  readonly #options: ThrottleOptions;
  #isDue = false;
  #isResting = false;
  #hasEnded = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ThrottleOptions) {
    this.#options = options;
  }

  /** Calls for work; calls during a beat or its rest become one beat. */
  request(): void {
    this.#isDue = true;
    this.#work();
  }

  /** No more beats; one that is under way goes on. */
  stop(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
  }

  #work(): void {
    if (!this.#isDue || this.#isResting || this.#hasEnded) return;
    this.#isDue = false;
    this.#isResting = true;
    void this.#options.work().then(() => this.#rest());
  }

  #rest(): void {
    if (this.#hasEnded) return;
    this.#timer = setTimeout(() => {
      this.#isResting = false;
      this.#work();
    }, this.#options.intervalMs).unref();
  }
}
