import type { A_Const, ColumnRef, Node } from 'libpg-query';
import { unsupported } from '../pg-error.ts';
import type { Operand } from './expression.ts';

/** Refuses a clause of a statement that is not known here, whatever it means. */
export function onlyFields(node: object, what: string, known: readonly string[]): void {
  const unknown = Object.keys(node).find((field) => !known.includes(field));
  if (unknown !== undefined) throw unsupported(`${what} with "${unknown}"`);
}

/** The words of a list of names, such as `pg_catalog`, `int8`. */
export function namesOf(nodes: readonly Node[] = []): string[] {
  return nodes.map((node) => {
    if ('String' in node) return node.String.sval ?? '';
    throw unsupported('A name of this kind');
  });
}

/** The one word of a name that may be prefixed with `pg_catalog`. */
export function builtInName(nodes: readonly Node[] | undefined): string {
  const names = namesOf(nodes);
  if (names.length === 2 && names[0] === 'pg_catalog') names.shift();
  const [name] = names;
  if (names.length !== 1 || name === undefined) throw unsupported(`"${names.join('.')}"`);
  return name;
}

/** The words of a column's name, the relation's first. */
export function columnPath({ fields = [] }: ColumnRef): string[] {
  if (fields.some((field) => 'A_Star' in field)) throw unsupported('* in an expression');
  const path = namesOf(fields);
  if (path.length > 2) throw unsupported('A column named with its schema');
  return path;
}

/** The node, which the parser always sets there. */
export function required<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw unsupported(`${what} left out`);
  return part;
}

/** A position such as the 2 in `GROUP BY 2`, or undefined. */
export function positionOf(node: Node): number | undefined {
  return 'A_Const' in node && node.A_Const.ival ? (node.A_Const.ival.ival ?? 0) : undefined;
}

/** The value of a constant; the parser leaves zero, false and '' out of its JSON. */
export function constantOf(constant: A_Const): Operand | { number: string } | { boolean: boolean } {
  if (constant.isnull) return { literal: null };
  if (constant.sval) return { literal: constant.sval.sval ?? '' };
  if (constant.ival) return { number: String(constant.ival.ival ?? 0) };
  if (constant.fval) return { number: constant.fval.fval ?? '0' };
  if (constant.boolval) return { boolean: constant.boolval.boolval ?? false };
  throw unsupported('A bit string');
}
