import { UNKNOWN } from '../dimensions.ts';
import type { Profile, Shares, SharesByKey } from './profile.ts';

/**
 * A weighted choice among values, which may depend on a key. Drawing is one search: the option
 * at the first limit above (index of the key) + (a uniform number in [0, 1)).
 */
export interface Choice {
  name: string;
  keys: string[];
  options: string[];
  limits: number[];
}

/** Separates the categories of one site or app within an option. */
export const CATEGORY_SEPARATOR = '|';

/** All the choices that a market's requests are drawn by. */
export function compileChoices(profile: Profile): Choice[] {
  const countries = drawable(profile.country);
  const devices = valuesOf(countries, profile.deviceType);
  const countryDevices = combinations(countries, devices);
  const formats = valuesOf(devices, profile.format);
  return [
    plain('country', profile.country),
    plain('gender', profile.gender),
    plain('age', profile.age),
    plain('site', sharesOf(profile.sites)),
    plain('app', sharesOf(profile.apps)),
    byKey('city', countries, profile.city),
    byKey('language', countries, profile.language),
    byKey('deviceType', countries, profile.deviceType),
    byKey('os', countryDevices, profile.os),
    byKey('browser', valuesOf(countryDevices, profile.os), profile.browser),
    byKey('connection', devices, profile.connection),
    byKey('environment', devices, environments(profile.appShare)),
    byKey('category', inventoryNames(profile), categories(profile)),
    byKey('format', devices, profile.format),
    byKey('size', combinations(formats, devices), profile.size),
    byKey('position', formats, profile.position),
    byKey('adUnit', formats, profile.adUnit),
    byKey('hour', ['weekday', 'weekend'], hours(profile.hour)),
    segments(profile.segments),
  ];
}

function plain(name: string, shares: Partial<Shares>): Choice {
  return byKey(name, [''], { default: shares as Shares });
}

function byKey(name: string, keys: readonly string[], sharesByKey: SharesByKey): Choice {
  const choice: Choice = { name, keys: [...keys], options: [], limits: [] };
  for (const [index, key] of keys.entries()) {
    const entries = Object.entries(sharesFor(key, sharesByKey)).filter(([, share]) => share > 0);
    const total = entries.reduce((sum, [, share]) => sum + share, 0);
    let below = 0;
    for (const [position, [option, share]] of entries.entries()) {
      below += share / total;
      choice.options.push(option);
      choice.limits.push(index + (position === entries.length - 1 ? 1 : below));
    }
  }
  return choice;
}

/** The most specific shares there are for a key such as `IN/phone`. */
function sharesFor(key: string, sharesByKey: SharesByKey): Shares {
  const candidates = [key, ...key.split('/').reverse(), 'default'];
  const found = candidates.find((candidate) => Object.hasOwn(sharesByKey, candidate));
  return (found === undefined ? undefined : sharesByKey[found]) ?? { [UNKNOWN]: 1 };
}

function drawable(shares: Shares): string[] {
  return Object.keys(shares).filter((value) => (shares[value] ?? 0) > 0);
}

/** Every value that can be drawn for any of the keys. */
function valuesOf(keys: readonly string[], sharesByKey: SharesByKey): string[] {
  return [...new Set(keys.flatMap((key) => drawable(sharesFor(key, sharesByKey))))];
}

function combinations(left: readonly string[], right: readonly string[]): string[] {
  return left.flatMap((first) => right.map((second) => `${first}/${second}`));
}

function sharesOf(inventory: Profile['sites']): Shares {
  return Object.fromEntries(Object.entries(inventory).map(([name, { share }]) => [name, share]));
}

function environments(appShare: Profile['appShare']): SharesByKey {
  return Object.fromEntries(
    Object.entries(appShare).map(([device, app]) => [device, { app, site: 1 - app }]),
  );
}

function inventoryNames({ sites, apps }: Profile): string[] {
  return [...Object.keys(sites), ...Object.keys(apps)];
}

function categories({ sites, apps }: Profile): SharesByKey {
  const inventory = Object.entries({ ...sites, ...apps });
  return Object.fromEntries(
    inventory.map(([name, { category }]) => [name, { [category.join(CATEGORY_SEPARATOR)]: 1 }]),
  );
}

function hours(hour: Profile['hour']): SharesByKey {
  const byHour = (weights: readonly number[]): Shares => Object.fromEntries(weights.entries());
  return { weekday: byHour(hour.weekday), weekend: byHour(hour.weekend) };
}

/** Not one choice but a yes or no for each segment: its limit is the fraction of users in it. */
function segments(fractions: Profile['segments']): Choice {
  return {
    name: 'segment',
    keys: [],
    options: Object.keys(fractions),
    limits: Object.values(fractions),
  };
}
