import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';
import { SignJWT, UnsecuredJWT } from 'jose';

import { keyOfHome, keyOfSecret } from './signing-key.ts';
import { issueToken, readToken } from './token.ts';

const key = keyOfSecret('a secret of tests, and only of them');
const now = new Date('2026-11-22T10:00:00Z');
const claims = {
  subject: 'ci',
  scopes: ['requests:write'],
  expiresAt: new Date('2026-11-22T11:00:00Z'),
} as const;

test('a token tells who holds it and what it allows, until it expires', async () => {
  const token = await issueToken(claims, { key, now });
  const { subject, scopes } = claims;
  assert.deepEqual(await readToken(token, { key, now }), { subject, scopes });
  await assert.rejects(readToken(token, { key, now: claims.expiresAt }), /exp/);
});

test('a token changed anywhere, or of another secret, is refused', async () => {
  const token = await issueToken(claims, { key, now });
  await assert.rejects(readToken(token, { key: keyOfSecret('b'.repeat(32)), now }));
  await fc.assert(
    // The last character of each part holds bits that decode to nothing.
    fc.asyncProperty(fc.nat(token.indexOf('.') - 2), async (position) => {
      const other = token[position] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, position) + other + token.slice(position + 1);
      await assert.rejects(readToken(changed, { key, now }));
    }),
  );
});

test('a token without signature, end, scope or our audience is refused', async () => {
  const payload = { scope: 'requests:write', sub: 'x', iss: 'ducky', aud: 'ducky', exp: 4e9 };
  const sign = (changes: object) =>
    new SignJWT({ ...payload, ...changes }).setProtectedHeader({ alg: 'HS256' }).sign(key);
  assert.equal((await readToken(await sign({}), { key, now })).subject, 'x');
  const bad = [
    new UnsecuredJWT(payload).encode(),
    await sign({ exp: undefined }),
    await sign({ scope: undefined }),
    await sign({ sub: '' }),
    await sign({ aud: 'other' }),
    await sign({ iss: 'other' }),
  ];
  for (const token of bad) await assert.rejects(readToken(token, { key, now }));
});

test("a home's key is its own and always the same", () => {
  const secrets = (userHashKey: string) => ({
    postgresPassword: 'p'.repeat(20),
    clickhousePassword: 'c'.repeat(20),
    userHashKey,
  });
  const first = keyOfHome(secrets('u'.repeat(20)));
  assert.equal(first.length, 32);
  assert.deepEqual(first, keyOfHome(secrets('u'.repeat(20))));
  assert.notDeepEqual(first, keyOfHome(secrets('v'.repeat(20))));
});
