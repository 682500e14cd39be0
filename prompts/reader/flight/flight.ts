import { addDays, type Day } from '../../../data/calendar.ts';
import type { ReadingContext } from '../../reading.ts';
import { ask, type Finding } from '../finding.ts';
import { NUMBER } from '../numbers.ts';
import type { UnreadText } from '../unread-text.ts';
import { problemOf } from './check-flight.ts';
import type { DateRange } from './date-range.ts';
import { readFlightExtension } from './flight-extension.ts';
import { countIn, lastDay, takePeriods } from './periods.ts';
import { takeDates } from './spans.ts';
import { type UsualFlight, usualFlight } from './usual-flight.ts';

/** 'a week' counts as a length only after 'for': caps say it too. '14d' is one, '3D' is a format. */
const LENGTH = new RegExp(
  `(?:\\b(?:for(?:\\s+the)?|make\\s+it)\\s+(?<few>(?:an?|a\\s+couple\\s+of)\\s+)|(?:\\bfor\\s+(?:the\\s+)?|\\()?\\b(?<count>(?!0+(?!\\d))${NUMBER})[\\s-]*)(?<unit>days?|(?<=\\d)(?<!\\b[23])d|weeks?|wks?|fortnights?|months?)\\b\\)?`,
  'g',
);
/** The 'last week of December' is to come. */
const BACKWARDS =
  /(?:\b(?:from|since|for|in|during|over|within)\s+)?(?:\bthe\s+)?\b(?:yesterday|(?:last|past|previous)\s+(?:\w{1,12}\s+)?(?:days?|weeks?|weekend|months?|quarter|year))\b(?!\s+of\b)/g;

/**
 * Parses the flight, the days on which ads run: 'next 14 days', 'this weekend', 'Dec 1 to Dec 14',
 * 'from 1 December for 2 weeks'.
 */
export function readFlight(text: UnreadText, context: ReadingContext): Finding {
  const { today } = context;
  const special = askForFuture(text, today) ?? readFlightExtension(text, context);
  if (special) return special;
  const usual = usualFlight(context);
  const { found: dated, problem } = takeDates(text, { today, firstDay: usual.start });
  if (problem) return problem;
  const periods = takePeriods(text, today);
  const [length] = text.take(LENGTH);
  const found: DateRange[] = [...dated, ...periods];
  if (found.length > 1) return askForOne(found.map(({ words }) => words));
  const surroundings = { length, today, usual };
  return found[0] ? closed(found[0], surroundings) : ofLength(surroundings);
}

interface Surroundings {
  length: RegExpExecArray | undefined;
  today: Day;
  usual: UsualFlight;
}

/** Gives a stretch its end, by the length said or the usual one; asks where they disagree. */
function closed(stretch: DateRange, { length, today, usual }: Surroundings): Finding {
  const { start, words } = stretch;
  const said = length && lastDayOf(length, start);
  const named = said && stretch.isOneDay ? said : stretch.end;
  const end = named ?? said ?? addDays(start, usual.days - 1);
  if (said && said !== end) {
    return ask(
      'flight',
      `${start} to ${end} is not ${length[0].replace(/[()]/g, '')}. Which is right?`,
      {
        words: length[0],
      },
    );
  }
  const assumptions = [
    ...(stretch.assumption ? [stretch.assumption] : []),
    ...(stretch.end || said ? [] : [`No end named, so ${usual.days} days from ${start}.`]),
  ];
  return (
    problemOf({ start, end }, { words, today, length: length?.[0] }) ?? {
      terms: { flight: { start, end } },
      assumptions,
    }
  );
}

/** The flight where only a length was said: 'for 2 weeks'. */
function ofLength({ length, today, usual }: Surroundings): Finding {
  if (!length) return {};
  const { start, assumptions } = usual;
  const end = lastDayOf(length, start);
  const problem = problemOf({ start, end }, { words: length[0], today });
  return problem ?? { terms: { flight: { start, end } }, assumptions };
}

function lastDayOf({ groups }: RegExpExecArray, start: Day): Day {
  const { count, few, unit = 'day' } = groups ?? {};
  const written = few?.includes('couple') ? 'couple' : (count ?? 'one');
  return lastDay(start, countIn(written), unit);
}

/** Asks for days to come where the text names past ones; offers some unless it names others too. */
function askForFuture(text: UnreadText, today: Day): Finding | undefined {
  const [backwards] = text.take(BACKWARDS);
  if (!backwards) return undefined;
  const [words] = backwards;
  const { found: dated } = takeDates(text, { today, firstDay: today });
  const others = [...dated, ...takePeriods(text, today), ...text.take(LENGTH)];
  return ask('flight', 'A forecast looks ahead, and those days are over. Which days to come?', {
    words,
    options: others.length > 0 ? [] : ['next 7 days', 'next 14 days'],
  });
}

function askForOne(written: string[]): Finding {
  return ask(
    'flight',
    'A plan has one flight, and I read several. Which one? Write its first and last day.',
    {
      words: written.at(-1) ?? '',
    },
  );
}
