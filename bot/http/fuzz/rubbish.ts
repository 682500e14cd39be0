import fc from 'fast-check';

/** Texts that have broken something somewhere. */
const NOTORIOUS = [
  '',
  ' ',
  '\u0000',
  '\uFEFF',
  '\uD800',
  '\u202Eabc',
  '\u{1F986}'.repeat(50),
  'e\u0301'.repeat(50),
  '%00',
  '%',
  '%ff',
  '..%2f..%2fetc%2fpasswd',
  '../../etc/passwd',
  "' or 1=1 --",
  '"; drop table forecast_request; --',
  '#{7*7}',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '-0',
  '1e999',
  '9'.repeat(400),
  'x'.repeat(10_000),
  '\r\nset-cookie: a=b',
];

/** Hostile text that nobody would send who means well: injections, broken Unicode, far too long. */
export const rubbishText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NOTORIOUS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

/** Any value of JSON. */
export const rubbishValue: fc.Arbitrary<unknown> = fc.oneof(
  rubbishText,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, 0, -1, 1e308, Number.MAX_SAFE_INTEGER + 2, 0.1, true, [], {}, [[]]),
);

/** Bodies that are no JSON, or no sane one: random bytes, endless nesting, endless arrays. */
export const rubbishBody: fc.Arbitrary<Buffer> = fc.oneof(
  rubbishText.map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.nat({ max: 3_000 }).map((depth) => Buffer.from('['.repeat(depth))),
  fc.nat({ max: 3_000 }).map((count) => Buffer.from(`[${'{},'.repeat(count)}{}]`)),
);
