import type { Passage } from '../passages/passage.ts';
import { placeOf } from '../passages/passage.ts';

const ASSUMPTIONS_ASKED = 3;
const QUOTED_CHARACTERS = 90;

const BUG =
  /\b(debug|bugs?|broken|crash\w*|hang\w*|stuck|fail(s|ing|ed)?|wrong(ly)?|errors? out|throws?|flak[ey]\w*|leak\w*|does ?n[o']?t|isn'?t|won'?t|not work\w*|unexpected\w*)\b/i;
const OWN = /\b(help me|my|i|i'm|we|our)\b/i;

/** Whether a text describes a bug that is to be debugged, rather than asking what the code does. */
export function tellsOfBug(text: string): boolean {
  return /\bhelp me debug\b|\brubber.?duck\b/i.test(text) || (BUG.test(text) && OWN.test(text));
}

/** A kind of line that hides an assumption, such as a caught error, and what to ask about it. */
interface Assumption {
  readonly pattern: RegExp;
  ask(line: string): string;
}

const ASSUMPTIONS: readonly Assumption[] = [
  {
    pattern: /\bcatch\b|\bexcept\b|\.catch\(|\brescue\b/,
    ask: (line) => `A failure is caught here: \`${line}\`. Could yours be swallowed by it?`,
  },
  {
    pattern: /\bif\b.*\breturn\b|\bguard\b|^\s*return\s*(?:;|undefined|null|None|nil)/,
    ask: (line) => `It leaves early here: \`${line}\`. Is that the way your case goes?`,
  },
  {
    pattern: /\?\?|\|\||\bdefault\b/,
    ask: (line) =>
      `A default is taken here: \`${line}\`. Is the value there that you think is there?`,
  },
  {
    pattern: /\bawait\b|\bPromise\b|setTimeout|\bgo\s+func|\.lock\(|\basync with\b/,
    ask: (line) =>
      `It waits here: \`${line}\`. What else may happen meanwhile, and in which order?`,
  },
  {
    pattern: /[<>]=?\s*[\w.]+|\.slice\(|\.at\(|\[\w+\s*[-+]\s*1\]/,
    ask: (line) =>
      `It counts or compares here: \`${line}\`. What at the very first and the very last?`,
  },
];

/**
 * The questions that a rubber duck asks to debug something, in the order in which they are best
 * answered; the passages are where the bug may sit, the likeliest first.
 */
export function duckQuestions(passages: readonly Passage[]): string[] {
  const [likeliest] = passages;
  const where = likeliest ? ` of ${likeliest.symbols.at(-1) ?? 'it'} (${placeOf(likeliest)})` : '';
  return [
    `What did you expect${where}, and what did you see instead? Word for word, with the values.`,
    'What is the smallest case that still goes wrong, and the nearest one that goes right?',
    'When did it last work, and what has changed since: code, data, settings, versions?',
    ...passages.flatMap(assumptionsIn).slice(0, ASSUMPTIONS_ASKED),
    'Which of these have you seen with your own eyes, in a log or a debugger, and which do you believe?',
  ];
}

/** One question a passage: about its first line of each kind, the kinds in their order. */
function assumptionsIn(passage: Passage): string[] {
  const lines = passage.text.split('\n');
  for (const { pattern, ask } of ASSUMPTIONS) {
    const at = lines.findIndex((line) => pattern.test(line) && !/^\s*(?:\/\/|\*|#)/.test(line));
    if (at < 0) continue;
    const quoted = (lines[at] ?? '').trim().slice(0, QUOTED_CHARACTERS);
    return [`${passage.path}:${passage.startLine + at} — ${ask(quoted)}`];
  }
  return [];
}
