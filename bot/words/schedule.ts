import type { WeeklyTime } from '../../data/postgres/plans/subscriptions.ts';

const WEEKDAYS: Record<WeeklyTime['weekday'], string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** `Monday`. */
export function weekdayName(weekday: WeeklyTime['weekday']): string {
  return WEEKDAYS[weekday];
}

/** A weekly schedule in words, as a digest has one: `Mondays at 09:00 (Europe/Berlin)`. */
export function everyWeek({ weekday, localTime, timeZone }: WeeklyTime): string {
  return `${WEEKDAYS[weekday]}s at ${localTime} (${timeZone})`;
}

/** Formats a moment as local time in a time zone: `Mon 23 Nov at 09:00`. */
export function momentIn(timeZone: string, moment: Date): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(
    format.formatToParts(moment).map(({ type, value }) => [type, value]),
  );
  const { weekday, day, month, hour, minute } = parts;
  return `${weekday} ${day} ${month?.slice(0, 3)} at ${hour}:${minute}`;
}
