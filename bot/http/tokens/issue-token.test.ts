import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueToken } from './issue-token.ts';
import { readToken } from './read-token.ts';
import { keyOfHome, keysOfSecrets } from './signing-key.ts';

const keys = keysOfSecrets('a secret of tests, and only of them');
const now = new Date('2026-11-22T10:00:00Z');
const claims = {
  subject: 'ci',
  scopes: ['requests:write', 'forecasts:write'],
  expiresAt: new Date('2026-11-22T11:00:00Z'),
} as const;
const AN_HOUR_LATER = new Date('2026-11-22T11:01:00Z');

test('a token tells who holds it and what it allows, until it expires', async () => {
  const token = await issueToken(claims, { keys, now });
  const { subject, scopes } = claims;
  const { holder } = await readToken(token, { keys, now });
  assert.deepEqual(holder, { subject, scopes });
  await assert.rejects(readToken(token, { keys, now: AN_HOUR_LATER }), { reason: 'expired' });
});

test('while a secret is replaced, tokens of both are valid, and new ones are of the new', async () => {
  const [before, after] = ['b'.repeat(32), 'a'.repeat(32)];
  const both = keysOfSecrets(after, before);
  const old = await issueToken(claims, { keys: keysOfSecrets(before), now });
  assert.equal((await readToken(old, { keys: both, now })).holder.subject, 'ci');
  await assert.rejects(readToken(old, { keys: both, now: AN_HOUR_LATER }), { reason: 'expired' });
  await assert.rejects(readToken(old, { keys: keysOfSecrets(after), now }), {
    reason: 'signature',
  });
  const young = await issueToken(claims, { keys: both, now });
  assert.equal((await readToken(young, { keys: keysOfSecrets(after), now })).holder.subject, 'ci');
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
