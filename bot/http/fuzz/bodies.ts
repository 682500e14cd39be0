import fc from 'fast-check';
import { generateSync, type JsonSchema } from 'json-schema-faker';

import { addDays, type Day } from '../../../data/calendar.ts';
import type { OperationBody } from './operations.ts';
import { rubbishText, rubbishValue } from './rubbish.ts';

/** Depth to which values are filled; a plan has six levels. */
const MAX_DEPTH = 12;
const MAX_ITEMS = 3;
const DAYS_AHEAD = 40;

export interface BodyOptions {
  /** Whose schemas the body's may refer to. */
  document: object;
  /** Days in bodies are near it, for others are refused before much happens. */
  today: Day;
}

/** Generates bodies to fuzz an operation with: as its schema has them, nearly so, or not at all. */
export function bodyLike(
  { schema, examples }: OperationBody,
  options: BodyOptions,
): fc.Arbitrary<unknown> {
  const good = fc.oneof(
    fakedValue(schema, options),
    ...examples.map((value) => fc.constant(value)),
  );
  return fc.oneof(
    { weight: 3, arbitrary: good },
    { weight: 5, arbitrary: spoilt(good) },
    { weight: 1, arbitrary: rubbishValue },
  );
}

/** Generates values that are valid by the schema, but for what JSON Schema cannot say. */
function fakedValue(schema: object, { document, today }: BodyOptions): fc.Arbitrary<unknown> {
  const root: JsonSchema = { ...document, ...schema };
  const formats = {
    date: (random: { int(min: number, max: number): number }) =>
      addDays(today, random.int(1, DAYS_AHEAD)),
  };
  return fc
    .record({ seed: fc.nat(), optionalsProbability: fc.constantFrom(0.1, 0.5) })
    .map((options) =>
      generateSync(root, { ...options, formats, maxDepth: MAX_DEPTH, maxItems: MAX_ITEMS }),
    );
}

/** Mutates the values: one thing somewhere in them is replaced, added or taken away. */
function spoilt(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .record({ value: values, turns: fc.array(fc.nat(), { maxLength: 5 }), spoil })
    .map(({ value, turns, spoil }) => spoiltAt(value, { turns, spoil }));
}

/** What is done to a part: undefined takes it away. */
type Spoil = (part: unknown) => unknown;

const spoil: fc.Arbitrary<Spoil> = fc.oneof(
  rubbishValue.map((rubbish) => () => rubbish),
  fc.tuple(rubbishText, rubbishValue).map(([name, rubbish]) => (part: unknown) => {
    if (Array.isArray(part)) return [...part, rubbish];
    return isObject(part) ? { ...part, [name]: rubbish } : [part];
  }),
  fc.constant(() => undefined),
);

/** Follows the turns down into the value, and spoils what is there. */
function spoiltAt(value: unknown, { turns, spoil }: { turns: number[]; spoil: Spoil }): unknown {
  const [turn, ...rest] = turns;
  const deeper = { turns: rest, spoil };
  if (turn === undefined) return spoil(value);
  if (Array.isArray(value) && value.length > 0) {
    return value.with(turn % value.length, spoiltAt(value[turn % value.length], deeper));
  }
  if (!isObject(value)) return spoil(value);
  const keys = Object.keys(value);
  const key = keys[turn % keys.length];
  return key === undefined ? spoil(value) : { ...value, [key]: spoiltAt(value[key], deeper) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
