import { maskTokens } from '../../../data/secret-shapes.ts';

const MASKED = '[masked]';

/** A password in a URL, but for one that a template puts there. */
const PASSWORD_IN_URL =
  /(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:@/'"`]{1,256}:)([^\s@/'"`${}]{1,512})(?=@)/gi;
/** `apiKey = "..."`, `password: '...'`, `TOKEN=...`: a name that says so, and a value like a key. */
const ASSIGNED =
  /((?:pass(?:word|wd)|secret|token|api[_-]?key|private[_-]?key|access[_-]?key)["']?\s{0,20}[:=]\s{0,20}["'`]?)([\w+/=.~!@#%^&*-]{12,})/gi;

/** The text with keys, tokens and passwords masked; its lines stay where they were. */
export function maskSecrets(text: string): string {
  return maskTokens(text, MASKED)
    .replace(PASSWORD_IN_URL, `$1${MASKED}`)
    .replace(ASSIGNED, (whole, name: string, value: string) =>
      looksRandom(value) ? `${name}${MASKED}` : whole,
    );
}

/** Digits among letters, and no path or call: what nobody would write as a name. */
function looksRandom(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !/^(process|env|config|this)\b/.test(value);
}
