import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { fastify } from 'fastify';
import { z } from 'zod';
import { problemOf, sendProblem } from '../problem.ts';
import { acceptJson, parseJsonBody } from './json-body.ts';

const LIMITS = { jsonBodyBytes: 1_000, jsonBodyTimeoutMs: 5_000 };

const size = z.strictObject({ w: z.int().min(1), h: z.int().min(1) });
const schema = z.strictObject({ name: z.string(), sizes: z.array(size).optional() });

/** A server whose one route answers with the body it read. */
async function echo(t: TestContext, limits: Partial<typeof LIMITS> = {}): Promise<string> {
  const app = fastify();
  app.setErrorHandler((error, _request, reply) => sendProblem(reply, problemOf(error)));
  acceptJson(app, { ...LIMITS, ...limits });
  app.post('/', async (request) => parseJsonBody(request, schema));
  t.after(() => app.close());
  return app.listen({ host: '127.0.0.1', port: 0 });
}

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream;

async function post(url: string, body: Body, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  });
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok) assert.match(type, /^application\/problem\+json/);
  return { status: response.status, answer: JSON.parse(await response.text()) };
}

const GOOD = JSON.stringify({ name: 'Zoë 🦆', sizes: [{ w: 300, h: 250 }] });
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));

test('a body is read, packed or not, with a byte order mark or a charset', async (t) => {
  const url = await echo(t);
  const ways: [Body, Record<string, string>][] = [
    [GOOD, {}],
    [`\uFEFF${GOOD}`, {}],
    [gzipSync(GOOD), { 'content-encoding': 'gzip' }],
    [GOOD, { 'content-type': 'Application/JSON; charset="UTF-8"' }],
  ];
  for (const [body, headers] of ways) {
    assert.deepEqual(await post(url, body, headers), { status: 200, answer: JSON.parse(GOOD) });
  }
});

test('every problem is listed with where it is', async (t) => {
  const url = await echo(t);
  const body = { sizes: [{ w: 0, h: 250, 'd/e': 1 }], size: 1 };
  const { status, answer } = await post(url, JSON.stringify(body));
  assert.equal(status, 400);
  assert.match(answer.detail, /^4 things are wrong with the body\./);
  const pointers = answer.errors.map(({ pointer }: { pointer: string }) => pointer);
  assert.deepEqual(pointers.toSorted(), ['#/name', '#/size', '#/sizes/0/d~1e', '#/sizes/0/w']);
});

test('so many problems that nobody reads them are cut short', async (t) => {
  const url = await echo(t, { jsonBodyBytes: 100_000 });
  const sizes = Array.from({ length: 500 }, () => 1);
  const { answer } = await post(url, JSON.stringify({ name: '', sizes }));
  assert.match(answer.detail, /^500 things are wrong with the body; the first 100 are listed\./);
  assert.equal(answer.errors.length, 100);
});

const REFUSED: [string, number, Body, Record<string, string>][] = [
  ['no body', 400, '', {}],
  ['another type', 415, GOOD, { 'content-type': 'text/plain' }],
  ['a form', 415, 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a type that is none', 415, GOOD, { 'content-type': 'json' }],
  ['another charset', 415, GOOD, { 'content-type': 'application/json; charset=latin1' }],
  ['another packing', 415, GOOD, { 'content-encoding': 'br' }],
  ['a broken gzip', 400, GOOD, { 'content-encoding': 'gzip' }],
  ['UTF-16', 400, utf16(`\uFEFF${GOOD}`), {}],
  ['bytes that are no UTF-8', 400, new Uint8Array([0x22, 0xff, 0x22]), {}],
  ['a body that is too large', 413, ' '.repeat(1_001), {}],
  ['one that comes in chunks', 413, new Blob([' '.repeat(100_000)]).stream(), {}],
  ['one that unpacks to it', 413, gzipSync(' '.repeat(9_999)), { 'content-encoding': 'gzip' }],
];
for (const [what, status, body, headers] of REFUSED) {
  test(`${what} is refused with ${status}`, async (t) => {
    const { status: got, answer } = await post(await echo(t), body, headers);
    assert.equal(got, status);
    assert.match(answer.detail, /\.$/);
  });
}

test('a sender that stalls is given up', async (t) => {
  const url = await echo(t, { jsonBodyTimeoutMs: 50 });
  const { readable, writable } = new TransformStream();
  const answered = post(url, readable);
  const writer = writable.getWriter();
  await writer.write(Buffer.from('{"name":'));
  assert.equal((await answered).status, 408);
  await writer.abort().catch(() => undefined);
});

test('the largest body is read without holding others up', async (t) => {
  const url = await echo(t, { jsonBodyBytes: 1_000_000 });
  const sizes = Array.from({ length: 10_000 }, () => ({ w: 300, h: 250 }));
  const { status } = await post(url, JSON.stringify({ name: 'many', sizes }));
  assert.equal(status, 200);
});
