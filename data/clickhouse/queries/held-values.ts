import { z } from 'zod';

import { LIST_DIMENSIONS, type ListDimension } from '../../dimensions.ts';
import { parsePlace } from '../place.ts';
import { type HistorySource, queryRows } from '../run.ts';
import { matchesAll, targetingConditions } from '../targeting.ts';

const row = z.object({
  dimension: z.enum(LIST_DIMENSIONS),
  value: z.string(),
  ...{ country: z.string(), region: z.string(), city: z.string() },
});
type HeldValue = z.infer<typeof row>;

export interface HeldValuesOptions {
  /** Values to look for, in the plan's spelling. */
  asked: ReadonlyMap<ListDimension, readonly string[]>;
  signal?: AbortSignal | undefined;
}

/** Those of the values asked for that at least one request carries. */
export async function readHeldValues(
  client: HistorySource,
  { asked, signal }: HeldValuesOptions,
): Promise<Map<ListDimension, Set<string>>> {
  if (asked.size === 0) return new Map();
  const { geo = [], ...others } = Object.fromEntries(asked);
  const places = targetingConditions({ geo: { include: [...geo] } });
  const query = `
    SELECT dimension, value, country, region, city
    FROM request_value
    WHERE dimension IN {dimensions:Array(String)}
      AND if(dimension = 'geo', ${matchesAll(places)}, value IN {values:Array(String)})
    GROUP BY dimension, value, country, region, city
    HAVING sum(count) > 0`;
  const dimensions = [...asked.keys()];
  const params = { ...places.params, dimensions, values: Object.values(others).flat() };
  const rows = await queryRows(client, { query, params, row, signal });
  const held = Map.groupBy(rows, ({ dimension }) => dimension);
  return new Map(
    [...asked].map(([dimension, values]) => {
      const rowsOfIt = held.get(dimension) ?? [];
      return [dimension, new Set(values.filter((value) => rowsOfIt.some(carries(value))))];
    }),
  );
}

function carries(value: string): (held: HeldValue) => boolean {
  const place = parsePlace(value);
  return (held) => {
    if (held.dimension !== 'geo') return held.value === value;
    if (place.grain === 'country') return held.country === place.country;
    if (place.grain === 'region') return held.region === place.region;
    return held.city === place.city && held[place.within] === place.parent;
  };
}
