/** Strips from a text what Postgres cannot store: NUL, and halves of a surrogate pair. */
export function withoutUnstorable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
