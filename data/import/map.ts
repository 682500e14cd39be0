import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { z } from 'zod';

import { badInput } from '../errors.ts';
import { schemaProblems } from '../plan.ts';

const name = z.string().min(1).max(200);
const value = z.string().max(200);

const fromColumn = z.strictObject({
  column: name,
  /** Spellings of the file -> ours; case does not matter. */
  values: z.record(name, value).optional(),
  /** What becomes of a spelling that `values` lacks; kept unless said. */
  otherwise: z.enum(['unknown', 'keep', 'reject']).optional(),
  /** Cuts one field into several values, for `category` and `segment`. */
  separator: z.string().min(1).max(5).optional(),
});

const source = z.union([
  name.transform((column) => ({ column })),
  fromColumn,
  z.strictObject({ constant: value }),
]);

/** Where the values of one of our columns come from. */
export type Source = z.infer<typeof source>;

/** Our columns that a file's text goes into, as they are called in the history. */
export const TEXT_COLUMNS = [
  ...(['country', 'region', 'city', 'deviceType', 'os', 'browser', 'connection'] as const),
  ...(['language', 'site', 'app', 'adUnit', 'format', 'size', 'position', 'gender'] as const),
] as const;

/** Our columns that hold several values. */
export const LIST_COLUMNS = ['category', 'segment'] as const;

const optionalSources = <K extends string>(columns: readonly K[]) =>
  Object.fromEntries(columns.map((column) => [column, source.optional()])) as Record<
    K,
    z.ZodOptional<typeof source>
  >;

/** Names, for each of our columns, where its values come from. */
export const importMapSchema = z
  .strictObject({
    /** Days (`2019-06-01`), or instants: ISO 8601 (UTC where no offset is given), epoch s or ms. */
    date: source,
    /** 0-23, or -1 for unknown; the hour of `date` where that is an instant. */
    hour: source.optional(),
    ...optionalSources(TEXT_COLUMNS),
    ...optionalSources(LIST_COLUMNS),
    /** An opaque place: another name for `country`. */
    geo: source.optional(),
    age: source.optional(),
    /** Any identifier; only its keyed hash is kept. */
    user: source.optional(),
    /** Requests a row stands for; 1 unless mapped. */
    count: source.optional(),
  })
  .refine(({ geo, country }) => !(geo && country), {
    error: 'geo is another name for country: give one of them',
  })
  .transform(({ geo, ...map }) => (geo ? { ...map, country: geo } : map));
export type ImportMap = z.infer<typeof importMapSchema>;

const MAPS = new URL('./maps/', import.meta.url);

/** Reads a map; throws AppError `bad_input` listing every problem. */
export function parseImportMap(json: string, label = 'The map'): ImportMap {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    throw badInput(`${label} is not JSON: ${(error as Error).message}`);
  }
  const parsed = importMapSchema.safeParse(data);
  if (!parsed.success) throw badInput(`${label} cannot be used.`, schemaProblems(parsed.error));
  return parsed.data;
}

/** The map of the layout that needs none: `timestamp,ip,user_id,geo_country,...`. */
export async function readPrototypeMap(): Promise<ImportMap> {
  return parseImportMap(await readFile(new URL('prototype.json', MAPS), 'utf8'));
}

/** The file's columns a map needs. */
export function sourceColumns(map: ImportMap): string[] {
  const sources = Object.values(map).filter((entry) => entry !== undefined);
  return [...new Set(sources.flatMap((entry) => ('column' in entry ? entry.column : [])))];
}

/** Identifies what a map makes of a file read in a time zone: SHA-256, in hex. */
export function mapHash(map: ImportMap, timeZone: string): string {
  return createHash('sha256')
    .update(JSON.stringify([map, timeZone]))
    .digest('hex');
}
