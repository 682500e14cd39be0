import { isTestPath, type Passage } from '../passages/passage.ts';
import type { Texts, WeightedField } from './bm25f.ts';

/** The fields of a passage that are searched. */
export type Field = 'path' | 'name' | 'doc' | 'said' | 'body';

/**
 * The fields' weights in BM25F, by trial on the tuning half of the evaluation, and on titles of
 * tests against the files they test.
 */
export const FIELDS: readonly WeightedField<Field>[] = [
  { name: 'path', weight: 4, lengthShare: 0.3 },
  { name: 'name', weight: 6, lengthShare: 0.75 },
  { name: 'doc', weight: 4, lengthShare: 0.2 },
  { name: 'said', weight: 1.5, lengthShare: 0.3 },
  { name: 'body', weight: 1, lengthShare: 0.7 },
];

/** A passage's texts by field. A test is found by its title: its body says what others do. */
export function textsOf({ path, symbols, doc, text }: Passage, said: string): Texts<Field> {
  const body = isTestPath(path) ? '' : withoutDoc(text, doc);
  return { path, name: symbols.join(' '), doc, said, body };
}

function withoutDoc(text: string, doc: string): string {
  if (doc === '') return text;
  const comments = new Set(doc.split('\n'));
  return text
    .split('\n')
    .filter((line) => !comments.has(line))
    .join('\n');
}
