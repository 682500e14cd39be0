import type { Logger } from 'pino';
import type { JsonObject } from './json.ts';
import type { Ack, EnvelopeType, Transport } from './transport.ts';

export interface DeliveryOptions {
  transport: Transport;
  /** How long to wait before each further attempt at an event. */
  retryDelaysMs: readonly number[];
  /** Whether events are delivered twice, as nothing forbids Slack to do. */
  isRepeated: () => boolean;
  log: Logger;
}

/**
 * Delivers events, commands and clicks to the app, as Slack does: an event that is not acknowledged
 * is retried, the rest is not.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Delivers a slash command or an interaction, once, without retries. */
  async once(type: Exclude<EnvelopeType, 'events_api'>, payload: JsonObject): Promise<Ack> {
    return this.#attempt(type, payload, 0);
  }

  /**
   * Delivers an event and resolves with the first attempt's outcome; where the app did not
   * acknowledge it, the same payload, with the same `event_id`, is sent again in the background.
   */
  async event(payload: JsonObject): Promise<Ack> {
    if (this.#options.isRepeated()) void this.#attempt('events_api', payload, 0);
    const ack = await this.#attempt('events_api', payload, 0);
    if (!ack.ok) this.#retryLater(payload, 1);
    return ack;
  }

  /** Cancels the retries that are still waiting. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** Schedules the next retry of an event; after the last delay it gives up. */
  #retryLater(payload: JsonObject, attempt: number): void {
    const delayMs = this.#options.retryDelaysMs[attempt - 1];
    if (delayMs === undefined || this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#retry(payload, attempt);
    }, delayMs);
    this.#timers.add(timer);
  }

  async #retry(payload: JsonObject, attempt: number): Promise<void> {
    const ack = await this.#attempt('events_api', payload, attempt);
    if (!ack.ok) this.#retryLater(payload, attempt + 1);
  }

  async #attempt(type: EnvelopeType, payload: JsonObject, retryAttempt: number): Promise<Ack> {
    const ack = await this.#options.transport.send({ type, payload, retryAttempt });
    if (!ack.ok)
      this.#options.log.warn({ type, retryAttempt, error: ack.error }, 'not acknowledged');
    return ack;
  }
}
