import { type Command, InvalidArgumentError } from 'commander';

import { type Clock, clockFor, type Day, isDay } from '../../data/calendar.ts';
import type { Config } from '../../data/config.ts';
import { USUAL_SIZE } from '../../data/generate/history-size.ts';

/** Options every command has. */
export interface CommonOptions {
  json?: boolean;
  /** The day taken as today; undefined means the calendar's. */
  today?: Day;
}

/** A commander parser for days. */
export function parseDay(text: string): Day {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('It must be an existing day, YYYY-MM-DD.');
}

/** A commander parser for whole numbers from `lowest` up, or to `highest`, both included. */
export function wholeNumber(
  lowest: number,
  highest = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  const limit = highest === Number.MAX_SAFE_INTEGER ? 'up' : `to ${highest}`;
  return (text) => {
    const number = Number(text);
    if (Number.isSafeInteger(number) && number >= lowest && number <= highest) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${lowest} ${limit}.`);
  };
}

/** Adds `--json` and `--today` to a command. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--json', 'print JSON instead of text')
    .option('--today <day>', 'take this day, YYYY-MM-DD, as today', parseDay);
}

/** The clock of a command: the system's, or one on which it is the day asked for. */
export function clockOf({ today }: CommonOptions, config: Config): Clock {
  return clockFor(today ?? config.TODAY, config.REPORTING_TIME_ZONE);
}

/** Adds the options of a synthetic history, with its usual size. */
export function withHistoryOptions(command: Command): Command {
  return command
    .option('--rows <n>', 'requests of the synthetic history', wholeNumber(1), USUAL_SIZE.rows)
    .option('--days <n>', 'days it covers', wholeNumber(1), USUAL_SIZE.days)
    .option('--seed <n>', 'the same seed gives the same history', wholeNumber(0), USUAL_SIZE.seed);
}
