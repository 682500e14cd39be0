import type { Question } from '../reading.ts';
import { quote } from './clean.ts';
import { EXAMPLE } from './off-topic.ts';
import { suggestions } from './spelling.ts';
import { STOP_WORDS } from './stop-words.ts';
import { READ_MARK, type UnreadText, type Word } from './unread-text.ts';

/** Words next to each other that nobody read. */
interface Phrase {
  words: Word[];
  afterIn: boolean;
}

const MAX_PHRASES = 3;
const PLACE_INTRODUCTIONS = new Set(['in', 'from', 'outside', 'near', 'across']);

/**
 * Asks back about the words that no reader understood, with spellings to choose from; undefined
 * where every word was read.
 */
export function askAboutUnreadWords(text: UnreadText): Question | undefined {
  const phrases = leftOver(text);
  const first = phrases[0];
  if (!first) return undefined;
  const { words, options } = suggest(text, first);
  const shown = phrases.slice(0, MAX_PHRASES).map((phrase) => quote(phraseText(text, phrase)));
  return {
    kind: 'question',
    question: wording(shown, first, options),
    about: first.afterIn ? 'geo' : 'text',
    words,
    options,
  };
}

function wording(shown: string[], { afterIn }: Phrase, options: string[]): string {
  const unread = `I could not read ${shown.join(', ')}.`;
  if (options.length > 0) return `${unread} Did you mean ${options.join(' or ')}?`;
  if (afterIn) {
    return `${unread} Write a country, a region or a city, such as Mumbai; a place that only the data know as place "name".`;
  }
  return `${unread} Leave it out, or say it another way, such as “${EXAMPLE}”.`;
}

/** The word to replace, with what could replace it; the whole phrase where nothing is close. */
function suggest(text: UnreadText, phrase: Phrase): { words: string; options: string[] } {
  const whole = phraseText(text, phrase);
  const options = suggestions(whole);
  if (options.length > 0) return { words: whole, options };
  for (const { raw } of phrase.words.slice(0, MAX_PHRASES)) {
    const forWord = suggestions(raw);
    if (forWord.length > 0) return { words: raw, options: forWord };
  }
  return { words: whole, options: [] };
}

function phraseText(text: UnreadText, { words }: Phrase): string {
  return text.raw.slice(words[0]?.start ?? 0, words.at(-1)?.end ?? 0);
}

/** Groups the unread words into phrases, without stop words, and tells which follow an 'in'. */
function leftOver(text: UnreadText): Phrase[] {
  const phrases: Phrase[] = [];
  let open: Phrase | undefined;
  let previous: Word | undefined;
  for (const word of text.words()) {
    if (STOP_WORDS.has(word.folded)) {
      open = undefined;
    } else if (open && /^[\s'.-]*$/.test(word.gap)) {
      open.words.push(word);
    } else {
      const isNext = !word.gap.includes(READ_MARK);
      const afterIn = isNext && PLACE_INTRODUCTIONS.has(previous?.folded ?? '');
      open = { words: [word], afterIn };
      phrases.push(open);
    }
    previous = word;
  }
  return phrases;
}
