import type { Day } from '../calendar.ts';
import { badInput } from '../errors.ts';
import type { RequestRow } from '../request-row.ts';
import { RowRejected } from '../row-rejected.ts';
import { checkDay, lastDayAt } from './day-range.ts';
import { fieldReader, listReader, textReader, wholeNumber } from './field-readers.ts';
import { type Moment, momentReader } from './instant.ts';
import { type ImportMap, LIST_COLUMNS, sourceColumns, TEXT_COLUMNS } from './map.ts';
import { normalRegion } from './normal-form.ts';
import { userHasher } from './user-key.ts';

const MAX_COUNT = 4_294_967_295;
const MAX_AGE = 120;

export interface RowMapperOptions {
  map: ImportMap;
  /** The file's column names. */
  header: readonly string[];
  timeZone: string;
  today: Day;
  /** Key of the users' hashes. */
  userHashKey: string;
}

export interface RowMapper {
  /** Our columns, in the order of a row's values. */
  columns: readonly (keyof RequestRow)[];
  /** A row's values; throws RowRejected. */
  map(fields: readonly string[]): unknown[];
}

/**
 * Compiles an import map for a file's header: its fields become a row's values. Throws AppError
 * `bad_input` naming every column that is missing.
 */
export function rowMapper(options: RowMapperOptions): RowMapper {
  const { map, header } = options;
  checkHeader(sourceColumns(map), header);
  const readers = columnReaders(options);
  const columns = Object.keys(readers) as (keyof RequestRow)[];
  const inOrder = Object.values(readers);
  const regionAt = columns.indexOf('region');
  const countryAt = columns.indexOf('country');
  return {
    columns,
    map: (fields) => {
      if (fields.length !== header.length) {
        throw new RowRejected(`${fields.length} columns instead of ${header.length}`);
      }
      const row = inOrder.map((read) => read(fields));
      if (regionAt >= 0)
        row[regionAt] = normalRegion(String(row[regionAt]), String(row[countryAt]));
      return row;
    },
  };
}

function checkHeader(needed: readonly string[], header: readonly string[]): void {
  const missing = needed.filter((column) => !header.includes(column));
  if (missing.length === 0) return;
  throw badInput(
    `The file lacks ${missing.length === 1 ? 'a column' : 'columns'} that the map names: ${missing.join(', ')}. It has ${header.join(', ')}.`,
  );
}

/** A reader of each of our columns that the map names. */
function columnReaders(options: RowMapperOptions) {
  const { map, header } = options;
  const readers: Partial<Record<keyof RequestRow, (fields: readonly string[]) => unknown>> = {};
  Object.assign(readers, dateReaders(options));
  for (const column of TEXT_COLUMNS) {
    const source = map[column];
    if (source) readers[column] = textReader(column, source, header);
  }
  for (const column of LIST_COLUMNS) {
    const source = map[column];
    if (source) readers[column] = listReader(column, source, header);
  }
  if (map.age) readers.age = wholeNumber('age', fieldReader(map.age, header), [0, MAX_AGE]);
  if (map.count) {
    readers.count = wholeNumber('count', fieldReader(map.count, header), [0, MAX_COUNT]);
  }
  if (map.user) {
    const read = fieldReader(map.user, header);
    const hash = userHasher(options.userHashKey);
    readers.user = (fields) => hash(read(fields));
  }
  return readers;
}

/** Readers of a row's day and hour in `timeZone`; a row without a date is rejected. */
function dateReaders({ map, header, timeZone, today }: RowMapperOptions) {
  const read = fieldReader(map.date, header);
  const parse = momentReader(timeZone);
  const lastDay = lastDayAt(today);
  const moment = (fields: readonly string[]): Moment => {
    const text = read(fields);
    const parsed = parse(text);
    if (!parsed) throw new RowRejected(text === '' ? 'no date' : 'not a date');
    checkDay(parsed.day, lastDay);
    return parsed;
  };
  return {
    date: (fields: readonly string[]) => moment(fields).day,
    hour: map.hour
      ? wholeNumber('hour', fieldReader(map.hour, header), [-1, 23])
      : (fields: readonly string[]) => moment(fields).hour,
  };
}
