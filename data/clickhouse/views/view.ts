/** Types of columns, in PostgreSQL's words. */
export type ColumnType = 'text' | 'date' | 'bigint' | 'double precision';

/** Arguments of parameterised views, all texts, with an example of each. */
export const ARGUMENT_EXAMPLES = {
  target: `olap.target('{"os": {"include": ["ios"]}}')`,
  first: `'2026-11-01'`,
  last: `'2026-11-30'`,
} as const;
type ArgumentName = keyof typeof ARGUMENT_EXAMPLES;

/** A view of the history for people who ask in SQL. */
export interface OlapView {
  name: string;
  comment: string;
  /** What a parameterised view must be told; in PostgreSQL its columns `_name`. */
  arguments: readonly ArgumentName[];
  columns: Readonly<Record<string, ColumnType>>;
  /** ClickHouse's text of it; absent where a migration makes the view. */
  query?: string;
}
