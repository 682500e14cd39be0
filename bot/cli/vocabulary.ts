import type { ClickHouseClient } from '@clickhouse/client';
import type { Clock } from '../../data/calendar.ts';
import { readDimensionValues } from '../../data/clickhouse/queries/dimension-values.ts';
import type { Dimension, ListDimension } from '../../data/dimensions.ts';
import type { Vocabulary } from '../../prompts/reading.ts';

/** Dimensions whose values only the data know, and places, of which they know the likely ones. */
const NAMED_BY_DATA: readonly ListDimension[] = [
  'geo',
  'site',
  'app',
  'category',
  'adUnit',
  'segment',
];
const VALUES_PER_DIMENSION = 300;
const FRESH_MS = 10 * 60_000;

const isEmpty = (values: readonly string[] | undefined) => !values?.length;

/**
 * Reads from the data the names that no dictionary has, such as sites, apps and segments, to read
 * texts by; cached for ten minutes.
 */
export function vocabularyOf(
  clickhouse: ClickHouseClient,
  clock: Clock,
): () => Promise<Vocabulary> {
  return valuesOf(clickhouse, clock, NAMED_BY_DATA);
}

/** Reads the values that the data hold of some dimensions; cached for ten minutes. */
export function valuesOf(
  clickhouse: ClickHouseClient,
  clock: Clock,
  dimensions: readonly Dimension[],
): () => Promise<Vocabulary> {
  let known: Promise<Vocabulary> | undefined;
  let readAtMs = 0;
  return () => {
    if (!known || clock().getTime() - readAtMs > FRESH_MS) {
      readAtMs = clock().getTime();
      known = readValues(clickhouse, dimensions);
      // A history that is still being made has no words yet.
      const forget = () => {
        known = undefined;
      };
      known.then((words) => Object.values(words).every(isEmpty) && forget(), forget);
    }
    return known;
  };
}

async function readValues(
  clickhouse: ClickHouseClient,
  dimensions: readonly Dimension[],
): Promise<Vocabulary> {
  const entries = await Promise.all(
    dimensions.map(async (dimension) => {
      const values = await readDimensionValues(clickhouse, {
        dimension,
        limit: VALUES_PER_DIMENSION,
      });
      return [dimension, values.map(({ value }) => value)] as const;
    }),
  );
  return Object.fromEntries(entries);
}
