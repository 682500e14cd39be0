import { PgError } from '../pg-error.ts';

/** A message of the client: its type's letter ('' for the first, which has none) and its body. */
export interface Frame {
  type: string;
  body: Buffer;
}

const LENGTH_BYTES = 4;

/**
 * Cuts a connection's bytes into messages (PostgreSQL's manual, 'Message Formats'). A message that
 * claims to be longer than allowed throws 08P01 before any of it is kept.
 */
export class FrameReader {
  #chunks: Buffer[] = [];
  #bytes = 0;

  /** Bytes taken in and not yet given out. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Takes bytes as they come. */
  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
  }

  /** The next message if all of it is there; the first ones of a connection have no type. */
  next({ hasType, maxBytes }: { hasType: boolean; maxBytes: number }): Frame | undefined {
    const typeBytes = hasType ? 1 : 0;
    const headBytes = typeBytes + LENGTH_BYTES;
    if (this.#bytes < headBytes) return undefined;
    const length = this.#joined(headBytes).readInt32BE(typeBytes);
    if (length < LENGTH_BYTES || length > maxBytes) {
      throw new PgError('08P01', `a message of ${length} bytes is not allowed, only ${maxBytes}`);
    }
    const total = typeBytes + length;
    if (this.#bytes < total) return undefined;
    const bytes = this.#joined(total);
    this.#chunks =
      bytes.length > total
        ? [bytes.subarray(total), ...this.#chunks.slice(1)]
        : this.#chunks.slice(1);
    this.#bytes -= total;
    const type = hasType ? String.fromCharCode(bytes.readUInt8(0)) : '';
    return { type, body: bytes.subarray(headBytes, total) };
  }

  /** The first piece, joined with all others where it is shorter than needed. */
  #joined(neededBytes: number): Buffer {
    const [first] = this.#chunks;
    if (first !== undefined && first.length >= neededBytes) return first;
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}
