/**
 * Strips control characters, such as a terminal's escape sequences have, and invisible marks of
 * direction from a text, so that a terminal shows it as it stands.
 */
export function plainText(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** The same on one line, as the names of files are shown. */
export function plainLine(text: string): string {
  return plainText(text).replace(/[\n\t]/g, ' ');
}
