import pg from 'pg';

import { OLAP_VIEWS } from '../clickhouse/views/catalogue.ts';
import type { ColumnType, OlapView } from '../clickhouse/views/view.ts';
import { optionsClause, type Wrapper } from './wrapper.ts';

/** The columns of a view in Postgres: its own, then its arguments as `_name`. */
export function foreignColumns(view: OlapView): [name: string, type: ColumnType][] {
  return [
    ...Object.entries(view.columns),
    ...view.arguments.map((name): [string, ColumnType] => [`_${name}`, 'text']),
  ];
}

/** Statements that make a foreign table of every view of the history. */
export function foreignTables(wrapper: Wrapper): string[] {
  return OLAP_VIEWS.flatMap((view) => [
    `create foreign table olap.${view.name} (
  ${foreignColumns(view).map(columnClause).join(',\n  ')}
) server ${wrapper.server} ${optionsClause(wrapper.optionsOf(view))}`,
    `comment on foreign table olap.${view.name} is ${pg.escapeLiteral(view.comment)}`,
  ]);
}

/**
 * ClickHouse compares and sorts texts by their bytes. An argument is only ever equal to a value;
 * with a collation, one value for two arguments would reach neither.
 */
function columnClause([name, type]: [string, ColumnType]): string {
  return type === 'text' && !name.startsWith('_') ? `${name} text collate "C"` : `${name} ${type}`;
}
