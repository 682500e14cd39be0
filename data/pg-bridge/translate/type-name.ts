import type { TypeName } from 'libpg-query';
import { unsupported } from '../pg-error.ts';
import type { PgType } from '../pg-types.ts';
import { builtInName } from './nodes.ts';

/** Types by the name that Postgres' parser gives them. */
const TYPES: Readonly<Record<string, PgType>> = {
  bool: 'boolean',
  boolean: 'boolean',
  int4: 'integer',
  int8: 'bigint',
  numeric: 'numeric',
  float8: 'double precision',
  text: 'text',
  varchar: 'text',
  date: 'date',
};

/** The type that a cast names, without a length or precision. */
export function typeNamed(typeName: TypeName): PgType {
  const name = builtInName(typeName.names);
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  const isArray = (typeName.arrayBounds ?? []).length > 0;
  if (!type || isArray) throw unsupported(`The type ${name}${isArray ? '[]' : ''}`);
  if (typeName.typmods) throw unsupported(`The type ${name} with a length or precision`);
  return type;
}
