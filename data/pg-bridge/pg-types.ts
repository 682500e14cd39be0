/** The Postgres types that a column or an expression may have. */
export type PgType =
  | 'boolean'
  | 'integer'
  | 'bigint'
  | 'numeric'
  | 'double precision'
  | 'text'
  | 'date'
  | 'text[]';

/** A column of a result. */
export interface ResultColumn {
  name: string;
  type: PgType;
}

const OIDS: Record<PgType, number> = {
  boolean: 16,
  bigint: 20,
  integer: 23,
  text: 25,
  'double precision': 701,
  'text[]': 1009,
  date: 1082,
  numeric: 1700,
};

/** The object id under which every Postgres knows the type. */
export function oidOf(type: PgType): number {
  return OIDS[type];
}
