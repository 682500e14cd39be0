import { METHODS } from 'node:http';
import { gzipSync } from 'node:zlib';

import fc from 'fast-check';

import { type BodyOptions, bodyLike } from './bodies.ts';
import { type Operation, operationsOf } from './operations.ts';
import { rubbishBody, rubbishText } from './rubbish.ts';

/** A request to be sent as it is. */
export interface FuzzRequest {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer | undefined;
}

export interface FuzzOptions extends Pick<BodyOptions, 'today'> {
  /** Of callers who may do everything; one alone would soon ask for too much. */
  tokens: readonly string[];
}

/** Generates random requests from an OpenAPI document: as it has them, nearly so, or not at all. */
export function fuzzRequests(
  document: object,
  { tokens, today }: FuzzOptions,
): fc.Arbitrary<FuzzRequest> {
  const operations = operationsOf(document);
  return fc
    .constantFrom(...operations)
    .chain((operation) =>
      fc.record({
        method: mostly(fc.constant(operation.method), fc.constantFrom(...SENDABLE)),
        path: mostly(pathOf(operation), rubbishPath),
        headers: headersOf(operation, tokens),
        content: contentOf(operation, { document, today }),
      }),
    )
    .map(({ method, path, headers, content: { body, headers: described } }) => ({
      method,
      path,
      headers: { ...described, ...headers },
      body,
    }));
}

/** CONNECT asks for a tunnel, which no server of ours gives and no client waits for well. */
const SENDABLE = METHODS.filter((method) => method !== 'CONNECT');

function mostly<T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: other });
}

const rubbishPath = fc
  .array(rubbishText, { minLength: 1, maxLength: 4 })
  .map((parts) => `/${parts.map(sendablePart).join('/')}`);

/** Fills in the placeholders of a path: mostly a UUID, at times rubbish. */
function pathOf({ path, parameters }: Operation): fc.Arbitrary<string> {
  const names = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  return fc
    .tuple(...names.map(() => mostly(fc.uuid(), rubbishText.map(sendablePart))))
    .map((values) =>
      names.reduce((filled, name, index) => filled.replace(`{${name}}`, values[index] ?? ''), path),
    );
}

/** Generates headers: mostly a good access token, and values good and bad of those documented. */
function headersOf(
  { parameters }: Operation,
  tokens: readonly string[],
): fc.Arbitrary<Record<string, string>> {
  const names = parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
  const given = names.map((name) => [name, fc.oneof(HEADER_VALUES, rubbishHeader)] as const);
  return fc.record(
    {
      authorization: mostly(
        fc.constantFrom(...tokens).map((token) => `Bearer ${token}`),
        fc.oneof(
          rubbishHeader,
          rubbishHeader.map((text) => `Bearer ${text}`),
        ),
      ),
      'x-request-id': rubbishHeader,
      accept: fc.constantFrom('*/*', 'text/html', 'application/json;q=0'),
      ...Object.fromEntries(given),
    },
    { requiredKeys: ['authorization'] },
  );
}

const HEADER_VALUES = fc.oneof(
  fc.constantFrom('wait=0', 'respond-async', 'wait=1, respond-async', 'wait=-1', 'wait=1e9'),
  // Few, so that some come again with another body.
  fc.nat({ max: 20 }).map((number) => `"key-${number}"`),
);

interface Content {
  headers: Record<string, string>;
  body: Buffer | undefined;
}

/** Generates a body with its content type, at times gzipped, rubbish, or none. */
function contentOf({ bodies }: Operation, options: BodyOptions): fc.Arbitrary<Content> {
  const bare: fc.Arbitrary<Content> = fc.constant({ headers: {}, body: undefined });
  const rubbish = fc.record({
    headers: fc.record({ 'content-type': fc.oneof(CONTENT_TYPES, rubbishHeader) }),
    body: rubbishBody,
  });
  if (bodies.length === 0) return mostly(bare, rubbish);
  const described = fc.constantFrom(...bodies).chain((like) =>
    fc
      .record({ value: bodyLike(like, options), isPacked: fc.boolean(), isTold: fc.boolean() })
      .map(({ value, isPacked, isTold }) => {
        const text = Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
        return {
          headers: {
            'content-type': like.type,
            ...(isPacked && isTold && { 'content-encoding': 'gzip' }),
          },
          body: isPacked && isTold ? gzipSync(text) : text,
        };
      }),
  );
  return fc.oneof(
    { weight: 8, arbitrary: described },
    { weight: 2, arbitrary: rubbish },
    { weight: 1, arbitrary: bare },
  );
}

const CONTENT_TYPES = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-8',
  'application/x-ndjson',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-7',
);

/** What Node's own client agrees to send: visible characters of Latin 1. */
const rubbishHeader = rubbishText.map((text) =>
  text.replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '?').trim(),
);

/** Keeps what can stand in a request line, and with it the percent signs that break paths. */
function sendablePart(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]/g, (character) =>
    encodeURIComponent(character.toWellFormed()),
  );
}
