import { ask, type Finding } from './finding.ts';
import type { UnreadText } from './unread-text.ts';
import { NEGATION } from './value-list.ts';

const USERS = '(?:\\s+(?:users|people|audiences?|adults))?';
const FEMALE = `\\b(?:wom[ae]n|females?|girls?|ladies|lady)\\b${USERS}`;
const MALE = `(?<!\\bisle\\s+of\\s+)\\b(?:m[ae]n|males?|boys?|guys|gentlemen)\\b${USERS}`;
const OTHER = '\\b(?:other|non-?binary)\\s+genders?\\b|\\bnon-?binary\\b(?:\\s+people)?';
const UNKNOWN = '\\b(?:of\\s+)?unknown\\s+genders?\\b';
/** Women and men, but nobody of whom the data do not say. */
const KNOWN = /\b(?:of\s+)?known\s+genders?\b/g;
const ANY = /\b(?:any|all|both)\s+(?:genders?|sex(?:es)?)\b/g;

const WORDS = [
  { gender: 'female', pattern: FEMALE },
  { gender: 'male', pattern: MALE },
  { gender: 'other', pattern: OTHER },
  { gender: 'unknown', pattern: UNKNOWN },
] as const;

/** Parses genders: 'women', 'male users', 'girls'; women and men together are no restriction. */
export function readGender(text: UnreadText): Finding {
  const negated = text.find(new RegExp(`\\b${NEGATION}\\s+(?:${FEMALE}|${MALE})`, 'g'))[0];
  if (negated) {
    return ask('gender', 'Which genders should I count? Write women, men, or all genders.', {
      words: negated[0],
      options: ['women', 'men', 'all genders'],
    });
  }
  const lifted = text.take(ANY).length > 0;
  if (text.take(KNOWN).length > 0) return { targeting: { gender: ['female', 'male'] } };
  const gender = WORDS.filter(({ pattern }) => text.take(new RegExp(pattern, 'g')).length > 0).map(
    (word) => word.gender,
  );
  const both = gender.length === 2 && gender.includes('female') && gender.includes('male');
  if (lifted || both) return { lifted: ['gender'] };
  return gender.length > 0 ? { targeting: { gender } } : {};
}
