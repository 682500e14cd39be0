import type { Node, SortBy } from 'libpg-query';
import { unsupported } from '../pg-error.ts';
import type { Translation } from './expression.ts';
import { positionOf, required } from './nodes.ts';
import { typed } from './operand.ts';
import { columnAt, type SelectedColumn } from './selected-column.ts';

/** The keys of ORDER BY; NULL counts as the greatest value unless the query says otherwise. */
export function orderBy(
  translation: Translation,
  nodes: readonly Node[],
  columns: readonly SelectedColumn[],
): string {
  const keys = nodes.map((node) => {
    if (!('SortBy' in node)) throw unsupported('An order of this kind');
    return `${sortKey(translation, node.SortBy, columns)} ${directionOf(node.SortBy)}`;
  });
  return keys.join(', ');
}

function sortKey(
  translation: Translation,
  { node }: SortBy,
  columns: readonly SelectedColumn[],
): string {
  const key = required(node, 'A key');
  if (positionOf(key) !== undefined) return columnAt(key, columns).value.sql;
  return outputNamed(key, columns)?.value.sql ?? typed(translation, translation.translate(key)).sql;
}

/** In ORDER BY a lone name means a column of the result before one of the relations. */
function outputNamed(key: Node, columns: readonly SelectedColumn[]): SelectedColumn | undefined {
  const fields = 'ColumnRef' in key ? (key.ColumnRef.fields ?? []) : [];
  const [field] = fields;
  if (fields.length !== 1 || !field || !('String' in field)) return undefined;
  return columns.find(({ name }) => name === field.String.sval);
}

function directionOf({ sortby_dir: direction, sortby_nulls: nulls }: SortBy): string {
  if (direction === 'SORTBY_USING') throw unsupported('ORDER BY ... USING');
  const descending = direction === 'SORTBY_DESC';
  const nullsFirst =
    nulls === 'SORTBY_NULLS_FIRST' || (descending && nulls !== 'SORTBY_NULLS_LAST');
  return `${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;
}
