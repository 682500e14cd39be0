import type { JsonObject } from './json.ts';

/** What the app did with an envelope; `payload` is what it answered, empty for a bare ack. */
export type Ack =
  | { ok: true; payload: JsonObject }
  | { ok: false; error: 'no_connection' | 'operation_timeout' };

export type EnvelopeType = 'events_api' | 'slash_commands' | 'interactive';

/** One thing to deliver; `retryAttempt` counts from 0. */
export interface Envelope {
  type: EnvelopeType;
  payload: JsonObject;
  retryAttempt: number;
}

/** A way to the app: Socket Mode, or signed HTTP requests. */
export interface Transport {
  send(envelope: Envelope): Promise<Ack>;
}
