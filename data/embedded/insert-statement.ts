/** Formats whose rows end in a newline, so that their bytes can be inserted block by block. */
const TEXT_FORMATS = ['JSONEachRow', 'JSONCompactEachRow', 'TabSeparated', 'TSV', 'CSV'] as const;

/** Formats of bytes, which cannot be part of a statement's text. */
const BINARY_FORMATS = ['Native', 'RowBinary'] as const;

const FORMATS = [...TEXT_FORMATS, ...BINARY_FORMATS];

type TextFormat = (typeof TEXT_FORMATS)[number];
type Format = (typeof FORMATS)[number];

/** The head of an `INSERT ... FORMAT` whose rows follow in the request's body. */
export interface InsertStatement {
  table: string;
  columns: string[] | undefined;
  format: Format;
}

/** One whose rows are text. */
export type TextInsert = InsertStatement & { format: TextFormat };

/** Whether the engine takes the rows as they come in. */
export function isTextInsert(insert: InsertStatement): insert is TextInsert {
  return TEXT_FORMATS.some((format) => format === insert.format);
}

const HEAD =
  /^\s*INSERT\s+INTO\s+(?:TABLE\s+)?(?<table>[\w.`"]+)\s*(?:\((?<columns>[\w\s,`"]+)\))?\s*FORMAT\s+(?<format>\w+)\s*;?\s*$/i;

/**
 * Reads an insert that can be streamed; undefined for any other statement (another format, an
 * expression for the columns, a SETTINGS clause), which then runs as one text with its body.
 */
export function parseInsert(sql: string): InsertStatement | undefined {
  const parts = HEAD.exec(sql)?.groups;
  if (!parts?.table) return undefined;
  const wanted = parts.format?.toLowerCase();
  const format = FORMATS.find((name) => name.toLowerCase() === wanted);
  const table = unquote(parts.table);
  if (!format || !/^\w+(\.\w+)?$/.test(table)) return undefined;
  return { table, columns: parts.columns?.split(',').map(unquote), format };
}

function unquote(identifier: string): string {
  return identifier.replaceAll(/[`"\s]/g, '');
}
