import { type Dimension, type ListDimension, UNKNOWN, WEEK } from '../../dimensions.ts';
import type { Targeting } from '../../plan.ts';
import { type Random, shuffled } from '../../random.ts';
import type { SampledRequest } from './sample-requests.ts';

const MAX_DIMENSIONS = 5;
const MAX_AGE = 120;
const DAYPART_HOURS = 4;

/** The brackets media plans use: 18-24, 25-34, ... and 65 or older. */
const AGE_BRACKET_STARTS = [18, 25, 35, 45, 55, 65];

/** Draws a random targeting to train on, of up to five dimensions, which `request` matches. */
export function randomTargeting(request: SampledRequest, random: Random): Targeting {
  const parts = shuffled(possibleParts(request, random), random);
  const count = Math.floor(random() * (MAX_DIMENSIONS + 1));
  return Object.fromEntries(parts.slice(0, count));
}

type Part = [Dimension, unknown];

/** A part of a targeting for each dimension of which the request says something. */
function possibleParts(request: SampledRequest, random: Random): Part[] {
  const single = (dimension: Exclude<ListDimension, 'geo' | 'category' | 'segment'>): Part[] =>
    request[dimension] === UNKNOWN ? [] : [[dimension, { include: [request[dimension]] }]];
  const oneOf = (dimension: 'category' | 'segment' | 'geo', values: readonly string[]): Part[] => {
    const value = values[Math.floor(random() * values.length)];
    return value === undefined ? [] : [[dimension, { include: [value] }]];
  };
  return [
    ...agePart(request.age),
    ...(request.gender === UNKNOWN ? [] : [['gender', [request.gender]] satisfies Part]),
    ...single('deviceType'),
    ...single('os'),
    ...single('browser'),
    ...single('connection'),
    ...single('language'),
    ...oneOf('geo', placesOf(request)),
    ...single('site'),
    ...single('app'),
    ...oneOf('category', request.category),
    ...single('adUnit'),
    ...single('format'),
    ...single('size'),
    ...single('position'),
    ...oneOf('segment', request.segment),
    ...daypartPart(request),
  ];
}

function agePart(age: number): Part[] {
  const bracket = AGE_BRACKET_STARTS.findLastIndex((start) => age >= start);
  if (bracket < 0) return [];
  const next = AGE_BRACKET_STARTS[bracket + 1] ?? MAX_AGE + 1;
  return [['age', { min: AGE_BRACKET_STARTS[bracket], max: next - 1 }]];
}

function placesOf({ country, region, city }: SampledRequest): string[] {
  const cities = city === UNKNOWN || country === UNKNOWN ? [] : [`${country}/${city}`];
  return [...[country, region].filter((place) => place !== UNKNOWN), ...cities];
}

function daypartPart({ weekday, hour }: SampledRequest): Part[] {
  if (hour < 0) return [];
  const from = Math.floor(hour / DAYPART_HOURS) * DAYPART_HOURS;
  const weekend = weekday >= 5;
  const days = WEEK.filter((_, index) => index >= 5 === weekend);
  return [['dayparts', [{ days, from, to: from + DAYPART_HOURS }]]];
}
