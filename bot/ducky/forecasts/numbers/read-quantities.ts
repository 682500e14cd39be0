import type { Claim } from './claim.ts';
import type { Sign } from './direction.ts';
import {
  ABOVE_TEN,
  MULTIPLE,
  multipleOf,
  SCALE,
  SCALE_OF_DIGITS,
  SMALL,
  scaleOf,
  smallValue,
} from './spelled.ts';
import { COUNTED } from './unit.ts';

const GROUPED = '\\d{1,3}(?:,\\d{2,3}){0,6},\\d{3}';
const SPACED = '\\d{1,3}(?:[ \\u00a0\\u2009\\u202f]\\d{3}(?!\\d)){1,6}';
const DIGITS = `((?:${GROUPED}|${SPACED}|\\d{1,18})(?:\\.\\d{1,9})?)`;
const PERCENT = '%|percent(?:age points?)?|per\\s?cent|pct|pp|points?';
const END = '(?![\\p{L}\\p{N}\\p{M}])';
/** Nor may a number go on behind a mark: what follows would be read as another. */
const WHOLE = "(?![\\p{L}\\p{N}\\p{M}]|[.,:/'’·_]\\p{N})";
const UNIT = `(?:\\s?(${PERCENT})(?!\\p{L})|[\\s-]?(x|×|times|fold)${END})?`;

const NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}\\p{M}_.,])([+−-])?${DIGITS}((?:[\\s-]?${SCALE_OF_DIGITS}${END})*)${UNIT}${WHOLE}`,
  'giu',
);
const SPELLED_SCALE = new RegExp(
  `\\b(an?|${SMALL})((?:[\\s-]${SCALE}\\b)+)((?:\\sand)?[\\s-]${SMALL}\\b)?${UNIT}`,
  'giu',
);
const SPELLED_UNIT = new RegExp(
  `\\b(${SMALL})(?:[\\s-]?(?:(percent(?:age points?)?|per\\s?cent|pct|%)|(times|fold)))${END}`,
  'giu',
);
const SPELLED_COUNT = new RegExp(
  `\\b(${ABOVE_TEN}(?![\\p{L}\\p{N}])|${SMALL}(?=${COUNTED}))`,
  'giu',
);
const SPELLED_MULTIPLE = new RegExp(`\\b${MULTIPLE}\\b`, 'giu');

/** What is written in other digits than ours, or a word of size with no number to it. */
export const UNREADABLE = new RegExp(`\\p{N}|\\b${SCALE}\\b`, 'iu');

/** From here on zeros at the end are taken for rounding. */
const ROUNDED_FROM = 1_000;
/** However coarse a number is written, it may not be off by more than half of this. */
const COARSEST = 0.1;

type Groups = readonly (string | undefined)[];
type Read = (groups: Groups, near: readonly string[], whole: string) => Claim;

/** The patterns that parse amounts, in digits or in words, in the order in which they are tried. */
export const QUANTITY_READINGS: [pattern: RegExp, read: Read][] = [
  [SPELLED_SCALE, readSpelled],
  [
    SPELLED_UNIT,
    ([small = '', percent, times], near) =>
      claim({ percent, times }, { value: smallValue(small), near }),
  ],
  [
    SPELLED_MULTIPLE,
    (_, near, whole) =>
      claim({ times: 'times' }, { value: multipleOf(whole), place: COARSEST, near }),
  ],
  [SPELLED_COUNT, ([small = ''], near) => claim({}, { value: smallValue(small), near })],
  [NUMBER, readDigits],
];

/** Parses `two million`; an amount that goes on behind its scale is not readable. */
function readSpelled(
  [small = '', scales = '', more, percent, times]: Groups,
  near: readonly string[],
) {
  if (more !== undefined) return { kind: 'unreadable' } as const;
  const scale = scaleOf(scales);
  const value = smallValue(small) * scale;
  return claim({ percent, times }, { value, place: coarse(scale, value), near });
}

/** Parses `1,280`, `1.2k` or `+12%`, with the tolerance that such rounding leaves. */
function readDigits(
  [sign, digits = '', scales = '', percent, times]: Groups,
  near: readonly string[],
) {
  const plain = digits.replace(/[^\d.]/g, '');
  const scale = scaleOf(scales);
  const value = Number(plain) * scale;
  const decimals = plain.split('.')[1]?.length ?? 0;
  const zeros = /[1-9](0+)$/.exec(plain)?.[1]?.length ?? 0;
  const isRounded = decimals === 0 && scale === 1 && value >= ROUNDED_FROM;
  const last = scale * 10 ** (isRounded ? zeros : -decimals);
  const place = isRounded || scale > 1 ? coarse(last, value) : last;
  const written = sign === undefined ? undefined : sign === '+' ? ('+' as const) : ('-' as const);
  return claim({ percent, times }, { value, place, sign: written, near });
}

function coarse(place: number, value: number): number {
  return Math.min(place, COARSEST * value);
}

interface Amount {
  value: number;
  /** What the last place written counts; 1 where it is not given. */
  place?: number;
  sign?: Sign | undefined;
  near: readonly string[];
}

function claim(
  { percent, times }: { percent?: string | undefined; times?: string | undefined },
  { value, place = 1, sign, near }: Amount,
): Claim {
  const written = { value, tolerance: place / 2, sign, near };
  if (percent) return { kind: 'percent', ...written };
  return times ? { kind: 'times', ...written } : { kind: 'count', unit: undefined, ...written };
}
