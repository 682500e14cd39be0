import { PgError } from '../pg-error.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes the fields of a protocol message in their order; throws 08P01 where it is malformed. */
export class BodyReader {
  readonly #body: Buffer;
  #offset = 0;

  constructor(body: Buffer) {
    this.#body = body;
  }

  /** Throws where bytes are left: a text with a NUL in it ends early. */
  end(): void {
    if (this.#offset !== this.#body.length) throw malformed();
  }

  int16(): number {
    return this.#take(2).readInt16BE(0);
  }

  int32(): number {
    return this.#take(4).readInt32BE(0);
  }

  /** One character of ASCII. */
  letter(): string {
    return String.fromCharCode(this.#take(1).readUInt8(0));
  }

  /** As many fields as the 16-bit count before them says. */
  list<T>(field: () => T): T[] {
    const count = this.int16();
    if (count < 0) throw malformed();
    return Array.from({ length: count }, field);
  }

  /** Text up to a NUL. */
  text(): string {
    const end = this.#body.indexOf(0, this.#offset);
    if (end < 0) throw malformed();
    const bytes = this.#take(end - this.#offset);
    this.#offset += 1;
    return decode(bytes);
  }

  /** A text with its length before it; null where that is -1. Throws 22021 where it has a NUL. */
  value(): string | null {
    const length = this.int32();
    return length === -1 ? null : withoutNul(decode(this.#take(length)));
  }

  /** What is left, as text. */
  rest(): string {
    return decode(this.#take(this.#body.length - this.#offset));
  }

  #take(length: number): Buffer {
    const end = this.#offset + length;
    if (length < 0 || end > this.#body.length) throw malformed();
    const bytes = this.#body.subarray(this.#offset, end);
    this.#offset = end;
    return bytes;
  }
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new PgError('22021', 'invalid byte sequence for encoding "UTF8"');
  }
}

function withoutNul(text: string): string {
  if (!text.includes('\0')) return text;
  throw new PgError('22021', 'invalid byte sequence for encoding "UTF8": 0x00');
}

function malformed(): PgError {
  return new PgError('08P01', 'invalid message format');
}
