/** Text that a terminal shows as it stands: without the characters that steer it. */
export function plainText(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** The same on one line, as the names of files are shown. */
export function plainLine(text: string): string {
  return plainText(text).replace(/[\n\t]/g, ' ');
}
