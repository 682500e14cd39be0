import { aliasTable } from './alias-table.ts';
import type { Shares } from './shares.ts';

/** What is known of an option: its own value, and those that its choice depended on. */
export type Known = Readonly<Record<string, string>>;

/**
 * A weighted choice, ready to be drawn in SQL, where indexes count from 1. The option drawn from a
 * parent's option p has an index from `first[key]` to `first[key]` + `size[key]` - 1, where key is
 * `keyOf[p]`; without a parent there is one key.
 */
export interface Choice {
  name: string;
  options: { value: string; known: Known; weight: number }[];
  keyOf: number[];
  first: number[];
  size: number[];
  keep: number[];
  other: number[];
}

export interface ChoiceOptions {
  name: string;
  /** The choice on whose outcome this one depends. */
  parent?: Choice;
  /** By what is known of the parent's option. */
  weights: (known: Known) => Shares;
  /** What the choices that depend on this one need to know of the parent's option. */
  handDown?: readonly string[];
}

const NOTHING_KNOWN: Known = {};

/**
 * Compiles the weights of a choice, conditional on its parent's option, into tables to draw from;
 * where nothing has a weight the option is `unknown`.
 */
export function compileChoice({ name, parent, weights, handDown = [] }: ChoiceOptions): Choice {
  const choice: Choice = {
    ...{ name, options: [], keyOf: [], first: [], size: [], keep: [], other: [] },
  };
  const keys = new Map<string, number>();
  for (const { known } of parent?.options ?? [{ known: NOTHING_KNOWN }]) {
    const kept = Object.fromEntries(handDown.map((fact) => [fact, known[fact] ?? '']));
    const shares = weights(known);
    const id = JSON.stringify([kept, shares]);
    const key = keys.get(id) ?? addKey(choice, { known: kept, shares });
    keys.set(id, key);
    choice.keyOf.push(key);
  }
  return choice;
}

/** Appends the options of one key; returns its number, from 1. */
function addKey(choice: Choice, { known, shares }: { known: Known; shares: Shares }): number {
  const drawn = Object.entries(shares).filter(([, weight]) => weight > 0);
  const entries = drawn.length > 0 ? drawn : [['unknown', 1] as const];
  const first = choice.options.length + 1;
  const { keep, other } = aliasTable(entries.map(([, weight]) => weight));
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of entries) {
    const itself = { ...known, [choice.name]: value };
    choice.options.push({ value, known: itself, weight: weight / total });
  }
  choice.keep.push(...keep);
  choice.other.push(...other.map((index) => first + index));
  choice.size.push(entries.length);
  return choice.first.push(first);
}
