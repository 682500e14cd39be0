import { type Day, daysBetween } from '../../../data/calendar.ts';
import { type Flight, MAX_FLIGHT_DAYS } from '../../../data/plan.ts';
import type { Question } from '../../reading.ts';
import { ask, type Finding } from '../finding.ts';

/** What was said of a flight, and the day it is said on. */
interface Said {
  words: string;
  today: Day;
}

/** Validates a flight: asks back where it runs backwards, is over or too long; else undefined. */
export function problemOf({ start, end }: Flight, { words, today }: Said): Finding | undefined {
  if (end < today) return askForLaterFlight({ start, end }, { words, today });
  if (Math.abs(daysBetween(start, end)) >= MAX_FLIGHT_DAYS) {
    return ask('flight', `A flight is at most ${MAX_FLIGHT_DAYS} days long. Write a shorter one.`, {
      words,
      options: ['next 90 days'],
    });
  }
  if (start <= end) return undefined;
  const question = `The flight runs backwards: ${start} to ${end}. Do you mean the other way round?`;
  return ask('flight', question, { words, options: [`${end} to ${start}`] });
}

/** Asks back about a flight in the past, which cannot be forecast. */
export function askForLaterFlight(
  { start, end }: Flight,
  { words, today }: Said,
): Finding & { question: Question } {
  const over = start <= end ? `The flight ${start} to ${end}` : end;
  return ask(
    'flight',
    `${over} is over; a forecast looks ahead from ${today}. Write later days, with the year where it matters.`,
    { words, options: ['next 14 days'] },
  );
}
