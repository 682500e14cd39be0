import { RowRejected } from '../row-rejected.ts';

const MAX_TEXT_LENGTH = 200;
const MAX_ENTRIES = 500;
/** More than this per thousand is a mistake in any currency. */
const MAX_CPM = 1e9;
const CURRENCY = /^[A-Za-z]{3}$/;

// Each checks one value of a JSON document; `path` names it in the reason. Nothing, and null, is
// well everywhere. They are plain functions for their speed: a schema library costs half as much
// again as parsing the JSON does.

/** A JSON object of whatever fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether it is a JSON object: no list, and not null. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of an object; undefined where there is none. Throws RowRejected. */
export function checkObject(value: unknown, path: string): Fields | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw wrongType(path);
  return value;
}

/** The entries of a list of objects, none where there is no list. Throws RowRejected. */
export function checkObjects(value: unknown, path: string, maxEntries?: number): readonly Fields[] {
  const entries = checkList(value, path, maxEntries);
  for (const entry of entries) if (!checkObject(entry, path)) throw wrongType(path);
  return entries as Fields[];
}

/** Throws RowRejected unless it is text of at most `maxLength` UTF-16 units. */
export function checkText(value: unknown, path: string, maxLength = MAX_TEXT_LENGTH): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'string') throw wrongType(path);
  if (value.length > maxLength) {
    throw new RowRejected(`${path} longer than ${maxLength} characters`);
  }
}

/** Throws RowRejected unless it is a list of texts. */
export function checkTexts(value: unknown, path: string): void {
  for (const entry of checkList(value, path)) {
    if (entry === undefined || entry === null) throw wrongType(path);
    checkText(entry, path);
  }
}

/** Throws RowRejected unless it is a finite number. */
export function checkNumber(value: unknown, path: string): void {
  if (value === undefined || value === null) return;
  if (!Number.isFinite(value)) throw wrongType(path);
}

/** Throws RowRejected unless it is text or, as in many a request, a number. */
export function checkTextOrNumber(value: unknown, path: string, maxLength?: number): void {
  if (typeof value === 'number') checkNumber(value, path);
  else checkText(value, path, maxLength);
}

/** Throws RowRejected unless it is a boolean, 0 or 1. */
export function checkFlag(value: unknown, path: string): void {
  if (value === undefined || value === null || typeof value === 'boolean') return;
  if (value !== 0 && value !== 1) throw wrongType(path);
}

/** Throws RowRejected unless it is a price per thousand. */
export function checkCpm(value: unknown, path: string): void {
  checkNumber(value, path);
  if (typeof value !== 'number') return;
  if (value < 0) throw new RowRejected(`${path} is negative`);
  if (value > MAX_CPM) throw new RowRejected(`${path} out of range`);
}

/** Throws RowRejected unless it is a currency's code of three letters. */
export function checkCurrency(value: unknown, path: string): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'string') throw wrongType(path);
  if (!CURRENCY.test(value)) throw new RowRejected(`${path} is not a currency code`);
}

function checkList(value: unknown, path: string, maxEntries = MAX_ENTRIES): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrongType(path);
  if (value.length > maxEntries) throw new RowRejected(`${path} has too many entries`);
  return value;
}

function wrongType(path: string): RowRejected {
  return new RowRejected(`${path} is of the wrong type`);
}
