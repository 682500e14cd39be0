import {
  type Change,
  changesBetween,
  overlapOf,
  percentOf,
  relativeChange,
  signedPercent,
} from '../../words/difference.ts';
import { headline } from '../../words/headline.ts';
import { impressionsADay } from '../../words/mean-day.ts';
import { roundRange, roundWhole } from '../../words/numbers.ts';
import { forecastOfSide, type Side, type Sides } from './comparison-side.ts';

/** The difference between two forecasts as one sentence to repeat; plain text. */
export function comparisonHeadline(sides: Sides): string {
  const [first, second] = sides.map(forecastOfSide);
  if (!first || !second) return sides.map(aloneInWords).join(' ');
  const [level, ...others] = changesBetween(first, second);
  return `${[...(level ? [levelInWords(level, sides)] : []), ...others.map(otherInWords)].join('; ')}.`;
}

/** `Android: 23% fewer impressions a day than iOS (900 against 1.2k)`. */
function levelInWords(level: Change, [first, second]: Sides): string {
  const name = capitalised(second.name);
  const numbers = againstInWords(level);
  const effect = relativeChange(level);
  if (effect === null) return `${name} has impressions, ${first.name} none (${numbers} a day)`;
  if (effect === 0) {
    return `${name}: about as many impressions a day as ${first.name} (${numbers})`;
  }
  const more = `${percentOf(effect)} ${effect > 0 ? 'more' : 'fewer'}`;
  return `${name}: ${more} impressions a day than ${first.name} (${numbers})`;
}

function otherInWords(change: Change): string {
  const effect = relativeChange(change);
  const words =
    effect === 0 ? ' about the same' : effect === null ? '' : ` ${signedPercent(effect)}`;
  return `${change.name}${words} (${againstInWords(change)})`;
}

function againstInWords({ before, after }: Change): string {
  return `${roundWhole(after)} against ${roundWhole(before)}`;
}

/** What is said of a side where the other, or both, have no forecast. */
function aloneInWords(side: Side): string {
  const { name, outcome } = side;
  const said = 'forecast' in outcome ? `${headline(outcome.forecast).claim}.` : outcome.problem;
  return `${capitalised(name)}: ${said}`;
}

/** Only of an ordinary word: `iOS` stays as it is. */
function capitalised(words: string): string {
  return words.replace(/^\p{Ll}+(?![\p{L}\p{N}])/u, (word) =>
    word.replace(/^./u, (letter) => letter.toUpperCase()),
  );
}

/**
 * The caveat that two forecasts may not really differ, where their ranges overlap; nothing where
 * they do not, or one is not there.
 */
export function doubtOfComparison(sides: Sides): string[] {
  const [first, second] = sides.map((side) => {
    const forecast = forecastOfSide(side);
    return forecast && impressionsADay(forecast);
  });
  if (!first || !second || first.p50 === second.p50) return [];
  const ranges = `likely ${roundRange(first)} and ${roundRange(second)} a day`;
  switch (overlapOf(first, second)) {
    case 'wide':
      return [`The two overlap widely (${ranges}), so this may be no real difference.`];
    case 'partial':
      return [`The two overlap in part (${ranges}), so the difference is likely, not certain.`];
    case 'none':
      return [];
  }
}
