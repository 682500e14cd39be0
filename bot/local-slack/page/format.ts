const dayFormat = new Intl.DateTimeFormat('en', { weekday: 'long', month: 'long', day: 'numeric' });
const timeFormat = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' });
const dateFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const shortNumber = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** The day of a message timestamp, such as "Monday, November 23". */
export function dayOf(ts: string): string {
  return dayFormat.format(Number(ts) * 1000);
}

/** The time of day of a message timestamp. */
export function timeOf(ts: string): string {
  return timeFormat.format(Number(ts) * 1000);
}

/** Date and time of seconds since the epoch. */
export function dateTimeOf(seconds: number): string {
  return dateFormat.format(seconds * 1000);
}

/** A number short enough for an axis, such as "1.2M". */
export function shorten(value: number): string {
  return shortNumber.format(value);
}
