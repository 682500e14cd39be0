import { createHmac } from 'node:crypto';
import type { JsonObject } from './json.ts';
import { isObject } from './json.ts';
import type { Clock } from './state/ids.ts';
import { newSecret } from './state/ids.ts';
import type { Ack, Envelope, Transport } from './transport.ts';

export interface HttpTransportOptions {
  requestUrl: string;
  signingSecret: string;
  ackTimeoutMs: number;
  clock: Clock;
}

/** Delivers to the app's request URL by HTTP, signed as Slack signs (`v0`, HMAC-SHA-256). */
export class HttpTransport implements Transport {
  readonly #options: HttpTransportOptions;

  constructor(options: HttpTransportOptions) {
    this.#options = options;
  }

  /**
   * Verifies the app's request URL before it is used, as Slack does: it must send a challenge back.
   * Rejects where it does not.
   */
  async verify(): Promise<void> {
    const challenge = newSecret();
    const payload = { type: 'url_verification', challenge };
    const ack = await this.send({ type: 'events_api', payload, retryAttempt: 0 });
    const answer = ack.ok ? (ack.payload.challenge ?? ack.payload.text) : ack.error;
    if (answer !== challenge) throw new Error('the request URL did not answer the challenge');
  }

  /** Posts one signed payload; a late answer counts as a timeout, an error as no connection. */
  async send(envelope: Envelope): Promise<Ack> {
    const { requestUrl, ackTimeoutMs } = this.#options;
    const body = encode(envelope);
    try {
      const response = await fetch(requestUrl, {
        method: 'POST',
        headers: { ...this.#signature(body), ...headersOf(envelope) },
        body,
        signal: AbortSignal.timeout(ackTimeoutMs),
      });
      const answer = await response.text();
      if (!response.ok) return { ok: false, error: 'no_connection' };
      return { ok: true, payload: parseAnswer(answer) };
    } catch (error) {
      const isLate = error instanceof Error && error.name === 'TimeoutError';
      return { ok: false, error: isLate ? 'operation_timeout' : 'no_connection' };
    }
  }

  /** The headers by which the app verifies who sent a request and when. */
  #signature(body: string): Record<string, string> {
    const timestamp = String(Math.floor(this.#options.clock() / 1000));
    const signer = createHmac('sha256', this.#options.signingSecret);
    const digest = signer.update(`v0:${timestamp}:${body}`).digest('hex');
    return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
  }
}

/** Encodes a payload as Slack does: an event as JSON, a click or a command as a form. */
function encode({ type, payload }: Envelope): string {
  if (type === 'events_api') return JSON.stringify(payload);
  if (type === 'interactive') return form({ payload: JSON.stringify(payload) });
  return form(payload);
}

function form(fields: JsonObject): string {
  const pairs = Object.entries(fields).map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(Object.fromEntries(pairs)).toString();
}

/** The content type and, on a retry, which attempt it is and why. */
function headersOf({ type, retryAttempt }: Envelope): Record<string, string> {
  if (type !== 'events_api') return { 'content-type': 'application/x-www-form-urlencoded' };
  const retry = {
    'x-slack-retry-num': String(retryAttempt),
    'x-slack-retry-reason': 'http_timeout',
  };
  return { 'content-type': 'application/json', ...(retryAttempt > 0 ? retry : {}) };
}

/** Parses the app's response: a JSON object, plain text, or nothing. */
function parseAnswer(answer: string): JsonObject {
  if (answer === '') return {};
  try {
    const value: unknown = JSON.parse(answer);
    return isObject(value) ? value : { text: answer };
  } catch {
    return { text: answer };
  }
}
