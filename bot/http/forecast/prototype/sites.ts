const LONGEST_DOMAIN = 200;

/**
 * Extracts the site from a URL with or without its scheme: the domain in lower case without `www.`,
 * as bid requests name it; `isCut` where the URL says more. Undefined for what is none.
 */
export function siteOf(address: string): { site: string; isCut: boolean } | undefined {
  const text = address.trim();
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const site = url.hostname.replace(/\.$/, '').replace(/^www\.(?=.*\.)/, '');
  if (!site.includes('.') || site.length > LONGEST_DOMAIN) return undefined;
  return { site, isCut: url.pathname !== '/' || url.search !== '' };
}
