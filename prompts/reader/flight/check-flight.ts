import { type Day, daysBetween } from '../../../data/calendar.ts';
import { type Flight, MAX_FLIGHT_DAYS } from '../../../data/plan.ts';
import type { Question } from '../../reading.ts';
import { ask, type Finding } from '../finding.ts';

/** What was said of a flight, and the day it is said on. */
interface Said {
  words: string;
  today: Day;
  /** The words of a length said apart, with which an option must agree. */
  length?: string | undefined;
}

/** Validates a flight: asks back where it is over, too long or runs backwards; else undefined. */
export function problemOf({ start, end }: Flight, said: Said): Finding | undefined {
  const { words, today, length } = said;
  const isTooLong = Math.abs(daysBetween(start, end)) >= MAX_FLIGHT_DAYS;
  if (end < today && !(isTooLong && length)) return askForLaterFlight({ start, end }, said);
  if (isTooLong) return askForShorter({ start, end }, said);
  if (start <= end) return undefined;
  const question = `The flight runs backwards: ${start} to ${end}. Do you mean the other way round?`;
  return ask('flight', question, { words, options: [`${end} to ${start}`] });
}

/** Asks back about a flight that is too long; of one that began long ago there is no shorter one. */
function askForShorter({ start }: Flight, { words, today, length }: Said): Finding {
  const isAhead = length === undefined || start >= today;
  return ask('flight', `A flight is at most ${MAX_FLIGHT_DAYS} days long. Write a shorter one.`, {
    words: length ?? words,
    options: isAhead ? [length ? 'for 90 days' : 'next 90 days'] : [],
  });
}

/** Asks back about a flight in the past, which cannot be forecast. */
export function askForLaterFlight(
  { start, end }: Flight,
  { words, today, length }: Said,
): Finding & { question: Question } {
  const over = start <= end ? `The flight ${start} to ${end}` : end;
  return ask(
    'flight',
    `${over} is over; a forecast looks ahead from ${today}. Write later days, with the year where it matters.`,
    { words, options: [length ? 'from tomorrow' : 'next 14 days'] },
  );
}
