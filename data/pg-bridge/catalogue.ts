import type { PgType } from './pg-types.ts';

/**
 * The relations that can be read, all in ClickHouse's default database; nothing else of
 * ClickHouse can be named.
 *
 * Text compares and sorts by bytes there, so foreign tables over it declare `COLLATE "C"`.
 */
export interface Catalogue {
  /** Schema under which clients name the relations; they may leave it out. */
  schema: string;
  relations: Readonly<Record<string, Relation>>;
}

/** A table or view of ClickHouse; names are plain identifiers. */
export interface Relation {
  /** A `double precision` column must hold no NaN: the two engines compare it differently. */
  columns: Readonly<Record<string, PgType>>;
  /** Arguments of a parameterised view; `target` is the text column `_target` to the client. */
  arguments?: Readonly<Record<string, ViewArgument>>;
}

/** An argument of type text. */
interface ViewArgument {
  /** What a client writes for it, for the error message that asks for it. */
  example: string;
}

/** The column under which a client gives an argument and reads it back. */
export function argumentColumn(argument: string): string {
  return `_${argument}`;
}

/** Quotes a name of the catalogue as a ClickHouse identifier; throws where it is not plain. */
export function identifier(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new Error(`Not a plain identifier: ${name}`);
  return `\`${name}\``;
}
