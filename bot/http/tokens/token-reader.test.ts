import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SignJWT } from 'jose';

import { keysOfSecrets } from './signing-key.ts';
import { openTokenReader } from './token-reader.ts';

const keys = keysOfSecrets('a secret of tests, and only of them');
const NOW = new Date('2026-11-22T10:00:00Z');
const NOW_S = NOW.getTime() / 1000;
const CLAIMS = { scope: 'requests:write', sub: 'x', iss: 'ducky', aud: 'ducky', nbf: NOW_S };

const sign = (exp: number, key = keys[0]) =>
  new SignJWT({ ...CLAIMS, exp }).setProtectedHeader({ alg: 'HS256' }).sign(key);
const after = (seconds: number) => new Date((NOW_S + seconds) * 1000);

test('a token that was taken is refused as soon as it has expired, and before it is valid', async () => {
  const read = openTokenReader({ keys });
  const token = await sign(NOW_S + 60);
  for (const now of [NOW, after(59), after(60), after(89)]) {
    assert.deepEqual(await read(token, now), { subject: 'x', scopes: ['requests:write'] });
  }
  await assert.rejects(read(token, after(90)), { reason: 'expired' });
  await assert.rejects(read(token, after(-60)), { reason: 'not yet valid' });
  assert.equal((await read(token, NOW)).subject, 'x');
});

test('a token that was taken lets no other in, however alike', async () => {
  const read = openTokenReader({ keys });
  const token = await sign(NOW_S + 60);
  await read(token, NOW);
  const [forged] = keysOfSecrets('another secret of tests, and of them only');
  for (const other of [`${token}A`, token.slice(0, -1), await sign(NOW_S + 60, forged)]) {
    for (const _ of [1, 2]) await assert.rejects(read(other, NOW), { reason: 'signature' });
  }
});

test('a token is verified once for its lifetime', async () => {
  const lost = keysOfSecrets('a secret of tests, and only of them');
  const read = openTokenReader({ keys: lost });
  const token = await sign(NOW_S + 60);
  await read(token, NOW);
  lost[0].fill(0);
  assert.equal((await read(token, NOW)).subject, 'x');
  await assert.rejects(read(await sign(NOW_S + 61), NOW), { reason: 'signature' });
});
