import { argumentColumn, type Catalogue, identifier, type Relation } from '../catalogue.ts';
import { PgError } from '../pg-error.ts';
import type { PgType, ResultColumn } from '../pg-types.ts';
import type { Expression } from './expression.ts';

/** A relation as one query uses it. */
export interface RelationUse {
  name: string;
  relation: Relation;
  /** Name that the query gives it; its alias where it has one. */
  alias: string;
  /** Name that it has in ClickHouse's text. */
  sqlAlias: string;
  /** What the query gives for the view's arguments, by argument. */
  given: Map<string, Expression>;
}

/** Resolves the names of columns to the relations that a query reads. */
export class Scope {
  readonly #uses: RelationUse[] = [];

  /** Enters a relation under its alias; throws 42712 where that is taken. */
  enter(name: string, relation: Relation, alias: string): RelationUse {
    if (this.#uses.some((use) => use.alias === alias)) {
      throw new PgError('42712', `table name "${alias}" specified more than once`);
    }
    const sqlAlias = `t${this.#uses.length}`;
    const use = { name, relation, alias, sqlAlias, given: new Map<string, Expression>() };
    this.#uses.push(use);
    return use;
  }

  /** The relation that has a column, and the argument that it stands for, if any. */
  find(path: readonly string[]): { use: RelationUse; argument: string | undefined } {
    const [column = '', qualifier] = path.toReversed();
    const uses = this.#uses.filter(
      ({ alias, relation }) =>
        (qualifier === undefined || alias === qualifier) && columnsOf(relation).has(column),
    );
    const [use, second] = uses;
    if (!use) throw new PgError('42703', `column "${path.join('.')}" does not exist`);
    if (second) throw new PgError('42702', `column reference "${column}" is ambiguous`);
    return { use, argument: argumentNamed(use.relation, column) };
  }

  /** A column's value; an argument's is what the query gave for it. */
  column(path: readonly string[]): Expression {
    const { use, argument } = this.find(path);
    if (argument !== undefined) return givenArgument(use, argument);
    const name = path.at(-1) ?? '';
    const type = columnsOf(use.relation).get(name) ?? 'text';
    return { sql: `${use.sqlAlias}.${identifier(name)}`, type };
  }

  /** Every column of the relation of that alias, or of all. */
  columns(alias?: string): (ResultColumn & { value: Expression })[] {
    const uses = this.#uses.filter((use) => alias === undefined || use.alias === alias);
    if (uses.length === 0) throw new PgError('42P01', `missing FROM-clause entry for "${alias}"`);
    return uses.flatMap((use) =>
      [...columnsOf(use.relation)].map(([name, type]) => ({
        name,
        type,
        value: this.column([use.alias, name]),
      })),
    );
  }
}

/** Finds a table or view of the catalogue by its name; throws 42P01 for everything else. */
export function relationNamed(catalogue: Catalogue, schema: string | undefined, name: string) {
  const known = schema === undefined || schema === catalogue.schema;
  if (known && Object.hasOwn(catalogue.relations, name)) {
    const relation = catalogue.relations[name];
    if (relation) return relation;
  }
  const asked = schema === undefined ? name : `${schema}.${name}`;
  const all = Object.keys(catalogue.relations).join(', ');
  throw new PgError('42P01', `relation "${asked}" does not exist; there are ${all}`);
}

/** What the query gives for an argument; throws HV00C where it gives nothing. */
export function givenArgument({ name, relation, given }: RelationUse, argument: string) {
  const value = given.get(argument);
  if (value) return value;
  const example = relation.arguments?.[argument]?.example;
  throw new PgError('HV00C', `${name} needs ${argumentColumn(argument)} = ${example}`);
}

function columnsOf(relation: Relation): Map<string, PgType> {
  const names = Object.keys(relation.arguments ?? {}).map(argumentColumn);
  const asColumns = names.map((name): [string, PgType] => [name, 'text']);
  return new Map([...Object.entries(relation.columns), ...asColumns]);
}

function argumentNamed(relation: Relation, column: string): string | undefined {
  return Object.keys(relation.arguments ?? {}).find((name) => argumentColumn(name) === column);
}
