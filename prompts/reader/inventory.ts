import { type ListDimension, UNKNOWN } from '../../data/dimensions.ts';
import type { ListTargeting, Targeting } from '../../data/plan.ts';
import type { Finding } from './finding.ts';
import type { UnreadText } from './unread-text.ts';
import { type Lexicon, takeValues } from './value-list.ts';

/** Where ads are shown: a request names the app or the site, whichever it comes from. */
const INVENTORIES = ['app', 'site'] as const;
type Inventory = (typeof INVENTORIES)[number];

/** How people write them; 'app installs' and 'web design' are something else. */
const INVENTORY_WORDS: Lexicon = {
  app: '(?:in[\\s-]?)?apps?(?!\\s+(?:ads?|downloads?|installs?|purchases?|stores?))',
  site: '(?:on\\s+)?(?:the\\s+)?(?:web|web\\s?sites?)(?!\\s+(?:design|development|visitors?))',
};

const NAMES: Readonly<Record<Inventory, string>> = { app: 'in apps', site: 'on websites' };

/** Any app or site: a request from elsewhere carries none. */
const ANY: ListTargeting = { exclude: [UNKNOWN] };
const NONE: ListTargeting = { include: [UNKNOWN] };

/** Parses where ads are shown: 'in-app', 'mobile web', 'not in apps'; in both is no restriction. */
export function readInventory(text: UnreadText): Finding {
  const { include, exclude } = takeValues(text, INVENTORY_WORDS);
  if (INVENTORIES.every((one) => include.includes(one))) return { lifted: [...INVENTORIES] };
  return {
    targeting: {
      ...Object.fromEntries(include.map((one) => [one, ANY])),
      ...Object.fromEntries(exclude.map((one) => [one, NONE])),
    },
  };
}

/** Names any app or site, or none, in words that are read back: 'in apps', 'not on websites'. */
export function inventoryName(dimension: ListDimension, list: ListTargeting): string | undefined {
  const inventory = INVENTORIES.find((one) => one === dimension);
  if (!inventory) return undefined;
  const { include = [], exclude = [] } = list;
  const [value, ...others] = [...include, ...exclude];
  if (value !== UNKNOWN || others.length > 0) return undefined;
  return include.length > 0 ? `not ${NAMES[inventory]}` : NAMES[inventory];
}

/** The parts that a targeting leaves no room for: nothing in apps is on a website. */
export function ruledOut(targeting: Targeting): Inventory[] {
  return INVENTORIES.filter((one) =>
    INVENTORIES.some((other) => other !== one && isAny(targeting[other])),
  );
}

/** Whether a targeting leaves no room for a dimension: for any site, as it is in apps. */
export function isRuledOut(dimension: ListDimension, targeting: Targeting): boolean {
  return ruledOut(targeting).some((one) => one === dimension);
}

/** Apps and websites together are no restriction. */
export function joinInventories(before: Targeting, added: Targeting): Targeting {
  const isJoined = INVENTORIES.some((one) => isAny(before[one]) && ruledOut(added).includes(one));
  return isJoined ? { app: {}, site: {} } : {};
}

function isAny(list: ListTargeting | undefined): boolean {
  return list?.exclude?.includes(UNKNOWN) ?? false;
}
