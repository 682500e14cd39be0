import type { Targeting } from '../../data/plan.ts';
import type { ReadingContext } from '../reading.ts';
import { ask, type Finding } from './finding.ts';
import type { UnreadText } from './unread-text.ts';

const OLDEST = 120;
const YEARS = '(?:\\s*-?\\s*(?:years?(?:[\\s-]+olds?)?|yrs?(?:\\s+old)?|yo|y\\/o)\\b)?';
const AGED = '(?:\\b(?:aged?|ages)\\s+(?:of\\s+)?)?';
/** 'iOS 17+' is more likely a version than an age; 'iOS 25+' is an age. */
const NO_VERSION =
  '(?:(?=\\b(?:1[89]|[2-9]\\d|1\\d\\d))|(?<!\\b(?:i-?os|ipad-?os|android|windows|mac\\s?-?os)\\s*))';
const NOT_MORE =
  '(?![\\d.,]*\\d|\\s*(?:%|days?|weeks?|months?|impressions|times|[ap]m|k\\b|m\\b|:|\\/))';

type Age = NonNullable<Targeting['age']>;
type Bounds = [min: number | undefined, max: number | undefined];

/** Each form of an age, and what it says of the youngest and the oldest. */
const FORMS: { pattern: RegExp; bounds: (first: number, second: number) => Bounds }[] = [
  {
    pattern: form(`${AGED}between\\s+(\\d{1,3})\\s*(?:and|to|-)\\s*(\\d{1,3})${YEARS}`),
    bounds: (min, max) => [min, max],
  },
  {
    pattern: form(`${AGED}(?:from\\s+)?\\b(\\d{1,3})\\s*(?:-|to|till|until)\\s*(\\d{1,3})${YEARS}`),
    bounds: (min, max) => [min, max],
  },
  {
    pattern: form(`${NO_VERSION}${AGED}\\b(\\d{1,3})${YEARS}\\s*\\+`),
    bounds: (min) => [min, undefined],
  },
  {
    pattern: form(`${AGED}\\b(\\d{1,3})${YEARS}\\s+(?:and|or)\\s+(?:over|above|older|up)\\b`),
    bounds: (min) => [min, undefined],
  },
  {
    pattern: form(`${AGED}\\b(\\d{1,3})${YEARS}\\s+(?:and|or)\\s+(?:under|below|younger)\\b`),
    bounds: (max) => [undefined, max],
  },
  { pattern: /\bover[\s-](\d{1,3})s\b/g, bounds: (min) => [min, undefined] },
  { pattern: /\bunder[\s-](\d{1,3})s\b/g, bounds: (above) => [undefined, above - 1] },
  {
    pattern: form(
      `${AGED}\\b(?:over|above|older\\s+than)\\s+(?:the\\s+age\\s+of\\s+)?(\\d{1,3})${YEARS}`,
    ),
    bounds: (below) => [below + 1, undefined],
  },
  {
    pattern: form(
      `${AGED}\\b(?:under|below|younger\\s+than)\\s+(?:the\\s+age\\s+of\\s+)?(\\d{1,3})${YEARS}`,
    ),
    bounds: (above) => [undefined, above - 1],
  },
  {
    pattern: form(`\\baged?\\s+at\\s+least\\s+(\\d{1,3})${YEARS}`),
    bounds: (min) => [min, undefined],
  },
  { pattern: form(`${AGED}\\bup\\s+to\\s+(\\d{1,3})${YEARS}`), bounds: (max) => [undefined, max] },
  { pattern: form(`\\baged?\\s+(\\d{1,3})${YEARS}`), bounds: (years) => [years, years] },
  {
    pattern: /\b(\d{1,3})\s*-?\s*(?:years?[\s-]+olds?|yo|y\/o)\b/g,
    bounds: (years) => [years, years],
  },
];

const ANY = /\b(?:(?:any|all)\s+ages?)\b/g;
const UNKNOWN = /\b(?:(?:or|and|including|incl?\.?|plus|with)\s+)?(?:of\s+)?unknown\s+ages?\b/g;
/** Right after an age, and of nothing else: '25-34 inc unknown'. */
const OR_UNKNOWN =
  /(?<=\d\+?\s+)(?:including|incl?\.?|plus|and|or)\s+unknowns?(?=\s*(?:[,.;)]|$)|\s+(?:in|on|for|from|next)\b)/g;
const ADULTS = /\badults?\b/g;
const ADULT = { min: 18 };

function form(source: string): RegExp {
  return new RegExp(`${source}${NOT_MORE}`, 'g');
}

/** Parses ages: '25-34', 'aged 18+', 'over 40' (from 41), 'under 25' (to 24). */
export function readAge(text: UnreadText, { previous }: ReadingContext): Finding {
  const lifted = text.take(ANY).length > 0;
  const includeUnknown = [UNKNOWN, OR_UNKNOWN].flatMap((form) => text.take(form)).length > 0;
  const ages = FORMS.flatMap(({ pattern, bounds }) =>
    text.take(pattern).map((match) => ({
      words: match[0].trim(),
      bounds: bounds(Number(match[1]), Number(match[2])),
    })),
  );
  const adults = text.take(ADULTS).length > 0;
  const problem = ages.map(problemOf).find((finding) => finding !== undefined);
  if (problem) return problem;
  if (ages.length > 1) return askWhichAge(ages.map(({ words }) => words));
  const before = includeUnknown ? previous?.targeting.age : undefined;
  const said = ages[0] && toAge(ages[0].bounds);
  const age = adults ? { ...ADULT, ...said } : (said ?? before);
  if (age) return { targeting: { age: { ...age, ...(includeUnknown && { includeUnknown }) } } };
  if (includeUnknown) return ask('age', 'Which ages besides the unknown? Write 25-34, say.');
  return lifted ? { lifted: ['age'] } : {};
}

function toAge([min, max]: Bounds): Age {
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/** Asks back about ages that cannot be: too old, or a range that runs backwards. */
function problemOf({ words, bounds }: { words: string; bounds: Bounds }): Finding | undefined {
  const [min = 0, max = OLDEST] = bounds;
  if (min > OLDEST || max > OLDEST || max < 0) {
    return ask('age', `Ages go from 0 to ${OLDEST}. Which ages do you mean? Write 25-34, say.`, {
      words,
    });
  }
  if (min <= max) return undefined;
  const turned = `${max}-${min}`;
  return ask('age', `${min} to ${max} runs backwards. Do you mean ${turned}?`, {
    words,
    options: [`aged ${turned}`],
  });
}

function askWhichAge(written: string[]): Finding {
  return ask('age', 'A plan has one range of ages. Which one? Ask about the others separately.', {
    words: written.at(-1) ?? '',
    options: [],
  });
}
