import { UNKNOWN } from '../dimensions.ts';
import { memoizeText } from '../memoize.ts';
import type { RequestRow } from '../request-row.ts';
import type { BidRequest } from './bid-request.ts';
import { categoryName } from './codes.ts';
import { columnReader, distinct } from './values.ts';

const siteOf = columnReader('site');
const appOf = columnReader('app');
const categoryOf = memoizeText((code) => categoryName(code) ?? UNKNOWN);

/** The first code of `cattax` (AdCOM 1.0, list 'Category Taxonomies'): the IAB's 1.0, also the default. */
const IAB_1 = 1;

/**
 * Site, app and categories of a request: a site by domain or an app by bundle, else by the
 * exchange's id.
 */
export function inventoryColumns({
  site,
  app,
}: BidRequest): Pick<RequestRow, 'site' | 'app' | 'category'> {
  return {
    site: siteOf(site?.domain || site?.id),
    app: appOf(app?.bundle || app?.id),
    category: categories(site ?? app ?? {}),
  };
}

/** Tier-1 names; codes of other taxonomies than the IAB's first are not read. */
function categories(channel: NonNullable<BidRequest['site']> | NonNullable<BidRequest['app']>) {
  const { cat, sectioncat, pagecat, cattax } = channel;
  if ((cattax ?? IAB_1) !== IAB_1) return [];
  return distinct([cat, sectioncat, pagecat].flatMap((codes) => (codes ?? []).map(categoryOf)));
}
