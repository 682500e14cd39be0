/** `a.example`, without what goes before or behind it. */
const DOMAIN = String.raw`(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}`;
const DOMAINS = new RegExp(`(?<![\\p{L}\\p{N}.-])${DOMAIN}(?![\\p{L}\\p{N}])`, 'gu');
const ONE_DOMAIN = new RegExp(`^${DOMAIN}$`, 'u');

/** Finds the domain names in a text, such as `a.example`: Slack makes links of these. */
export function domainsIn(text: string): string[] {
  return text.match(DOMAINS) ?? [];
}

/** Whether a text is a domain as a whole. */
export function isDomain(text: string): boolean {
  return ONE_DOMAIN.test(text);
}
