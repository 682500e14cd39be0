import type { Day } from '../calendar.ts';
import { checkDay, lastDayAt } from '../import/day-range.ts';
import { type Moment, momentOf, momentReader } from '../import/instant.ts';
import { memoize } from '../memoize.ts';
import { RowRejected } from '../row-rejected.ts';
import type { BidRequest } from './bid-request.ts';

export interface RequestTimeOptions {
  /** IANA name of the zone whose days and hours count. */
  timeZone: string;
  today: () => Day;
  /** When requests without a time of their own came in. */
  receivedAt?: Date | undefined;
  /** The day of requests without a time of their own, where only that is known. */
  date?: Day | undefined;
}

/** Epoch times from here on are in milliseconds: as seconds they would be of the year 5138. */
const FIRST_EPOCH_MS = 100_000_000_000;
/** The end of the year 9999: later years, and those before Christ, are not written as days are. */
const LAST_EPOCH_MS = 253_402_300_799_999;

/**
 * Tells when a request was made, in the reporting time zone. OpenRTB has no field for it: read is
 * `ts` or `timestamp`, of the line or of its `ext`, as epoch seconds, milliseconds or ISO 8601.
 * Throws RowRejected where there is none, or one out of range.
 */
export function requestTimeReader(options: RequestTimeOptions): (request: BidRequest) => Moment {
  const { timeZone, today, receivedAt, date } = options;
  const ofText = momentReader(timeZone);
  const ofTime = momentOf(timeZone);
  const lastDay = memoize(lastDayAt);
  const ofNumber = (epoch: number): Moment | undefined => {
    const timeMs = epoch < FIRST_EPOCH_MS ? epoch * 1000 : epoch;
    return timeMs >= 0 && timeMs <= LAST_EPOCH_MS ? ofTime(timeMs) : undefined;
  };
  const onDate = date === undefined ? undefined : { day: date, hour: -1 };
  const otherwise = receivedAt ? ofTime(receivedAt.getTime()) : onDate;
  const momentOfTime = (time: string | number | undefined): Moment | undefined => {
    if (time === undefined) return otherwise;
    return typeof time === 'number' ? ofNumber(time) : ofText(time);
  };
  return (request) => {
    const time = toldTime(request);
    const moment = momentOfTime(time);
    if (!moment) throw new RowRejected(time === undefined ? 'no date' : 'not a date');
    checkDay(moment.day, lastDay(today()));
    return moment;
  };
}

function toldTime({ ts, timestamp, ext }: BidRequest): string | number | undefined {
  return ts ?? timestamp ?? ext?.ts ?? ext?.timestamp ?? undefined;
}
