/** The first sentence of a comment, without the marks of comments. */
export function firstSentence(doc: string): string {
  const words = doc.replace(/[/*#\s]+/g, ' ').trim();
  return words.split(/[.:;](?:\s|$)/, 1)[0] ?? '';
}
