/**
 * The memory of some bytes where it is theirs alone, as that of small buffers is not: listed for
 * `postMessage`, it goes over to the other thread without a copy, and is gone from this one.
 */
export function ownMemory({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

/** The bytes that another thread sent, as a buffer over the same memory. */
export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
