const REDACTED = '[redacted]';

/** Shorter ones occur in ordinary words, which would tell them. */
const SHORTEST_SECRET = 8;

/** What secrets look like wherever they come from, and what is left of them; bounded, for texts may be hostile. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  // Tokens of Slack, keys of language models, JSON Web Tokens.
  [/\bx(?:ox[a-z]|app)[-.][\w.-]{4,}/g, REDACTED],
  [/\bsk-[\w-]{8,}/g, REDACTED],
  [/\beyJ[\w-]{1,512}\.[\w-]{1,4096}\.[\w-]*/g, REDACTED],
  // Values of an Authorization header.
  [/\b(Bearer|Basic) [\w.~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  // A password in a URL: up to the last @, for it may hold one.
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s"/:@]{0,256}):[^\s"]{0,512}@/gi, `$1:${REDACTED}@`],
  [/\b(password|secret|token|api_?key)=[^\s"&\\]+/gi, `$1=${REDACTED}`],
];

/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

/** Takes out these secrets, as they are and as JSON and URLs write them, and whatever looks like one. */
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
    return SHAPES.reduce((left, [shape, replacement]) => left.replace(shape, replacement), rest);
  };
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
