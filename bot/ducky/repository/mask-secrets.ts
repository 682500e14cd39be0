const MASKED = '[masked]';

/** Keys and tokens whose spelling gives them away. */
const KNOWN_TOKENS = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/g,
  /\bgithub_pat_\w{20,}/g,
  /\bglpat-[\w-]{16,}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\bxox[abeoprs]-[\w-]{8,}/g,
  /\bxapp-[\w-]{8,}/g,
  /\bsk-[\w-]{16,}/g,
  /\b[rs]k_(?:live|test)_\w{16,}/g,
  /\bAIza[\w-]{30,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/g,
];
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|$(?![\s\S]))/g;
const PASSWORD_IN_URL = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/'"`]+:)([^\s@/'"`${}]+)(?=@)/gi;
/** `apiKey = "..."`, `password: '...'`, `TOKEN=...`: a name that says so, and a value like a key. */
const ASSIGNED =
  /((?:pass(?:word|wd)|secret|token|api[_-]?key|private[_-]?key|access[_-]?key)["']?\s*[:=]\s*["'`]?)([\w+/=.~!@#%^&*-]{12,})/gi;

/** The text with keys, tokens and passwords masked; its lines stay where they were. */
export function maskSecrets(text: string): string {
  let masked = text.replace(PRIVATE_KEY, (key) => key.replace(/[^\n]+/g, MASKED));
  for (const token of KNOWN_TOKENS) masked = masked.replace(token, MASKED);
  return masked
    .replace(PASSWORD_IN_URL, `$1${MASKED}`)
    .replace(ASSIGNED, (whole, name: string, value: string) =>
      looksRandom(value) ? `${name}${MASKED}` : whole,
    );
}

/** Digits among letters, and no path or call: what nobody would write as a name. */
function looksRandom(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !/^(process|env|config|this)\b/.test(value);
}
