import { ask, type Finding } from './finding.ts';
import type { UnreadText } from './unread-text.ts';

const AGES = '\\d{2}\\s*(?:-\\s*\\d{2}|\\+)(?![\\d.,]*\\d|\\s*(?:%|x|:|\\/))';
const WHO = '(?<![\\p{L}\\p{N}]|\\d\\s)(?<who>[afmpw])';
const FORMS = [
  new RegExp(`${WHO}(?=\\s?${AGES})`, 'gu'),
  new RegExp(`(?<![\\p{L}\\p{N}]|\\d\\s)(?<who>[fmw])(?=\\s*,\\s*${AGES})`, 'gu'),
  new RegExp(`(?<=${AGES}\\s*,?\\s*)(?<who>[fmw])(?![\\p{L}\\p{N}])`, 'gu'),
];

/** 'A' for adults and 'P' for persons are of any gender. */
const GENDERS: Readonly<Record<string, 'female' | 'male'>> = {
  f: 'female',
  w: 'female',
  m: 'male',
};

/**
 * Parses genders as media plans write them, beside an age: 'F25-34', 'M 18+', 'A25-34 F'. The age
 * itself is left to the reader of ages.
 */
export function readShorthand(text: UnreadText): Finding {
  const letters = FORMS.flatMap((form) => text.take(form)).map(({ groups }) => groups?.who ?? '');
  const [gender, other] = new Set(letters.flatMap((letter) => GENDERS[letter] ?? []));
  if (other) {
    return ask(
      'gender',
      'A plan has one gender or all. Which one? Write women, men, or all genders.',
    );
  }
  return gender ? { targeting: { gender: [gender] } } : {};
}
