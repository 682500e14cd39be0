import Bowser from 'bowser';

import { UNKNOWN } from '../dimensions.ts';
import { memoizeText } from '../memoize.ts';
import type { Device } from './bid-request.ts';

/** What a device says of itself by its user agent; `unknown` where it does not. */
export interface Agent {
  browser: string;
  os: string;
  deviceType: string;
}

const NOBODY: Agent = { browser: UNKNOWN, os: UNKNOWN, deviceType: UNKNOWN };

/** Makers' names of browsers and systems -> ours. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['google chrome', 'chrome'],
  ['microsoft edge', 'edge'],
  ['samsung internet for android', 'samsung internet'],
  ['internet explorer', 'ie'],
  ['os x', 'macos'],
  ['mac os x', 'macos'],
  ['mac os', 'macos'],
  ['iphone os', 'ios'],
  ['ipados', 'ios'],
  ['chrome os', 'chromeos'],
  ['chromium os', 'chromeos'],
  ['apple tv', 'tvos'],
]);

const DEVICE_TYPES: ReadonlyMap<string, string> = new Map([
  ['mobile', 'phone'],
  ['tablet', 'tablet'],
  ['desktop', 'desktop'],
  ['tv', 'ctv'],
]);

/** Brands that say nothing: the engine beneath others, and made-up ones such as `Not;A=Brand`. */
const NO_BROWSER = /^chromium$|\bnot\b.*brand/i;

/** Our name of a browser or operating system. */
export function shortName(name: string): string {
  const lower = name.trim().toLowerCase();
  return SHORT_NAMES.get(lower) ?? (lower === '' ? UNKNOWN : lower);
}

/** Some ten thousand of usual length, for each costs as much as a whole request does. */
const RECENT_AGENTS_CHARS = 2_000_000;

/** Parses a user agent's text; those seen lately are remembered. */
const parseUserAgent = memoizeText((userAgent: string): Agent => {
  const { browser, os, platform } = Bowser.parse(userAgent);
  return {
    browser: shortName(browser.name ?? ''),
    os: shortName(os.name ?? ''),
    deviceType: DEVICE_TYPES.get(platform.type ?? '') ?? UNKNOWN,
  };
}, RECENT_AGENTS_CHARS);

/**
 * Browser, OS and device type by `device.sua`, the structured user agent of OpenRTB 2.6, and else
 * by `device.ua`.
 */
export function agentOf({ ua, sua }: Device): Agent {
  const fromText = ua ? parseUserAgent(ua) : NOBODY;
  if (!sua) return fromText;
  const brand = sua.browsers?.find((browser) => browser.brand && !NO_BROWSER.test(browser.brand));
  return {
    browser: brand?.brand ? shortName(brand.brand) : fromText.browser,
    os: sua.platform?.brand ? shortName(sua.platform.brand) : fromText.os,
    deviceType: fromText.deviceType,
  };
}
