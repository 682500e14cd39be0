import type { Node } from 'libpg-query';
import { PgError } from '../pg-error.ts';
import type { ResultColumn } from '../pg-types.ts';
import type { Expression } from './expression.ts';
import { positionOf } from './nodes.ts';

/** A column of the result and its value. */
export interface SelectedColumn extends ResultColumn {
  value: Expression;
}

/** The column that a position, as in `ORDER BY 2`, names; throws 42P10 where there is none. */
export function columnAt(node: Node, columns: readonly SelectedColumn[]): SelectedColumn {
  const position = positionOf(node) ?? 0;
  const column = columns[position - 1];
  if (column) return column;
  throw new PgError('42P10', `position ${position} is not in select list`);
}
