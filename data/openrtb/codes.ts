/** Device types (AdCOM 1.0, list 'Device Types'). */
export const DEVICE_TYPES: Readonly<Record<number, string>> = {
  1: 'mobile',
  2: 'desktop',
  3: 'ctv',
  4: 'phone',
  5: 'tablet',
  6: 'connected',
  7: 'settop',
  8: 'ooh',
};

/** Connection types (AdCOM 1.0, list 'Connection Types'). */
export const CONNECTIONS: Readonly<Record<number, string>> = {
  1: 'ethernet',
  2: 'wifi',
  3: 'cellular',
  4: '2g',
  5: '3g',
  6: '4g',
  7: '5g',
};

/** Placement positions (AdCOM 1.0, list 'Placement Positions'). */
export const POSITIONS: Readonly<Record<number, string>> = {
  1: 'above the fold',
  2: 'locked',
  3: 'below the fold',
  4: 'header',
  5: 'footer',
  6: 'sidebar',
  7: 'full screen',
};

export const GENDERS: ReadonlyMap<string, string> = new Map([
  ['F', 'female'],
  ['M', 'male'],
  ['O', 'other'],
]);

/** Tier 1 of the IAB Content Taxonomy 1.0 (OpenRTB 2.5, list 5.1): `IAB1`, `IAB2`, ... in order. */
const CATEGORIES = [
  ...['arts & entertainment', 'automotive', 'business', 'careers', 'education'],
  ...['family & parenting', 'health & fitness', 'food & drink', 'hobbies & interests'],
  ...['home & garden', "law, gov't & politics", 'news', 'personal finance', 'society', 'science'],
  ...['pets', 'sports', 'style & fashion', 'technology & computing', 'travel', 'real estate'],
  ...['shopping', 'religion & spirituality', 'uncategorized', 'non-standard content'],
  'illegal content',
];

/** The tier-1 name of a category code, `IAB17` or `IAB17-12`; undefined for any other text. */
export function categoryName(code: string): string | undefined {
  const number = /^IAB(\d{1,2})(?:-\d{1,3})?$/i.exec(code)?.[1];
  return number === undefined ? undefined : CATEGORIES[Number(number) - 1];
}
