import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { AppError } from '../../../data/errors.ts';
import { bidRequest, read, runningApi, send } from '../testing/running-api.ts';
import { issueToken } from '../tokens/issue-token.ts';

const lines = (...values: object[]) => values.map((value) => JSON.stringify(value)).join('\n');
const GOOD = lines(bidRequest('a'), bidRequest('b'));

async function problemOf(response: Response): Promise<Record<string, unknown>> {
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  return (await response.json()) as Record<string, unknown>;
}

describe('live requests over HTTP', () => {
  test('good lines are taken once, however often they come', async (t) => {
    const api = await runningApi(t);
    const first = await send(api, GOOD);
    assert.equal(first.status, 200);
    const receipt = { read: 2, accepted: 2, updated: 0, duplicates: 0, rejected: 0 };
    assert.deepEqual(await first.json(), { ...receipt, reasons: {}, firstRejected: [] });
    const again = (await (await send(api, GOOD)).json()) as object;
    assert.deepEqual(again, {
      ...receipt,
      accepted: 0,
      duplicates: 2,
      reasons: {},
      firstRejected: [],
    });
    assert.deepEqual([...api.taken.keys()], ['a', 'b']);
  });

  test('gzip is unpacked, and blank lines and CRLF are nothing', async (t) => {
    const api = await runningApi(t);
    const body = gzipSync(`\r\n${GOOD.replace('\n', '\r\n')}\r\n\r\n`);
    for (const encoding of ['gzip', 'GZIP']) {
      const response = await send({ ...api, headers: { 'content-encoding': encoding } }, body);
      assert.equal(response.status, 200);
    }
    assert.equal(api.taken.size, 2);
  });

  test('bad lines are told by line and reason, and the others are taken', async (t) => {
    const api = await runningApi(t);
    const response = await send(
      api,
      `${lines(bidRequest('a'))}\n{"id":\n${lines(bidRequest('b'))}\n[]`,
    );
    const { read, accepted, rejected, reasons, firstRejected } = JSON.parse(await response.text());
    assert.deepEqual({ read, accepted, rejected }, { read: 4, accepted: 2, rejected: 2 });
    assert.deepEqual(reasons, { 'not JSON': 1, 'not an object': 1 });
    assert.deepEqual(firstRejected, [
      { line: 2, reason: 'not JSON' },
      { line: 4, reason: 'not an object' },
    ]);
  });

  test('a line that is too long is refused, and the next one is taken', async (t) => {
    const api = await runningApi(t);
    const long = JSON.stringify({ ...bidRequest('long'), ext: 'x'.repeat(3_000_000) });
    const response = await send(api, `${long}\n${GOOD}`);
    const { accepted, firstRejected } = JSON.parse(await response.text());
    assert.equal(accepted, 2);
    assert.deepEqual(firstRejected, [{ line: 1, reason: 'line longer than 1 MB' }]);
  });

  test('a line that is nested without end costs itself at most', async (t) => {
    const api = await runningApi(t);
    const deep = (opening: string, closing: string) =>
      `{"ext":${opening.repeat(150_000)}1${closing.repeat(150_000)},${GOOD.slice(1).split('\n')[0]}`;
    for (const nested of [deep('[', ']'), deep('{"a":', '}'), '['.repeat(900_000)]) {
      const response = await send(api, `${nested}\n${GOOD}`);
      assert.equal(response.status, 200);
      const { read, accepted, duplicates, rejected } = JSON.parse(await response.text());
      assert.deepEqual([read, accepted + duplicates + rejected], [3, 3]);
    }
    assert.deepEqual([...api.taken.keys()].sort(), ['a', 'b']);
  });

  test('a body in which nothing is good is refused', async (t) => {
    const api = await runningApi(t);
    const bad = await send(api, 'x\ny');
    assert.equal(bad.status, 400);
    assert.deepEqual((await problemOf(bad)).reasons, { 'not JSON': 2 });
    const empty = await send(api, '');
    assert.equal(empty.status, 400);
    assert.match(String((await problemOf(empty)).detail), /holds no lines/);
  });

  test('a body is taken in batches while it is still coming', async (t) => {
    const stored = Promise.withResolvers<void>();
    const api = await runningApi(t, {
      openIntake: () => ({
        read,
        async accept(requests) {
          stored.resolve();
          return { accepted: requests.length, updated: 0, duplicates: 0 };
        },
      }),
    });
    const { readable, writable } = new TransformStream();
    const answer = send(api, readable);
    const writer = writable.getWriter();
    const many = Array.from({ length: 20_000 }, (_, index) => bidRequest(String(index)));
    await writer.write(Buffer.from(`${lines(...many)}\n`));
    await Promise.race([stored.promise, answer]);
    await writer.close();
    assert.equal(JSON.parse(await (await answer).text()).accepted, 20_000);
  });
});

describe('what may not come in', () => {
  test('a caller without a good token is challenged', async (t) => {
    const api = await runningApi(t);
    const response = await fetch(`${api.url}/api/v1/requests`, { method: 'POST', body: 'x' });
    assert.equal(response.status, 401);
    assert.equal(response.headers.get('www-authenticate'), 'Bearer realm="ducky"');
    await problemOf(response);
    for (const token of ['x', `${api.token.slice(0, -2)}xx`]) {
      const refused = await send({ ...api, token }, GOOD);
      assert.equal(refused.status, 401);
      assert.match(refused.headers.get('www-authenticate') ?? '', /error="invalid_token"/);
    }
    assert.equal(api.taken.size, 0);
  });

  test('a token for something else is not enough', async (t) => {
    const api = await runningApi(t);
    const claims = { subject: 'x', scopes: [], expiresAt: new Date(api.now.getTime() + 1_000) };
    const response = await send({ ...api, token: await issueToken(claims, api) }, GOOD);
    assert.equal(response.status, 403);
    assert.match(
      response.headers.get('www-authenticate') ?? '',
      /insufficient_scope.*requests:write/,
    );
  });

  const MEDIA: [string, Record<string, string>][] = [
    ['another type', { 'content-type': 'text/csv' }],
    ['another packing', { 'content-encoding': 'br' }],
  ];
  for (const [what, headers] of MEDIA) {
    test(`${what} is refused`, async (t) => {
      const api = await runningApi(t);
      const response = await send({ ...api, headers }, GOOD);
      assert.equal(response.status, 415);
      assert.match(String((await problemOf(response)).detail), /application\/x-ndjson|gzip/);
    });
  }

  test('a gzip that is broken or cut short is refused', async (t) => {
    const api = await runningApi(t);
    const headers = { 'content-encoding': 'gzip' };
    const packed = gzipSync(GOOD);
    for (const body of [Buffer.from(GOOD), packed.subarray(0, packed.length - 9)]) {
      const response = await send({ ...api, headers }, body);
      assert.equal(response.status, 400);
      assert.match(String((await problemOf(response)).detail), /gzip/);
    }
  });

  test('a body that is too large is refused, also one that only unpacks to it', async (t) => {
    const api = await runningApi(t, { limits: { bodyBytes: 10_000 } });
    const huge = ' '.repeat(1_000_000);
    assert.equal((await send(api, huge)).status, 413);
    const stream = new Blob([huge]).stream();
    assert.equal((await send(api, stream)).status, 413);
    const packed = await send({ ...api, headers: { 'content-encoding': 'gzip' } }, gzipSync(huge));
    assert.equal(packed.status, 413);
    await problemOf(packed);
  });

  test('a sender that stalls is given up', async (t) => {
    const api = await runningApi(t, { limits: { bodyTimeoutMs: 50 } });
    const { readable, writable } = new TransformStream();
    const answer = send(api, readable);
    const writer = writable.getWriter();
    await writer.write(Buffer.from(GOOD));
    assert.equal((await answer).status, 408);
    await writer.abort().catch(() => undefined);
  });

  test('a caller that sends too often is told when to come back', async (t) => {
    const api = await runningApi(t, { limits: { requestsPerMinute: 2 } });
    for (const status of [200, 200, 429]) {
      const response = await send(api, GOOD);
      assert.equal(response.status, status);
      if (status === 429) {
        assert.ok(Number(response.headers.get('retry-after')) > 0);
        await problemOf(response);
      }
    }
  });
});

describe('when things go wrong', () => {
  test('a store that is away means later, and nothing of why', async (t) => {
    const away = new AppError('unavailable', 'The database cannot be reached.', {
      retryable: true,
    });
    const accept = () => Promise.reject(away);
    const api = await runningApi(t, { openIntake: () => ({ read, accept }) });
    const response = await send(api, GOOD);
    assert.equal(response.status, 503);
    assert.ok(Number(response.headers.get('retry-after')) > 0);
    await problemOf(response);
  });

  test('a defect is told by its status and request id only', async (t) => {
    const accept = () => Promise.reject(new Error('secret 4711'));
    const api = await runningApi(t, { openIntake: () => ({ read, accept }) });
    const response = await send({ ...api, headers: { 'x-request-id': 'mine-1' } }, GOOD);
    assert.equal(response.status, 500);
    const text = await response.text();
    assert.doesNotMatch(text, /4711/);
    assert.equal(JSON.parse(text).requestId, 'mine-1');
  });

  test('a sender that hangs up leaves the server well', async (t) => {
    const api = await runningApi(t);
    const sender = httpRequest(`${api.url}/api/v1/requests`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/x-ndjson' },
    });
    sender.on('error', () => undefined);
    sender.write(GOOD);
    await once(sender, 'socket');
    sender.destroy();
    assert.equal((await send(api, GOOD)).status, 200);
  });

  test('a stop waits for the requests under way', async (t) => {
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const api = await runningApi(t, {
      openIntake: () => ({
        read,
        async accept(requests) {
          begun.resolve();
          await end.promise;
          return { accepted: requests.length, updated: 0, duplicates: 0 };
        },
      }),
    });
    const answer = send(api, GOOD);
    await begun.promise;
    const closed = api.close();
    end.resolve();
    assert.equal((await answer).status, 200);
    await closed;
    await assert.rejects(fetch(`${api.url}/healthz`));
  });
});
