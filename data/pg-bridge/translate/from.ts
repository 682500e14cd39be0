import type { JoinExpr, Node, RangeVar } from 'libpg-query';
import { type Catalogue, identifier } from '../catalogue.ts';
import { unsupported } from '../pg-error.ts';
import { onlyFields, required } from './nodes.ts';
import { givenArgument, type RelationUse, relationNamed, type Scope } from './scope.ts';

/** Where a query reads: relations, and how they are joined. */
export interface Source {
  uses: readonly RelationUse[];
  /** Conditions of its joins. */
  conditions: readonly Node[];
  /** Its text, once the views' arguments and the conditions can be told. */
  render(condition: (node: Node) => string): string;
}

const JOINS: Readonly<Record<string, string>> = {
  JOIN_INNER: 'INNER JOIN',
  JOIN_LEFT: 'LEFT JOIN',
};

/** Translates FROM: enters its relations, and their joins, into the scope. */
export function readSource(node: Node, scope: Scope, catalogue: Catalogue): Source {
  if ('RangeVar' in node) return readRelation(node.RangeVar, scope, catalogue);
  if ('JoinExpr' in node) return readJoin(node.JoinExpr, scope, catalogue);
  throw unsupported('Reading from anything but relations');
}

function readRelation(range: RangeVar, scope: Scope, catalogue: Catalogue): Source {
  const known = ['schemaname', 'relname', 'inh', 'relpersistence', 'alias', 'location'];
  onlyFields(range, 'A relation', known);
  const name = required(range.relname, 'A name');
  if (range.alias?.colnames) throw unsupported('An alias with columns');
  const relation = relationNamed(catalogue, range.schemaname, name);
  const use = scope.enter(name, relation, range.alias?.aliasname ?? name);
  return { uses: [use], conditions: [], render: () => renderRelation(use) };
}

function renderRelation(use: RelationUse): string {
  const names = Object.keys(use.relation.arguments ?? {});
  const given = names.map((name) => `${identifier(name)} = ${givenArgument(use, name).sql}`);
  const call = given.length > 0 ? `(${given.join(', ')})` : '';
  return `${identifier(use.name)}${call} AS ${use.sqlAlias}`;
}

function readJoin(join: JoinExpr, scope: Scope, catalogue: Catalogue): Source {
  onlyFields(join, 'A join', ['jointype', 'larg', 'rarg', 'quals']);
  const kind = JOINS[join.jointype ?? ''];
  if (kind === undefined) throw unsupported(`The join ${join.jointype}`);
  const quals = required(join.quals, 'The condition of a join');
  const left = readSource(required(join.larg, 'A relation'), scope, catalogue);
  const right = readSource(required(join.rarg, 'A relation'), scope, catalogue);
  if (right.uses.length > 1) throw unsupported('A join within a join');
  return {
    uses: [...left.uses, ...right.uses],
    conditions: [...left.conditions, ...right.conditions, quals],
    render: (condition) =>
      `${left.render(condition)} ${kind} ${right.render(condition)} ON ${condition(quals)}`,
  };
}
