import { monthNumber } from '../../../../prompts/reader/flight/months.ts';

/** As people write them, January first, each as the source of a pattern. */
export const MONTH_NAMES =
  'jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? sept?(?:ember)? oct(?:ober)? nov(?:ember)? dec(?:ember)?'.split(
    ' ',
  );

const MONTH = `(${MONTH_NAMES.join('|')})`;
const DAY_FIRST = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH}\\b`, 'gi');
const MONTH_FIRST = new RegExp(`\\b${MONTH} (?:the )?(\\d{1,2})(?!\\d)`, 'gi');
const ISO = /\b\d{4}-(\d{2})-(\d{2})\b/g;

/**
 * Parses the single dates that a text names, such as `28 Nov`, as `11-28`, of whatever year, and
 * returns what is left of the text.
 */
export function takeDates(text: string): { dates: string[]; rest: string } {
  const dates: string[] = [];
  const take = (month: string, day: string) => {
    dates.push(`${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
    return ' ';
  };
  const rest = text
    .replace(ISO, (_, month: string, day: string) => take(month, day))
    .replace(DAY_FIRST, (_, day: string, name: string) =>
      take(String(monthNumber(name.toLowerCase())), day),
    )
    .replace(MONTH_FIRST, (_, name: string, day: string) =>
      take(String(monthNumber(name.toLowerCase())), day),
    );
  return { dates, rest };
}
