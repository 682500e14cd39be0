import { foldText } from '../reader/clean.ts';

/** A word of Ducky's answers, as people may write it, and what it means here. */
export interface Term {
  readonly name: string;
  /** Other ways to write it, in lower case; a plural with 's' needs none. */
  readonly aliases: readonly string[];
  /** One to three plain sentences. */
  readonly meaning: string;
}

const term = (name: string, aliases: readonly string[], meaning: string): Term => ({
  name,
  aliases,
  meaning,
});

/** The glossary: what the terms of forecasts, such as P10 or reach, mean in Ducky. */
export const GLOSSARY: readonly Term[] = [
  term(
    'P10',
    ['p 10', 'p-10', '10th percentile', 'lower bound', 'low end'],
    'P10 is the low end of a range: one day in ten comes out below it. It is a cautious number to promise.',
  ),
  term(
    'P50',
    ['p 50', 'p-50', '50th percentile', 'median', 'expected value'],
    'P50 is the expected value: what comes is as likely to be above it as below it.',
  ),
  term(
    'P90',
    ['p 90', 'p-90', '90th percentile', 'upper bound', 'high end'],
    'P90 is the high end of a range: one day in ten comes out above it.',
  ),
  term(
    'range',
    ['p10-p90', 'p10 to p90', 'prediction interval', 'interval', 'percentile', 'quantile'],
    'A range runs from P10 to P90: four times in five, what comes falls within it. How wide it is was measured on past forecasts that the model had not learnt from.',
  ),
  term(
    'impressions',
    ['imps', 'impression', 'available impressions', 'avails'],
    'Impressions are the ad requests that match the targeting, so opportunities to show an ad. They are what is available, not what a bid would win.',
  ),
  term(
    'reach',
    ['unique reach', 'uniques', 'unique users', 'people reached', 'reached people'],
    'Reach is how many different people are behind the impressions of a period. The same person on several days counts once, so daily reach does not add up to the reach of a flight.',
  ),
  term(
    'average frequency',
    ['frequency', 'avg frequency', 'times each', 'avg freq'],
    'Average frequency is how often each reached person sees the ad over the flight: impressions divided by reach.',
  ),
  term(
    'delivery',
    ['deliver'],
    "Delivery is what a plan would really get of the available impressions. Ducky works out the plan's own frequency cap; bids, budgets and booked plans are not considered yet.",
  ),
  term(
    'frequency cap',
    ['freq cap', 'fcap', 'cap', 'capping', 'frequency capping'],
    'A frequency cap is the most impressions that one person may get in an hour, a day, a week or the flight. What goes beyond it is taken off the delivery.',
  ),
  term(
    'confidence',
    ['confidence level', 'high confidence', 'medium confidence', 'low confidence'],
    'Confidence says how far to rely on a forecast. It is high where the range is narrow, at least 1,000 impressions a day match, the flight ends within 28 days of the data and there are eight weeks of history; medium and low ask for less.',
  ),
  term(
    'targeting',
    [],
    'The targeting says which requests match: age, gender, place, device and so on. Values within one of these are alternatives, and all of them must hold together.',
  ),
  term(
    'plan',
    ['saved plan'],
    'A plan is a targeting with a flight and, where you like, a goal, a bid, a budget or a frequency cap. It can be saved under a name.',
  ),
  term(
    'flight',
    ['flight dates'],
    'The flight is the days on which ads would run, from the first to the last, both included. Unless you name one, it is the next 14 days.',
  ),
  term(
    'horizon',
    ['days ahead', 'lead time'],
    'The horizon is how many days a forecast day lies after the last day of data. Ranges get wider with it, and a flight must start within 120 days.',
  ),
  term(
    'origin',
    ['forecast origin'],
    'The origin is the last day of data that a forecast was made from. All that came later was unknown to it.',
  ),
  term(
    'data through',
    ['data-through', 'datathrough', 'last day of data'],
    'Data through is the last complete day of history that a forecast was made from. Days after it are forecast, not known.',
  ),
  term(
    'drivers',
    ['driver'],
    'Drivers are the steps from the plain mean of the last 28 days to the forecast, each with its effect in percent: the recent level, the weekdays of the flight, the correction of XGBoost and the limit from wider targetings.',
  ),
  term(
    'recent level',
    [],
    'The recent level is the mean of the last four weeks in which later weeks weigh more. It is the first step from the plain recent mean to the forecast.',
  ),
  term(
    'XGBoost correction',
    ['xgboost', 'xg boost', 'gradient boosting', 'correction'],
    'XGBoost is the model that corrects the plain weekday mean, by recent trends, the time of the month and the year before. How far it is trusted was decided on days it was not fitted on, down to not at all.',
  ),
  term(
    'limit from wider targetings',
    ['wider targeting', 'wider targetings'],
    'A plan never gets more than the same plan with one part left out. Where a wider targeting is forecast lower, its number is taken.',
  ),
  term(
    'baseline',
    ['base line', 'weekday mean'],
    'The baseline is the weighted mean of the same weekday over the last four weeks. It is the forecast before the model corrects it.',
  ),
  term(
    'error',
    ['wape', 'mape', 'mae', 'daily error', 'weighted absolute percentage error', 'forecast error'],
    'The error (WAPE) is how far daily forecasts were off: the sum of all misses, up or down, as a share of the sum of what came. Lower is better.',
  ),
  term(
    'bias',
    [],
    'The bias is how far forecasts were off in one direction, as a share of what came. Above zero they were too high, below zero too low.',
  ),
  term(
    'coverage',
    ['coverage80', 'within range'],
    'Coverage is the share of days on which what came fell between P10 and P90. 80% is right: much less means ranges too narrow, much more too wide.',
  ),
  term(
    'backtest',
    ['back-test', 'back test', 'backtesting'],
    'A backtest makes forecasts for days gone by, from the data before them only, and compares these with what came.',
  ),
  term(
    'model version',
    ['version', 'model'],
    'A model version names one training of the forecast model, by the last day of its data. A new version serves only where it is not clearly worse than the serving one on days that neither has seen.',
  ),
  term(
    'draft',
    ['draft plan'],
    'A saved plan is a draft until it is marked as booked: nothing of it is sold yet.',
  ),
  term(
    'booked',
    ['booked plan', 'booking'],
    'A saved plan is booked once it is sold. Forecasts do not take booked plans off what is available yet.',
  ),
  term(
    'back-filled',
    ['back filled', 'backfilled', 'back-fill', 'backfill'],
    'Back-filled stands in a digest beside a plan that nobody forecast a week ago. Its look back uses what the model would have said then, from the data up to that day.',
  ),
  term(
    'refusal',
    ['refused', 'no forecast', 'refuse'],
    'Ducky refuses where an honest forecast cannot be made: fewer than 20 matching requests a day, or a flight that starts more than 120 days after the data end. It then says what would help.',
  ),
  term(
    'demo data',
    ['generated data', 'synthetic data', 'demo'],
    'Demo data were made by a generator to try Ducky out. They were not observed, so their forecasts say nothing about real traffic.',
  ),
  term(
    'goal',
    [],
    'A goal is how many impressions a plan should get over its flight. It is read and kept, but not yet compared with the forecast.',
  ),
  term(
    'digest',
    ['weekly digest'],
    "A digest is a weekly message in a channel: next week's forecast of each saved plan, its change, and how right last week's was.",
  ),
];

/** A term where a text names it. */
export interface TermFound {
  readonly term: Term;
  readonly start: number;
  readonly end: number;
}

const WRITTEN = GLOSSARY.flatMap((term) =>
  [foldText(term.name), ...term.aliases].map((name) => ({ term, form: wholeWords(name) })),
);

/** Finds the glossary's terms in a text, in its order; of words within each other the longest. */
export function findTerms(text: string): TermFound[] {
  const folded = foldText(text);
  const hits = WRITTEN.flatMap(({ term, form }) =>
    [...folded.matchAll(form)].map(({ 0: words, index: start }) => ({
      term,
      start,
      end: start + words.length,
    })),
  ).sort((a, b) => a.start - b.start || b.end - a.end);
  return hits.filter((hit, index) => !hits.slice(0, index).some((other) => other.end >= hit.end));
}

function wholeWords(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${name}(?:s|'s)?(?![\\p{L}\\p{N}])`, 'gu');
}
