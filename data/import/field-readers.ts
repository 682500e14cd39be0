import { UNKNOWN } from '../dimensions.ts';
import { memoizeText } from '../memoize.ts';
import { RowRejected } from '../row-rejected.ts';
import type { Source } from './map.ts';
import { normalForm } from './normal-form.ts';

const MAX_LENGTH = 200;

/** Reads something of a row's fields; throws RowRejected. */
type ReadField = (fields: readonly string[]) => string;

/** A reader of one field of a row, mapped by the source's table of values. */
export function fieldReader(source: Source, header: readonly string[]): ReadField {
  if ('constant' in source) return () => source.constant;
  const index = header.indexOf(source.column);
  const { values, otherwise = 'keep' } = source as Extract<Source, { values?: unknown }>;
  const read: ReadField = (fields) => readable(fields[index] ?? '');
  if (!values) return read;
  const table = new Map(Object.entries(values).map(([from, to]) => [from.toLowerCase(), to]));
  return (fields) => {
    const text = read(fields);
    const translated = table.get(text.toLowerCase());
    if (translated !== undefined) return translated;
    if (otherwise === 'reject') throw new RowRejected(`${source.column} is not in the map's table`);
    return otherwise === 'unknown' ? UNKNOWN : text;
  };
}

function readable(text: string): string {
  if (text.includes('\uFFFD')) throw new RowRejected('not UTF-8');
  if (text.includes('\0')) throw new RowRejected('holds a NUL');
  return text.trim();
}

/** A reader of a field as text of one of our columns, in its standard spelling. */
export function textReader(column: string, source: Source, header: readonly string[]): ReadField {
  const read = fieldReader(source, header);
  const normal = memoizeText((text) => normalForm(column, text));
  return (fields) => short(normal(read(fields)), column);
}

/** A reader of a field of several values, cut at its separator: the distinct known ones. */
export function listReader(column: string, source: Source, header: readonly string[]) {
  const read = fieldReader(source, header);
  const normal = memoizeText((text) => normalForm(column, text));
  const separator = 'separator' in source ? source.separator : undefined;
  return (fields: readonly string[]): string[] => {
    const text = read(fields);
    const parts = separator === undefined ? [text] : text.split(separator);
    const values = parts.map((part) => short(normal(part), column));
    return [...new Set(values)].filter((value) => value !== UNKNOWN);
  };
}

function short(text: string, column: string): string {
  if (text.length > MAX_LENGTH) {
    throw new RowRejected(`${column} longer than ${MAX_LENGTH} characters`);
  }
  return text;
}

/**
 * A reader of a field as a whole number in a range; an empty count is an error, an empty age or
 * hour is unknown.
 */
export function wholeNumber(
  column: 'age' | 'count' | 'hour',
  read: ReadField,
  range: [number, number],
) {
  const unknown = { age: 0, hour: -1, count: undefined }[column];
  return (fields: readonly string[]): number => {
    const text = read(fields);
    if (unknown !== undefined && (text === '' || text.toLowerCase() === UNKNOWN)) return unknown;
    if (text === '') throw new RowRejected(`no ${column}`);
    const number = Number(text);
    if (!Number.isInteger(number) || !/^[-+]?\d+(\.0+)?$/.test(text)) {
      throw new RowRejected(`${column} is not a whole number`);
    }
    if (number < range[0] || number > range[1]) {
      throw new RowRejected(number < 0 ? `${column} is negative` : `${column} out of range`);
    }
    return number;
  };
}
