import { PgError } from '../pg-error.ts';
import type { PgType } from '../pg-types.ts';

/** Postgres' spelling of the numbers that ClickHouse quotes. */
const SPECIAL_FLOATS: Readonly<Record<string, string>> = {
  nan: 'NaN',
  inf: 'Infinity',
  '-inf': '-Infinity',
};

/** Encodes a value of ClickHouse's JSON in Postgres' text format; throws 22021 for a NUL. */
export function toText(value: unknown, type: PgType): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(',')}}`;
  const text = String(value);
  if (type === 'boolean') return text === 'true' || text === '1' ? 't' : 'f';
  if (type === 'double precision') return SPECIAL_FLOATS[text] ?? text;
  return withoutNul(text);
}

function arrayElement(element: unknown): string {
  if (element === null) return 'NULL';
  return `"${withoutNul(String(element)).replaceAll(/["\\]/g, '\\$&')}"`;
}

function withoutNul(text: string): string {
  if (!text.includes('\0')) return text;
  throw new PgError('22021', 'a text in ClickHouse has a NUL, which Postgres cannot hold');
}
