/**
 * Keys and tokens whose spelling gives them away. Each is bounded, or takes what it has scanned, so
 * that a hostile text costs no more than a long one.
 */
const TOKENS: readonly RegExp[] = [
  // Amazon, GitHub, GitLab, npm.
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/g,
  /\bgithub_pat_\w{20,}/g,
  /\bglpat-[\w-]{16,}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  // Slack: tokens, and the path of a webhook, which is its secret.
  /\bx(?:ox[a-z]|app)[-.][\w.-]{8,}/g,
  /(?<=\bhooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]{8,}/g,
  // Language models, Stripe, Google.
  /\bsk-[\w-]{16,}/g,
  /\b[rs]k_(?:live|test)_\w{16,}/g,
  /\bAIza[\w-]{30,}/g,
  // JSON Web Tokens.
  /\beyJ[\w-]{8,256}\.[\w-]{8,4096}\.[\w-]*/g,
];
const KEY_NAME = '[A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----';
/** To its end, or where it has none, to that of the text. */
const PRIVATE_KEY = new RegExp(
  `-----BEGIN ${KEY_NAME}[\\s\\S]*?(?:-----END ${KEY_NAME}|$(?![\\s\\S]))`,
  'g',
);

/**
 * Masks secrets in a text: puts `mask` in place of every API key, token and private key that its
 * spelling gives away; lines stay where they are.
 */
export function maskTokens(text: string, mask: string): string {
  const withoutKeys = text.replace(PRIVATE_KEY, (key) => key.replace(/[^\n]+/g, mask));
  return TOKENS.reduce((left, token) => left.replace(token, mask), withoutKeys);
}
