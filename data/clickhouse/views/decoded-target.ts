import { DIMENSIONS, LIST_DIMENSIONS, UNKNOWN, WEEK } from '../../dimensions.ts';
import { AGE_BANDS, CUBE_DIMENSIONS } from '../cube.ts';
import { CITY, REGION } from '../place.ts';
import { sqlList, sqlText } from './sql-text.ts';
import { NOT_A_TARGETING, TARGET_GRAMMAR } from './target.ts';

/** Names of the lists, each an alias in the views' text, such as `os_include`. */
type Lists = Record<string, string>;

const json = (path: readonly string[], type: string) =>
  `JSONExtract(json, ${[...path, type].map(sqlText).join(', ')})`;

const texts = (...path: string[]) => json(path, 'Array(String)');

/**
 * Makes a list that needs more than reading a constant for the engine: it takes a lambda's result
 * for one only out of a tuple that a scalar subquery gives.
 */
const constant = (list: string) => `tupleElement((SELECT tuple(${list})), 1)`;

/** No bound is 0 or 255; the canonical form has no upper one from 120 on. */
const AGE: Lists = {
  oldestAsked: json(['age', 'max'], 'Nullable(UInt8)'),
  oldest: 'if(ifNull(oldestAsked, 120) < 120, assumeNotNull(oldestAsked), 255)',
  youngestAsked: json(['age', 'min'], 'UInt8'),
  youngest: 'greatest(1, youngestAsked)',
  anyAge: 'youngestAsked = 0 AND oldest = 255',
  unknownAge: json(['age', 'includeUnknown'], 'Bool'),
};

const BAND_NAMES = sqlList(AGE_BANDS.map(({ name }) => name));
const BAND_FIRSTS = `[${AGE_BANDS.map(({ first }) => first).join(', ')}]`;
const BAND_LASTS = `[${AGE_BANDS.map(({ last }) => last).join(', ')}]`;

/** An empty list means 'not targeted', so one that nothing is in holds what no row has. */
const AGES: Lists = {
  ages: `if(anyAge, [], arrayConcat([-1], if(unknownAge, [0], []), range(youngest, oldest + 1)))`,
  ageBands: constant(`if(anyAge, [], arrayConcat([''], if(unknownAge, [${sqlText(UNKNOWN)}], []),
    arrayFilter((name, first, last) -> first >= youngest AND last <= oldest,
      ${BAND_NAMES}, ${BAND_FIRSTS}, ${BAND_LASTS})))`),
};

const outsideCube = sqlList(DIMENSIONS.filter((name) => !CUBE_DIMENSIONS.has(name)));

/** Hours of the week; ClickHouse counts its days from Monday = 1. */
const hours = `arrayFlatten(arrayMap(part -> arrayMap(day -> arrayMap(
    hour -> indexOf(${sqlList(WEEK)}, day) * 24 + hour, range(part.2, part.3)), part.1),
  ${json(['dayparts'], 'Array(Tuple(days Array(String), from UInt8, to UInt8))')}))`;

const isRegion = `match(place, ${sqlText(REGION.source)})`;
const isCity = `match(place, ${sqlText(`(?s)${CITY.source}`)})`;

/** The places of mixed grain, each under the columns that hold its grain. */
function placesOf(part: 'include' | 'exclude'): Lists {
  const among = (condition: string) => `arrayFilter(place -> ${condition}, geo_${part})`;
  const cities = (afterCountry: string) => `arrayMap(place ->
      (substring(place, 1, position(place, '/') - 1), substring(place, position(place, '/') + 1)),
    ${among(`${isCity} AND substring(place, 3, 1) = '${afterCountry}'`)})`;
  return {
    [`countries_${part}`]: constant(among(`NOT ${isRegion} AND NOT ${isCity}`)),
    [`regions_${part}`]: constant(among(isRegion)),
    [`citiesOfCountries_${part}`]: constant(cities('/')),
    [`citiesOfRegions_${part}`]: constant(cities('-')),
  };
}

const LISTS: Lists = {
  json: 'tryBase64URLDecode({target:String})',
  ...AGE,
  ...AGES,
  genders: texts('gender'),
  ...Object.fromEntries(
    LIST_DIMENSIONS.flatMap((name) => [
      [`${name}_include`, texts(name, 'include')],
      [`${name}_exclude`, texts(name, 'exclude')],
    ]),
  ),
  ...placesOf('include'),
  ...placesOf('exclude'),
  hours: constant(hours),
  isTargeting: `tupleElement((SELECT tuple(throwIf(
    NOT isValidJSON(json) OR NOT match(json, ${sqlText(TARGET_GRAMMAR)})
      OR youngestAsked > ifNull(oldestAsked, 120),
    ${sqlText(NOT_A_TARGETING)}) = 0)), 1)`,
  cubeSuffices: `NOT hasAny(JSONExtractKeys(json), ${outsideCube})
    AND has(${BAND_FIRSTS}, youngest) AND has(${BAND_LASTS}, oldest)`,
};

/**
 * The `WITH` that decodes a view's argument `target` into lists of what matches. All of it is
 * constant and is worked out before a row is read: an empty list drops its condition, and the
 * column of it is not read. A view asks once for `isTargeting`, which refuses what is none.
 */
export const WITH_DECODED_TARGET = `WITH
  ${Object.entries(LISTS)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(',\n  ')}`;
