import { UNKNOWN } from '../dimensions.ts';
import { normalForm } from '../import/normal-form.ts';
import { memoizeText } from '../memoize.ts';
import { RowRejected } from '../row-rejected.ts';

/** Text or number as text, fit for both stores; empty where there is none. Throws RowRejected. */
export function plainText(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value).trim();
  if (text.includes('\0')) throw new RowRejected('holds a NUL');
  // Half a character can be written in JSON, but not stored.
  if (!text.isWellFormed() || text.includes('\uFFFD')) throw new RowRejected('not UTF-8');
  return text;
}

/** Reads the values of one of our text columns in their standard spelling; throws RowRejected. */
export function columnReader(column: string) {
  const normal = memoizeText((text) => normalForm(column, plainText(text)));
  return (value: string | number | null | undefined): string => {
    if (value === null || value === undefined) return UNKNOWN;
    return normal(String(value));
  };
}

/** The distinct values, without those that say nothing. */
export function distinct(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== UNKNOWN))];
}
