import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawData } from 'ws';
import { WebSocket, WebSocketServer } from 'ws';
import type { JsonObject } from './json.ts';
import { isObject, objectAt, textAt } from './json.ts';
import { SLACK_LIMITS } from './limits.ts';
import { newSecret } from './state/ids.ts';
import type { Ack, Envelope, Transport } from './transport.ts';

const PING_INTERVAL_MS = 10_000;
const GOODBYE_MS = 250;
const GOING_AWAY = 1001;

export interface SocketModeOptions {
  appId: string;
  ackTimeoutMs: number;
  /** Called when an app connects or leaves. */
  onConnectionsChanged: () => void;
}

/**
 * The server side of Socket Mode: accepts the app's WebSocket connections by ticket, sends
 * envelopes and receives acknowledgements.
 */
export class SocketMode implements Transport {
  readonly #options: SocketModeOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #connections = new Set<WebSocket>();
  readonly #waiting = new Map<string, (ack: Ack) => void>();
  readonly #ping: NodeJS.Timeout;
  #delivered = 0;

  constructor(options: SocketModeOptions) {
    this.#options = options;
    this.#ping = setInterval(() => {
      for (const connection of this.#connections) connection.ping();
    }, PING_INTERVAL_MS);
    this.#ping.unref();
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Issues a WebSocket URL with a one-time ticket, at which one connection may be opened. */
  issueUrl(baseUrl: string): string {
    const ticket = newSecret();
    this.#tickets.add(ticket);
    return `${baseUrl.replace(/^http/, 'ws')}/link?ticket=${ticket}`;
  }

  /**
   * Accepts a WebSocket by HTTP upgrade; one without a valid ticket, or one too many, is refused.
   */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket');
    const full = this.#connections.size >= SLACK_LIMITS.socketConnections;
    if (!ticket || !this.#tickets.delete(ticket) || full) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#greet(connection));
  }

  /**
   * Sends an envelope to one connection, in turn (round robin), and waits for its acknowledgement.
   */
  send(envelope: Envelope): Promise<Ack> {
    const ready = [...this.#connections].filter((each) => each.readyState === WebSocket.OPEN);
    const connection = ready[this.#delivered++ % Math.max(1, ready.length)];
    if (!connection) return Promise.resolve({ ok: false, error: 'no_connection' });
    const envelopeId = randomUUID();
    const ack = this.#waitForAck(envelopeId);
    connection.send(JSON.stringify(toWire(envelopeId, envelope)));
    return ack;
  }

  /** Disconnects every connection abruptly, without a goodbye. */
  drop(): void {
    for (const connection of this.#connections) connection.terminate();
  }

  /**
   * Shuts down: says goodbye to every connection, cuts off those that do not answer, and fails what
   * still waits for an acknowledgement.
   */
  async close(): Promise<void> {
    clearInterval(this.#ping);
    for (const connection of this.#connections) connection.close(GOING_AWAY);
    const endMs = Date.now() + GOODBYE_MS;
    while (this.#connections.size > 0 && Date.now() < endMs) await sleep(10);
    for (const connection of this.#connections) connection.terminate();
    for (const settle of this.#waiting.values()) settle({ ok: false, error: 'no_connection' });
  }

  /** Registers a new connection and sends it Slack's `hello`. */
  #greet(connection: WebSocket): void {
    this.#connections.add(connection);
    connection.on('message', (data) => this.#receive(data));
    connection.on('error', () => connection.terminate());
    connection.on('close', () => {
      this.#connections.delete(connection);
      this.#options.onConnectionsChanged();
    });
    connection.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#connections.size,
        connection_info: { app_id: this.#options.appId },
        debug_info: { host: 'local-slack', approximate_connection_time: 18_060 },
      }),
    );
    this.#options.onConnectionsChanged();
  }

  /** Resolves when the app acknowledges the envelope, or with a timeout. */
  #waitForAck(envelopeId: string): Promise<Ack> {
    return new Promise((resolve) => {
      const settle = (ack: Ack) => {
        clearTimeout(timer);
        this.#waiting.delete(envelopeId);
        resolve(ack);
      };
      const expire = () => settle({ ok: false, error: 'operation_timeout' });
      const timer = setTimeout(expire, this.#options.ackTimeoutMs);
      this.#waiting.set(envelopeId, settle);
    });
  }

  /** Takes an acknowledgement from the app and settles its envelope. */
  #receive(data: RawData): void {
    const message = parse(String(data));
    const settle = this.#waiting.get(textAt(message, 'envelope_id') ?? '');
    settle?.({ ok: true, payload: objectAt(message, 'payload') });
  }
}

/** An envelope as it is sent: with its id and, on a retry, which attempt it is. */
function toWire(envelopeId: string, { type, payload, retryAttempt }: Envelope): JsonObject {
  const retry = { retry_attempt: retryAttempt, retry_reason: 'timeout' };
  return {
    envelope_id: envelopeId,
    type,
    payload,
    accepts_response_payload: type !== 'events_api',
    ...(type === 'events_api' && retryAttempt > 0 ? retry : {}),
  };
}

/** Parses what the app sent; anything but a JSON object counts as empty. */
function parse(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
