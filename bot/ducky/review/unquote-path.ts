const ESCAPED: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

/** Unescapes a path that git prints: one with quotes or control characters is a quoted C string. */
export function unquotePath(written: string): string {
  const quoted = /^"(.*)"$/s.exec(written)?.[1];
  if (quoted === undefined) return written;
  return quoted.replace(/\\([0-7]{3}|.)/gs, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPED[code] ?? code),
  );
}
