import { maskTokens } from '../secret-shapes.ts';

const REDACTED = '[redacted]';

/** Shorter ones occur in ordinary words, which would tell them. */
const SHORTEST_SECRET = 8;

/** Where secrets stand in addresses, headers and settings; bounded, for texts may be hostile. */
const PLACES: readonly (readonly [RegExp, string])[] = [
  // Values of an Authorization header.
  [/\b(Bearer|Basic) [\w.~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  // A password in a URL: up to the last @, for it may hold one.
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s"/:@]{0,256}):[^\s"]{0,512}@/gi, `$1:${REDACTED}@`],
  [/\b(password|secret|token|api_?key)=[^\s"&\\]+/gi, `$1=${REDACTED}`],
];

/** Replaces secrets in a text by `[redacted]`. */
export type Redact = (text: string) => string;

/**
 * Redacts these secrets, as they are and as JSON and URLs write them, and whatever looks like a
 * password or a token.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const written = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    // One secret may begin with another.
    .sort((a, b) => b.length - a.length);
  const known =
    written.length > 0 ? new RegExp(written.map(escapeRegExp).join('|'), 'g') : undefined;
  return (text) => {
    const rest = known ? text.replace(known, REDACTED) : text;
    return PLACES.reduce(
      (left, [place, replacement]) => left.replace(place, replacement),
      maskTokens(rest, REDACTED),
    );
  };
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
