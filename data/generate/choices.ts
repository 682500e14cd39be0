import { type Day, weekday } from '../calendar.ts';
import { type Choice, compileChoice, type Known } from './choice.ts';
import { dayMix, patternKey, type StratumMix } from './day-mix.ts';
import type { Market } from './market.ts';
import type { Profile } from './profile.ts';
import { mostSpecific, type Shares } from './shares.ts';

const SATURDAY = 5;
const NOTHING: Shares = {};

/** The choices that the requests of some days are drawn by. */
export type Choices = Record<
  | 'day'
  | 'stratum'
  | 'gender'
  | 'age'
  | 'city'
  | 'language'
  | 'browser'
  | 'connection'
  | 'inventory'
  | 'hour'
  | 'format'
  | 'size'
  | 'position'
  | 'adUnit',
  Choice
>;

/**
 * Compiles every attribute that a generated request draws, such as city, browser or format, for
 * days on which the market has any traffic; a day's index picks it.
 */
export function compileChoices(days: readonly Day[], market: Market): Choices {
  const { profile } = market;
  const mixes = new Map(days.map((day) => [day, dayMix(day, market)]));
  const mixOf = ({ day = '', stratum }: Known) => mixes.get(day)?.[Number(stratum)] as StratumMix;
  const day = compileChoice({
    name: 'day',
    weights: () => Object.fromEntries(days.map((one) => [one, 1])),
  });
  const stratum = strataChoice(day, mixes);
  const format = compileChoice({
    name: 'format',
    parent: stratum,
    weights: (known) => mixOf(known).format,
    handDown: ['country', 'deviceType'],
  });
  return {
    ...{ day, stratum, format },
    ...choicesOfUser(stratum, profile),
    inventory: compileChoice({
      name: 'inventory',
      parent: stratum,
      weights: (known) => mixOf(known).inventory,
      handDown: ['environment'],
    }),
    hour: compileChoice({
      name: 'hour',
      parent: stratum,
      weights: (known) => hoursOn(known, profile),
    }),
    size: byKey('size', { parent: format, by: ['format', 'deviceType'], table: profile.size }),
    position: byKey('position', { parent: format, by: ['format'], table: profile.position }),
    adUnit: byKey('adUnit', { parent: format, by: ['format'], table: profile.adUnit }),
  };
}

/** What stays with a user, but for the connection, which depends on nothing else either. */
function choicesOfUser(parent: Choice, profile: Profile) {
  const { browser, city, language, connection } = profile;
  return {
    gender: compileChoice({ name: 'gender', weights: () => profile.gender as Shares }),
    age: compileChoice({ name: 'age', weights: () => profile.age }),
    city: byKey('city', { parent, by: ['country'], table: city }),
    language: byKey('language', { parent, by: ['country'], table: language }),
    connection: byKey('connection', { parent, by: ['deviceType'], table: connection }),
    browser: compileChoice({
      name: 'browser',
      parent,
      weights: ({ os = '', environment }) =>
        (environment === 'site' && mostSpecific(os, browser)) || NOTHING,
      handDown: ['country', 'deviceType', 'os'],
    }),
  };
}

interface ByKey {
  parent: Choice;
  /** What the key is put together from, in this order. */
  by: string[];
  table: Readonly<Record<string, Shares>>;
}

function byKey(name: string, { parent, by, table }: ByKey): Choice {
  const weights = (known: Known) =>
    mostSpecific(by.map((fact) => known[fact]).join('/'), table) ?? NOTHING;
  return compileChoice({ name, parent, weights });
}

/** Its options are, for each day, the numbers of the strata; they know what these are made of. */
function strataChoice(day: Choice, mixes: ReadonlyMap<Day, readonly StratumMix[]>): Choice {
  const mixesOn = (known: Known) => mixes.get(known.day ?? '') ?? [];
  const choice = compileChoice({
    name: 'stratum',
    parent: day,
    weights: (known) =>
      Object.fromEntries(mixesOn(known).map(({ volume }, index) => [index, volume])),
    handDown: ['day'],
  });
  const options = choice.options.map((option) => {
    const mix = mixesOn(option.known)[Number(option.value)] as StratumMix;
    const { country, deviceType, os, environment } = mix.stratum;
    return { ...option, known: { ...option.known, country, deviceType, os, environment } };
  });
  return { ...choice, options };
}

function hoursOn(known: Known, profile: Profile): Shares {
  const pattern = mostSpecific(patternKey(known), profile.patterns ?? {});
  const { weekday: onWeekdays, weekend } = pattern?.hour ?? profile.hour;
  const weights = weekday(known.day ?? '') < SATURDAY ? onWeekdays : weekend;
  return Object.fromEntries(weights.entries());
}
