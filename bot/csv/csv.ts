/** A cell; numbers are written exactly, null as nothing. */
export type CsvCell = string | number | null;

/**
 * Encodes rows as CSV after RFC 4180: commas, CRLF, quotes doubled. Against injection, text that a
 * spreadsheet would take for a formula is led by an apostrophe: opening the file runs nothing.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function writeCsv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(writeCell).join(',')}\r\n`).join('');
}

function writeCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = /^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
