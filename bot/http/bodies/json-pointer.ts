/** One thing wrong with a body, as RFC 9457's example names it. */
export interface BodyError {
  /** Where: a JSON Pointer as a URI fragment (RFC 6901, section 6), `#` for the whole body. */
  pointer: string;
  /** What, for people. */
  detail: string;
}

/** Encodes a path of names and indexes as a JSON Pointer, to show where in a body an error is. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return ['#', ...path.map(referenceToken)].join('/');
}

/** Escapes one name or index of a JSON Pointer. */
function referenceToken(part: PropertyKey): string {
  const escaped = String(part).replaceAll('~', '~0').replaceAll('/', '~1');
  // Halves of a surrogate pair have no percent-encoding.
  return encodeURIComponent(escaped.toWellFormed());
}
