/** Strips from a text what Postgres cannot store: NUL, and halves of a surrogate pair. */
export function withoutUnstorable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** A value as JSON whose texts hold nothing that Postgres cannot store. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? withoutUnstorable(part) : part,
  );
}
