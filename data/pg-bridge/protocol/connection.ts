import type { Socket } from 'node:net';
import { type Frame, FrameReader } from './frame-reader.ts';

/** PostgreSQL's own limit for what a client sends before it has logged in. */
const MAX_STARTUP_BYTES = 10_000;

/** Messages are gathered until they fill a few packets. */
const FLUSH_BYTES = 64 * 1024;

/** A client whose machine has gone says nothing: after so long without a word it is asked. */
const KEEP_ALIVE_MS = 60_000;

/**
 * A client's socket as Postgres protocol messages, with backpressure: reading and writing wait for
 * each other's side.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #maxMessageBytes: number;
  readonly #reader = new FrameReader();
  readonly #closing = new AbortController();
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(socket: Socket, maxMessageBytes: number) {
    this.#socket = socket;
    this.#maxMessageBytes = maxMessageBytes;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.once('end', () => this.#end());
    socket.once('close', () => {
      this.#end();
      this.#closing.abort();
      this.#wake();
    });
    // Told by 'close', which follows.
    socket.on('error', () => undefined);
  }

  /** Aborted when the client has gone. */
  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** The next message, or undefined once the client has gone; throws 08P01 where it is too long. */
  async next({ beforeLogin = false, hasType = true } = {}): Promise<Frame | undefined> {
    const maxBytes = beforeLogin ? MAX_STARTUP_BYTES : this.#maxMessageBytes;
    for (;;) {
      const frame = this.#reader.next({ hasType, maxBytes });
      if (frame || this.#ended) return frame;
      this.#socket.resume();
      await this.#woken();
    }
  }

  /** Puts a message out, soon; where the client is slow, resolves when it has caught up. */
  async send(message: Buffer): Promise<void> {
    this.#pending.push(message);
    this.#pendingBytes += message.length;
    if (this.#pendingBytes >= FLUSH_BYTES) await this.flush();
  }

  /** Puts out what was sent. */
  async flush(): Promise<void> {
    if (this.#pendingBytes === 0) return;
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    if (this.#socket.writable && !this.#socket.write(bytes)) await this.#drained();
  }

  /** Puts out what was sent and closes the connection. */
  async end(): Promise<void> {
    await this.flush();
    this.#socket.end();
    this.#socket.destroySoon();
  }

  /** Closes the connection at once. */
  destroy(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#reader.push(chunk);
    if (this.#reader.bytes > this.#maxMessageBytes) this.#socket.pause();
    this.#wake();
  }

  #end(): void {
    this.#ended = true;
    this.#wake();
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#socket.off('drain', done).off('close', done);
        resolve();
      };
      this.#socket.once('drain', done).once('close', done);
      if (this.#socket.destroyed) done();
    });
  }
}
