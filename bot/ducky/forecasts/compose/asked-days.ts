import { MONTH_NAMES, takeDates } from './asked-dates.ts';

/** Days that a question singles out. */
export type AskedDays =
  | { readonly kind: 'weekend' | 'last week' | 'latest day' | 'last month' }
  | { readonly kind: 'weekday'; readonly name: string }
  /** 1 is January. */
  | { readonly kind: 'month'; readonly number: number }
  /** `11-28`, of whatever year. */
  | { readonly kind: 'date'; readonly monthDay: string }
  /** Days that nothing here keeps apart. */
  | { readonly kind: 'others' };

/** Holidays: nothing here has a calendar of them. */
export const ABOUT_HOLIDAYS =
  /\b(?:holidays?|festivals?|festive|diwali|deepavali|navratri|holi|eid|ramadan|christmas|xmas|easter|new year|thanksgiving|black friday)\b/i;

const WEEKDAYS: readonly (readonly [name: string, written: RegExp])[] = [
  ['Monday', /\bmon(?:days?)?\b/i],
  ['Tuesday', /\btue(?:s|sdays?)?\b/i],
  ['Wednesday', /\bwed(?:nesdays?)?\b/i],
  ['Thursday', /\bthu(?:rs|rsdays?)?\b/i],
  ['Friday', /\bfri(?:days?)?\b/i],
  ['Saturday', /\bsat(?:urdays?)?\b/i],
  ['Sunday', /\bsun(?:days?)?\b/i],
];

/** Of another length than a week or a month. */
const OTHER_SPANS =
  /\b(?:last|past|previous|latest) (?:(?!7 days|seven days)(?:\d+|few|couple of|two|three|four|five|six|seven|eight|ten) (?:days|weeks|months)|quarter|year|season|summer|winter|spring|autumn)\b|\bthis (?:week|month|quarter|year)\b/gi;

const SPANS: readonly (readonly [
  kind: 'weekend' | 'last week' | 'latest day' | 'last month',
  written: RegExp,
])[] = [
  ['weekend', /\bweek-?ends?\b/i],
  ['last week', /\b(?:last|past|previous|latest) (?:week|7 days|seven days)\b/i],
  ['latest day', /\b(?:yesterday|(?:last|latest) day)\b/i],
  ['last month', /\b(?:last|past|previous) month\b/i],
];

/**
 * Parses the days that a question names, such as the weekend, yesterday, Mondays or a month; empty
 * where it names none.
 */
export function askedDays(text: string): AskedDays[] {
  const plain = text.replace(/\s+/g, ' ');
  const { dates, rest: undated } = takeDates(plain);
  const known = undated.replace(OTHER_SPANS, ' ');
  const rest = known.replace(ABOUT_HOLIDAYS, ' ');
  return [
    ...SPANS.flatMap(([kind, written]) => (written.test(rest) ? [{ kind }] : [])),
    ...WEEKDAYS.flatMap(([name, written]) =>
      written.test(rest) ? [{ kind: 'weekday' as const, name }] : [],
    ),
    ...MONTH_NAMES.flatMap((name, index) =>
      isMonthIn(name, rest) ? [{ kind: 'month' as const, number: index + 1 }] : [],
    ),
    ...dates.map((monthDay) => ({ kind: 'date' as const, monthDay })),
    ...(known === undated ? [] : [{ kind: 'others' as const }]),
  ];
}

/** `may` and `march` are other words too. */
function isMonthIn(name: string, text: string): boolean {
  const isOnlyMonth = !/^ma[ry]/.test(name);
  return new RegExp(
    `${isOnlyMonth ? '' : '\\b(?:in|during|of|since|last)\\s'}\\b(?:${name})\\b`,
    'i',
  ).test(text);
}
