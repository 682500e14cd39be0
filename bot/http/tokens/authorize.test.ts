import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SignJWT } from 'jose';
import { bidRequest, runningApi, send } from '../testing/running-api.ts';
import { issueToken } from './issue-token.ts';

const LINE = JSON.stringify(bidRequest('a'));
const MINUTE_MS = 60_000;

test('a refusal says whether the signature or the time is wrong, and never repeats the token', async (t) => {
  const { keys, now, ...api } = await runningApi(t);
  const issuedAt = (ms: number) => {
    const issued = new Date(now.getTime() + ms);
    const expiresAt = new Date(issued.getTime() + MINUTE_MS);
    const claims = { subject: 'test', scopes: ['requests:write'] as const, expiresAt };
    return issueToken(claims, { keys, now: issued });
  };
  const forged = (await issuedAt(0)).replace(/[^.]+$/, 'A'.repeat(43));
  for (const [token, description] of [
    [await issuedAt(-10 * MINUTE_MS), 'The access token has expired'],
    [await issuedAt(10 * MINUTE_MS), 'The access token is not valid yet: '],
    [forged, 'The access token is not signed by this server'],
  ] as const) {
    const response = await send({ ...api, token }, LINE);
    assert.equal(response.status, 401);
    const challenge = response.headers.get('www-authenticate') ?? '';
    const start = 'Bearer realm="ducky", error="invalid_token", error_description="';
    assert.ok(challenge.startsWith(start + description), challenge);
    assert.match(challenge, /^[\x20-\x7e]*"$/);
    const body = await response.text();
    assert.ok(JSON.parse(body).detail.startsWith(description), body);
    assert.ok(!`${challenge}${body}`.includes(token));
  }
});

test('without a token the challenge names no error', async (t) => {
  const { url } = await runningApi(t);
  for (const authorization of ['', 'Basic eDp5', 'Bearer', 'Bearer a, Bearer b']) {
    const response = await fetch(`${url}/api/v1/requests`, {
      method: 'POST',
      headers: { authorization },
    });
    assert.equal(response.status, 401);
    assert.equal(response.headers.get('www-authenticate'), 'Bearer realm="ducky"');
  }
});

test('a token of a system allows nothing but forecasts', async (t) => {
  const api = await runningApi(t);
  const claims = { identity: 'nobody@example', exp: api.now.getTime() / 1000 + 60 };
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(api.keys[0]);
  assert.equal((await send({ ...api, token }, LINE)).status, 401);
  const tokens = { keys: api.keys, systemIdentity: 'nobody@example' };
  const known = await runningApi(t, { tokens });
  assert.equal((await send({ ...known, token }, LINE)).status, 403);
  for (const path of ['/api/v1/forecast', '/api/v1/forcast', '/forecast', '/forcast']) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const asked = await fetch(known.url + path, { method: 'POST', headers, body: '[]' });
    assert.equal(asked.status, 400, path);
  }
});
