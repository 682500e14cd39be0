import { listed } from '../../../../prompts/short-list.ts';
import { longDay } from '../../../words/dates.ts';
import { counted, roundCount } from '../../../words/numbers.ts';
import type { ForecastFact, HistoryFact } from '../plan-facts.ts';
import type { ForecastQuestion } from '../question.ts';
import { spanInWords } from '../tools/when.ts';
import { ABOUT_HOLIDAYS, type AskedDays, askedDays } from './asked-days.ts';
import type { Composed } from './composed.ts';
import { type Found, forecastIn } from './facts.ts';
import { flightDays } from './flight-days.ts';
import { confidence, expected, limitUnderTerms } from './forecast-parts.ts';
import { measuredOn, weekdaysInWords } from './measured-days.ts';
import { NO_HOLIDAYS, saying, signed } from './sentences.ts';
import { singledOut } from './singled-out.ts';
import { withoutForecast } from './without-forecast.ts';

/** What a driver's name stands for, for people. */
const DRIVER_WORDS: Readonly<Record<string, string>> = {
  'recent level': 'the latest weeks, which weigh more',
  'weekdays of the flight': 'the weekdays of the flight',
  'XGBoost correction': "the model's correction",
  'limit from wider targetings': 'the limit that wider targetings set',
};

const ABOUT_DAYS = /\b(?:days|which day|what day|weekdays?|weeks?|peak|highest|lowest)\b/i;
/** `91 a day` and `in 14 days` ask for no day. */
const NO_DAYS = /\b(?:a|per|each|every) day\b|\/ ?day\b|\bdaily\b|\b\d+ (?:days|weeks)\b/gi;

/** Days that are looked for in the flight. */
const OF_A_FLIGHT = new Set<AskedDays['kind']>(['weekday', 'weekend', 'date']);

/**
 * Explains why a forecast is as high or low as it is: what was measured, what moved it, what limits
 * it, how sure it is.
 */
export function composeWhy(found: Found, { text }: Pick<ForecastQuestion, 'text'>): Composed {
  const forecast = forecastIn(found);
  if (!forecast) return withoutForecast(found);
  const asked = askedDays(text).filter(({ kind }) => OF_A_FLIGHT.has(kind));
  const isAboutDays = asked.length > 0 || ABOUT_DAYS.test(text.replace(NO_DAYS, ' '));
  const days = isAboutDays ? daysOf(asked, forecast, found.history) : [];
  const parts = singledOut(text, forecast);
  const isWhole = parts.length + days.length === 0;
  const sentences = [
    ...days,
    ...parts,
    expected(forecast),
    basis(forecast),
    ABOUT_HOLIDAYS.test(text) ? NO_HOLIDAYS : undefined,
    ...(isWhole ? [limitUnderTerms(forecast), confidence(forecast)] : []),
  ];
  const notes = parts.length > 0 ? forecast.notes : [];
  return {
    told: [
      ...saying(...new Set(sentences)),
      ...notes.map((note) => ({ kind: 'note' as const, text: note })),
    ],
    uses: isAboutDays && found.history ? ['forecast', 'history'] : ['forecast'],
  };
}

/** The recent mean that a forecast starts from, and the drivers that moved it from there. */
function basis(forecast: ForecastFact): string | undefined {
  const { recentPerDay, recentDays, dataThrough, drivers } = forecast;
  if (recentPerDay === null) return undefined;
  const measured = `The ${counted(recentDays, 'day')} to ${longDay(dataThrough)} had ${roundCount(recentPerDay)} a day on average`;
  if (drivers.length === 0) return `${measured}, and nothing moves it much from there.`;
  const moves = drivers.map(
    ({ name, effectPercent }) => `${signed(effectPercent)} for ${DRIVER_WORDS[name] ?? name}`,
  );
  return `${measured}; from there, ${listed(moves)}.`;
}

/** What was measured and is expected on the days asked about: the one tells why the other is so. */
function daysOf(
  asked: readonly AskedDays[],
  forecast: ForecastFact,
  history: HistoryFact | undefined,
): string[] {
  const expectedDays = flightDays(asked, forecast);
  if (!history) return expectedDays;
  const weekdays = asked.filter(({ kind }) => kind !== 'date');
  const measured = [...measuredOn(weekdays, history), weekdaysInWords(history)];
  return [...measured, `This was measured ${spanInWords(history)}.`, ...expectedDays];
}
