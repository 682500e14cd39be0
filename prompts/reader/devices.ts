import { ask, type Finding } from './finding.ts';
import type { UnreadText } from './unread-text.ts';
import { type FoundValues, type Lexicon, takeValues } from './value-list.ts';

/** Operating systems, as people write them. */
const OS_WORDS: Lexicon = {
  ios: 'i-?os|ipad-?os',
  android: 'androids?',
  windows: 'windows',
  macos: 'mac\\s?-?os|os\\s?x|macs?|macbooks?',
  linux: 'linux|ubuntu',
  chromeos: 'chrome\\s?-?os|chromebooks?',
  tvos: 'tv-?os|apple\\s+tvs?',
  tizen: 'tizen',
  webos: 'web-?os',
};

const DEVICES = '(?:\\s+(?:devices?|users|traffic|inventory))?';

/** Kinds of devices, as people write them. */
const DEVICE_WORDS: Lexicon = {
  phone: `(?:(?:mobile|cell|smart)[\\s-]?phones?|phones?|mobiles?(?!\\s*,?\\s*(?:alabama|al)\\b)|handsets?)${DEVICES}`,
  tablet: `tablets?${DEVICES}`,
  desktop: `(?:desktops?|laptops?|pcs?|computers?)${DEVICES}`,
  ctv: `(?:ctvs?|connected[\\s-]tvs?|smart[\\s-]tvs?|tvs?|televisions?)${DEVICES}`,
  settop: 'set[\\s-]?top(?:[\\s-]box(?:es)?)?',
  connected: 'connected\\s+devices?',
  ooh: 'd?ooh|(?:digital\\s+)?out[\\s-]of[\\s-]home',
};

/** Names that say both the system and the device. */
const PRODUCTS: Lexicon = { phone: 'iphones?', tablet: 'ipads?' };

const ANY_DEVICE = /\b(?:any|all|every)\s+(?:devices?(?:\s+types?)?)\b/g;
const ANY_OS = /\b(?:any|all|every)\s+(?:os|operating\s+systems?|platforms?)\b/g;

/**
 * Parses devices and operating systems: 'on iOS', 'Android tablets', 'smart TV', 'not desktop'; an
 * iPhone is a phone on iOS.
 */
export function readDevices(text: UnreadText): Finding {
  const lifted = [
    ...(text.take(ANY_DEVICE).length > 0 ? (['deviceType'] as const) : []),
    ...(text.take(ANY_OS).length > 0 ? (['os'] as const) : []),
  ];
  const os = takeValues(text, OS_WORDS);
  const products = takeValues(text, PRODUCTS);
  const deviceType = takeValues(text, DEVICE_WORDS);
  if (products.include.length + products.exclude.length > 0) {
    if (isMixed(products, os, deviceType)) return askToSplit();
    os.include.push('ios');
    deviceType.include.push(...products.include);
  }
  return { targeting: { ...part('deviceType', deviceType), ...part('os', os) }, lifted };
}

/** True for the name of a product, which fixes the system and the device. */
export function namesProduct(words: string): boolean {
  return new RegExp(`\\b(?:${Object.values(PRODUCTS).join('|')})\\b`, 'i').test(words);
}

/** A box of systems x devices cannot hold 'iPhone or desktop', nor 'all but iPhones'. */
function isMixed(products: FoundValues, os: FoundValues, deviceType: FoundValues): boolean {
  return (
    products.exclude.length > 0 ||
    os.include.some((value) => value !== 'ios') ||
    deviceType.include.some((value) => !products.include.includes(value))
  );
}

function askToSplit(): Finding {
  return ask(
    'os',
    'An iPhone or iPad fixes both the OS and the device, so I cannot mix it with others in one plan. Write OS and device apart, such as “phones on iOS or Android”, or ask for each on its own.',
  );
}

function part(name: 'deviceType' | 'os', { include, exclude }: FoundValues) {
  if (include.length + exclude.length === 0) return {};
  return {
    [name]: { ...(include.length > 0 && { include }), ...(exclude.length > 0 && { exclude }) },
  };
}
