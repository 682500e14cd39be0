import type { JsonObject } from './json.ts';

/** Whether the app acknowledged an envelope in time; `payload` is its answer, empty if bare. */
export type Ack =
  | { ok: true; payload: JsonObject }
  | { ok: false; error: 'no_connection' | 'operation_timeout' };

export type EnvelopeType = 'events_api' | 'slash_commands' | 'interactive';

/** One event, command or interaction to deliver; `retryAttempt` counts from 0. */
export interface Envelope {
  type: EnvelopeType;
  payload: JsonObject;
  retryAttempt: number;
}

/** How deliveries reach the app: by Socket Mode, or by signed HTTP requests. */
export interface Transport {
  send(envelope: Envelope): Promise<Ack>;
}
