/** The text without what Postgres cannot hold: NUL, and halves of a surrogate pair. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
