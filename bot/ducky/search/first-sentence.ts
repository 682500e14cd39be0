const BLOCK_START = /(?=\/\*)/;

/** The first sentence of each comment of a passage, without the marks of comments. */
export function firstSentences(doc: string): string[] {
  return doc.split(BLOCK_START).map(firstSentence);
}

function firstSentence(comment: string): string {
  const words = comment.replace(/[/*#\s]+/g, ' ').trim();
  return words.split(/[.:;](?:\s|$)/, 1)[0] ?? '';
}
