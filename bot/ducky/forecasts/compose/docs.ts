import { capitalised } from '../../../words/task.ts';
import type { DocsFact } from '../fact.ts';
import type { Composed } from './composed.ts';
import type { Found } from './facts.ts';
import { saying } from './sentences.ts';

type Passage = DocsFact['passages'][number];

/** As much as is read at a glance, in characters. */
const MAX_LENGTH = 600;

/** Answers with passages of Ducky's own documents, as many as fit; where none does, refuses. */
export function composeDocs({ docs }: Found): Composed {
  const [first, ...others] = docs?.passages ?? [];
  if (!first) return { told: saying(CANNOT_TELL), uses: [] };
  const shown = [first];
  for (const passage of others) {
    if (lengthOf([...shown, passage]) > MAX_LENGTH) break;
    shown.push(passage);
  }
  const told = saying(shortened(shown.map(inWords).join('\n')));
  return { told, uses: ['docs'], passages: shown };
}

function inWords({ title, text }: Passage): string {
  return `${capitalised(title)}: ${text.replace(/\s+/g, ' ').trim()}`;
}

function lengthOf(passages: readonly Passage[]): number {
  return passages.map(inWords).join('\n').length;
}

const CANNOT_TELL =
  'I cannot answer that. I know about forecasts: ask why a number is what it is, what changed, what would give more, how fresh the data are, how right I was, or what a word such as P10 means.';

/** Truncates a text to whole sentences, as many as fit. */
function shortened(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  const cut = text.slice(0, MAX_LENGTH);
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('.\n'));
  return end > 0 ? cut.slice(0, end + 1) : `${cut}…`;
}
