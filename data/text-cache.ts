/** What a character takes at most where the engine keeps it. */
const CHARACTER_BYTES = 2;

/** An LRU cache of texts by key: those used last, as many as fit in `maxBytes` with their keys. */
export class TextCache {
  /** The one used longest ago comes first. */
  readonly #texts = new Map<string, string>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor({ maxBytes }: { maxBytes: number }) {
    this.#maxBytes = maxBytes;
  }

  get(key: string): string | undefined {
    const text = this.#texts.get(key);
    if (text === undefined) return undefined;
    this.#texts.delete(key);
    this.#texts.set(key, text);
    return text;
  }

  /** Stores a text and evicts those used longest ago; one larger than the cache is not kept. */
  set(key: string, text: string): void {
    this.#forget(key);
    const bytes = bytesOf(key, text);
    if (bytes > this.#maxBytes) return;
    this.#texts.set(key, text);
    this.#bytes += bytes;
    for (const oldest of this.#texts.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    const text = this.#texts.get(key);
    if (text === undefined) return;
    this.#texts.delete(key);
    this.#bytes -= bytesOf(key, text);
  }
}

function bytesOf(key: string, text: string): number {
  return CHARACTER_BYTES * (key.length + text.length);
}
