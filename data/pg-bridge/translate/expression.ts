import type { Node } from 'libpg-query';
import type { QueryParameters } from '../../clickhouse/parameters.ts';
import type { PgType } from '../pg-types.ts';
import type { Scope } from './scope.ts';

/** A piece of ClickHouse SQL that has the value Postgres gives it. */
export interface Expression {
  sql: string;
  type: PgType;
  /** Most digits that a numeric can have behind the point; 0 unless given. */
  scale?: number;
  /** The text of a constant of type text. */
  constant?: string;
}

/** A literal, parameter or NULL whose type Postgres takes from what stands beside it. */
export interface Untyped {
  literal: string | null;
}

export type Operand = Expression | Untyped;

/** What translating one query needs; `translate` is the way back to the root of the recursion. */
export interface Translation {
  scope: Scope;
  bound: QueryParameters;
  /** Values of `$1`, `$2`, ... in Postgres' text format. */
  values: readonly (string | null)[];
  translate(node: Node): Operand;
}

export function isUntyped(operand: Operand): operand is Untyped {
  return 'literal' in operand;
}
