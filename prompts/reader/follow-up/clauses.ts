import { areNames } from '../part-names.ts';
import { READ_MARK, UnreadText } from '../unread-text.ts';
import { OPERATOR } from './operators.ts';

/** A stretch of a text that changes a plan in one way. */
export interface Clause {
  operation: 'replace' | 'add' | 'remove';
  /** What it is about: 'Pune' of 'without Pune'. */
  words: string;
  /** With the words that say what to do. */
  phrase: string;
}

/** Where a clause begins, by the offsets of its phrase and of its words. */
interface Mark {
  kind: Clause['operation'] | 'postfix' | 'instead';
  start: number;
  words: number;
}

const QUOTED = /"(?:[^"\\]|\\.)*"/g;
const EDGES = /^[\s,;.!?&]+|(?:[\s,;.!?&]|\b(?:and|then|please)\b)+$/gi;
const LETTER = /[\p{L}\p{N}\u00B7]/u;

/** Splits a follow-up into clauses that replace, add or remove, in the order they apply. */
export function clausesOf(text: string): Clause[] {
  const unread = new UnreadText(text);
  const marks = marksIn(maskQuotes(unread.folded));
  const clauses: Clause[] = [];
  for (const [index, { kind, start, words }] of marks.entries()) {
    const end = marks[index + 1]?.start ?? unread.raw.length;
    const said = {
      words: unread.raw.slice(words, end).replace(EDGES, ''),
      phrase: unread.raw.slice(start, end).replace(EDGES, ''),
    };
    if (kind === 'postfix') addLast(clauses, { operation: 'add', ...said });
    else if (kind === 'instead') swapLast(clauses, { operation: 'remove', ...said });
    else if (said.words !== '' || kind === 'remove') clauses.push({ operation: kind, ...said });
  }
  return clauses;
}

/** 'Pune too': what came before was to be added, and so is what follows. */
function addLast(clauses: Clause[], following: Clause): void {
  const last = clauses.at(-1);
  if (last?.operation === 'replace') last.operation = 'add';
  if (following.words !== '') clauses.push(following);
}

/** 'Pune instead of Mumbai': the old goes before the new comes. */
function swapLast(clauses: Clause[], old: Clause): void {
  const last = clauses.pop();
  clauses.push(old, ...(last ? [{ ...last, operation: 'add' as const }] : []));
}

/** Masks a text's quoted values, so that nothing is read in them, every character in its place. */
export function maskQuotes(folded: string): string {
  return folded.replace(QUOTED, (quoted) => READ_MARK.repeat(quoted.length));
}

function marksIn(folded: string): Mark[] {
  const marks: Mark[] = [{ kind: 'replace', start: 0, words: 0 }];
  for (const match of folded.matchAll(OPERATOR))
    marks.push(...marksAt(match, marks.at(-1), folded));
  return marks;
}

/** Where an operator such as 'add' or 'without' begins a clause; a comma may end one. */
function marksAt(match: RegExpExecArray, open: Mark | undefined, folded: string): Mark[] {
  const { groups = {}, index: start } = match;
  const words = start + match[0].length;
  if (groups.swap) return swapMarks(match);
  const kind = kindOf(groups);
  if (kind) return [{ kind, start, words }];
  if (groups.comma && !endsLifting(open, folded.slice(0, start))) return [];
  const isOpen = open && open.kind !== 'replace' && LETTER.test(folded.slice(open.words, start));
  return isOpen ? [{ kind: 'replace', start, words }] : [];
}

/** 'No cap, Pune' goes on with what shall be; 'drop iOS, Pune' with what shall not. */
function endsLifting(open: Mark | undefined, before: string): boolean {
  if (open?.kind !== 'remove') return false;
  const verb = before.slice(open.start, open.words);
  return /\b(?:no|without)$/.test(verb) && areNames(before.slice(open.words));
}

function kindOf(groups: Record<string, string | undefined>): Mark['kind'] | undefined {
  if (groups.instead) return 'instead';
  if (groups.remove) return 'remove';
  if (groups.postfix) return 'postfix';
  if (groups.same ?? groups.set) return 'replace';
  return (groups.add ?? groups.plus) ? 'add' : undefined;
}

/** 'swap Mumbai for Pune' takes out the one and adds the other. */
function swapMarks({ groups = {}, index, 0: phrase }: RegExpExecArray): Mark[] {
  const { old = '' } = groups;
  const by = /\S+$/.exec(phrase)?.index ?? phrase.length;
  const oldAt = phrase.slice(0, by).lastIndexOf(old);
  return [
    { kind: 'remove', start: index, words: index + oldAt },
    { kind: 'add', start: index + by, words: index + phrase.length },
  ];
}
