import { capitalised } from '../../../words/task.ts';
import type { Told } from '../told.ts';
import type { Found } from './facts.ts';
import { saying } from './sentences.ts';

/** As much as is read at a glance, in characters. */
const MAX_LENGTH = 600;

/** What the documents say; a plain refusal where nothing fits. */
export function composeDocs({ docs }: Found): Told[] {
  const passages = docs?.passages ?? [];
  if (passages.length === 0) return saying(CANNOT_TELL);
  const texts = passages.map(({ title, text }) => `${capitalised(title)}: ${onOneLine(text)}`);
  return saying(shortened(texts.join('\n')));
}

const CANNOT_TELL =
  'I cannot answer that. I know about forecasts: ask why a number is what it is, what changed, what would give more, how fresh the data are, how right I was, or what a word such as P10 means.';

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Whole sentences, as many as fit. */
function shortened(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  const cut = text.slice(0, MAX_LENGTH);
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('.\n'));
  return end > 0 ? cut.slice(0, end + 1) : `${cut}…`;
}
