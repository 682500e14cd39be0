import { fieldsOf } from './records.ts';

const CANDIDATES = [',', '\t', ';', '|', '^', '~', '\u0001', ' ', ':'];

/**
 * Detects the delimiter of a file: the one that cuts its header line into the most of the `wanted`
 * columns, else into the most.
 */
export function detectDelimiter(headerLine: string, wanted: readonly string[]): string {
  const scored = CANDIDATES.map((delimiter) => {
    const names = headerNames(headerLine, delimiter);
    return { delimiter, names, found: wanted.filter((name) => names.includes(name)).length };
  });
  scored.sort((left, right) => right.found - left.found || right.names.length - left.names.length);
  return scored[0]?.delimiter ?? ',';
}

/** The column names of a header line. */
export function headerNames(headerLine: string, delimiter: string): string[] {
  return (fieldsOf(headerLine, delimiter) ?? [headerLine]).map((name) => name.trim());
}
