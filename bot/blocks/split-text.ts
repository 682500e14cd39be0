/**
 * Splits a text that is too long for one block into pieces of at most `limit` UTF-16 units, cut
 * between words where there are any, and never inside a character.
 */
export function splitText(text: string, limit: number): string[] {
  if (text.length <= limit) return text === '' ? [] : [text];
  const space = text.slice(0, limit).search(/\s\S*$/);
  const end = space > 0 ? space : limit - (/[\uD800-\uDBFF]/.test(text[limit - 1] ?? '') ? 1 : 0);
  return [text.slice(0, end), ...splitText(text.slice(end).trimStart(), limit)];
}
