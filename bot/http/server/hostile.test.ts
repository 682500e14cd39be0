import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { problemSchema } from '../schemas/problem.ts';
import { runningApi } from '../testing/running-api.ts';
import { guardedServer, SERVER_TIMEOUTS } from './guarded-server.ts';

const CRLF = '\r\n';

/** A connection to the interface, on which anything may be written. */
async function open(t: TestContext, url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  // A server may close before all is written.
  socket.on('error', () => undefined);
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** All that comes back for these bytes until the server closes the connection. */
async function say(t: TestContext, url: string, ...lines: string[]): Promise<string> {
  const socket = await open(t, url);
  socket.write(lines.join(CRLF));
  return text(socket);
}

/** The problem that an answer, as it stands on the wire, carries. */
function problemIn(answer: string) {
  const [head = '', body = ''] = answer.split(`${CRLF}${CRLF}`);
  assert.match(head, /content-type: application\/problem\+json/i);
  return problemSchema.parse(JSON.parse(body));
}

async function assertWell(url: string): Promise<void> {
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
}

const HOST = 'host: localhost';
const CLOSE = 'connection: close';

const NOT_HTTP: [string, number, string[]][] = [
  ['rubbish', 400, ['\u0000\u0001\u0002 rubbish', '', '']],
  ['a TLS hello', 400, ['\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001', '', '']],
  ['no host', 400, ['GET /healthz HTTP/1.1', '', '']],
  ['another protocol', 400, ['GET /healthz SPDY/3', HOST, '', '']],
  [
    'two lengths',
    400,
    ['POST / HTTP/1.1', HOST, 'content-length: 1', 'content-length: 2', '', 'x'],
  ],
  [
    'a length and chunks',
    400,
    ['POST / HTTP/1.1', HOST, 'content-length: 5', 'transfer-encoding: chunked', '', '0', '', ''],
  ],
  [
    'a chunk of no size',
    400,
    ['POST / HTTP/1.1', HOST, 'transfer-encoding: chunked', '', 'zz', ''],
  ],
  ['headers that are too large', 431, ['GET / HTTP/1.1', HOST, `x: ${'a'.repeat(20_000)}`, '', '']],
  [
    'a thousand headers',
    431,
    [
      'GET / HTTP/1.1',
      HOST,
      ...Array.from({ length: 2_000 }, (_, n) => `x-header-${n}: a`),
      '',
      '',
    ],
  ],
];
for (const [what, status, lines] of NOT_HTTP) {
  test(`${what}: refused with ${status}, and others are served`, async (t) => {
    const { url } = await runningApi(t);
    const answer = await say(t, url, ...lines);
    assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
    await assertWell(url);
  });
}

test('what cannot be read is refused with a problem that says why', async (t) => {
  const { url } = await runningApi(t);
  const { status, detail } = problemIn(await say(t, url, 'rubbish', '', ''));
  assert.equal(status, 400);
  assert.match(detail, /not an HTTP\/1\.1 request/);
});

test('rubbish behind a good request does not spoil its answer', async (t) => {
  const { url } = await runningApi(t);
  const answer = await say(t, url, 'GET /healthz HTTP/1.1', HOST, '', 'rubbish', '', '');
  assert.deepEqual(answer.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200']);
  await assertWell(url);
});

test('requests one behind the other are all answered', async (t) => {
  const { url } = await runningApi(t);
  const request = ['GET /healthz HTTP/1.1', HOST];
  const last = ['GET /healthz HTTP/1.1', HOST, CLOSE, '', ''];
  const answer = await say(t, url, ...request, '', ...request, '', ...last);
  assert.equal(answer.match(/HTTP\/1\.1 200/g)?.length, 3);
});

const PATHS = [
  '/%',
  '/%ff',
  '//%',
  '//',
  '/../../etc/passwd',
  '/healthz/',
  '/HEALTHZ',
  '/api/v1/forecasts/%00',
  '/api/v1/forecasts/..%2f..%2frequests',
  `/api/v1/forecasts/${'x'.repeat(5_000)}`,
  '/api/v1/forecast;a=b',
  '/__proto__',
  '/constructor',
  'http://elsewhere.example/healthz/x',
  '*',
];
for (const path of PATHS) {
  test(`the path ${path.slice(0, 40)} is refused with a problem`, async (t) => {
    const { url } = await runningApi(t);
    const head = [`GET ${path} HTTP/1.1`, HOST, CLOSE];
    const { status } = problemIn(await say(t, url, ...head, '', ''));
    assert.ok([400, 401, 404, 414].includes(status), String(status));
  });
}

for (const method of ['OPTIONS', 'TRACE', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
  test(`${method} where there is no such route is refused with a problem`, async (t) => {
    const { url } = await runningApi(t);
    const head = [`${method} /api/v1/forecast HTTP/1.1`, HOST, CLOSE, 'content-length: 0'];
    assert.equal(problemIn(await say(t, url, ...head, '', '')).status, 404);
  });
}

test('CONNECT is no way through', async (t) => {
  const { url } = await runningApi(t);
  const answer = await say(t, url, 'CONNECT elsewhere.example:443 HTTP/1.1', HOST, '', '');
  assert.doesNotMatch(answer, /^HTTP\/1\.1 2/);
  await assertWell(url);
});

test('HEAD is GET without its body', async (t) => {
  const { url } = await runningApi(t);
  const response = await fetch(`${url}/healthz`, { method: 'HEAD' });
  assert.equal(response.status, 200);
  assert.equal(await response.text(), '');
});

test('a body of 100 MB is refused before it is sent, and where it is sent all the same', async (t) => {
  const { url, token } = await runningApi(t);
  const head = [
    ...['POST /api/v1/forecast HTTP/1.1', HOST, `authorization: Bearer ${token}`],
    'content-type: application/json',
  ];
  const socket = await open(t, url);
  socket.write([...head, 'content-length: 100000000', '', ''].join(CRLF));
  const [first] = await once(socket, 'data');
  assert.match(String(first), /^HTTP\/1\.1 413 /);
  const body = Buffer.alloc(100_000_000, ' ');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/v1/forecast`, { method: 'POST', headers, body });
  assert.equal(response.status, 413);
  await assertWell(url);
});

test('senders that stop in the middle, in headers or body, leave the server well', async (t) => {
  const { url, token } = await runningApi(t);
  const heads = [
    ['POST /api/v1/forecast HTTP/1.1'],
    ['POST /api/v1/forecast HTTP/1.1', HOST, `authorization: Bearer ${token}`],
    [
      ...['POST /api/v1/forecast HTTP/1.1', HOST, `authorization: Bearer ${token}`],
      ...['content-type: application/json', 'content-length: 1000', '', '{"targeting":'],
    ],
  ];
  for (const head of heads) {
    const socket = await open(t, url);
    socket.write(head.join(CRLF));
    socket.resetAndDestroy();
  }
  await assertWell(url);
});

test('slow senders of headers and of bodies are given up with 408', async (t) => {
  const timeouts = { ...SERVER_TIMEOUTS, headersTimeoutMs: 100, requestTimeoutMs: 300 };
  const server = guardedServer((request) => request.resume(), { ...timeouts, checkEveryMs: 20 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const slowHeaders = await say(t, url, 'GET / HTTP/1.1', 'x: y');
  assert.equal(problemIn(slowHeaders).status, 408);
  const slowBody = await say(t, url, 'POST / HTTP/1.1', HOST, 'content-length: 9', '', 'x');
  assert.equal(problemIn(slowBody).status, 408);
});

test('a request during a stop is told to come again', async (t) => {
  const { handle, close } = await runningApi(t);
  // As the local Slack has it, whose connections outlive the interface.
  const server = guardedServer(handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  await close();
  const response = await fetch(`http://127.0.0.1:${port}/healthz`);
  assert.equal(response.status, 503);
  assert.ok(Number(response.headers.get('retry-after')) > 0);
  assert.match(problemSchema.parse(await response.json()).detail, /stopping/);
});
