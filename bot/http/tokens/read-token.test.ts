import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, hkdfSync } from 'node:crypto';
import { test } from 'node:test';

import fc from 'fast-check';
import { base64url, GeneralSign, SignJWT, UnsecuredJWT } from 'jose';

import { type RefusedFor, readToken, type TokenRules } from './read-token.ts';
import { keysOfSecrets } from './signing-key.ts';

const keys = keysOfSecrets('a secret of tests, and only of them');
const now = new Date('2026-11-22T10:00:00Z');
const nowS = now.getTime() / 1000;
const rules = { keys, systemIdentity: 'system@example', now };
const OWN = { scope: 'requests:write', sub: 'x', iss: 'ducky', aud: 'ducky', exp: nowS + 60 };

const sign = (payload: object) =>
  new SignJWT({ ...payload }).setProtectedHeader({ alg: 'HS256' }).sign(keys[0]);

async function refuses(token: string, reason: RefusedFor, given: Partial<typeof rules> = {}) {
  await assert.rejects(readToken(token, { ...rules, ...given }), { name: 'TokenRefused', reason });
}

/** A token with any header at all, which libraries would not sign. */
function signed(header: object, payload: object, key = keys[0]): string {
  const part = (value: object) => base64url.encode(JSON.stringify(value));
  const content = `${part(header)}.${part(payload)}`;
  return `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
}

/** The token that the prototype published, byte for byte what its library signs. */
function prototypeToken(): { token: string; rules: TokenRules } {
  const claims = { identity: 'system@adster' };
  const times = { iat: 1666879762, nbf: 1666879762, exp: 1776879762 };
  const prototype = { keys: keysOfSecrets('adster'), systemIdentity: 'system@adster' };
  const header = { alg: 'HS256', typ: 'JWT' };
  return { token: signed(header, { claims, ...times }, prototype.keys[0]), rules: prototype };
}

test("the prototype's token is right in its time, and has expired since", async () => {
  const { token, rules: prototype } = prototypeToken();
  const at = (day: string) => readToken(token, { ...prototype, now: new Date(day) });
  assert.deepEqual(await at('2024-06-01'), {
    holder: { subject: 'system@adster', scopes: ['forecasts:write'] },
    expiresAt: new Date(1776879762_000),
  });
  await assert.rejects(at('2026-11-22'), { reason: 'expired' });
  await assert.rejects(at('2022-10-01'), { reason: 'not yet valid' });
});

test('a token changed anywhere, or of another secret, is refused', async () => {
  const token = await sign(OWN);
  await refuses(token, 'signature', { keys: keysOfSecrets('b'.repeat(32)) });
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 1), fc.base64String(), async (at, text) => {
      const changed = token.slice(0, at) + text + token.slice(at + 1);
      // The last character of a part holds bits that decode to nothing.
      fc.pre(partsOf(changed) !== partsOf(token));
      await refuses(changed, 'signature');
    }),
  );
});

const partsOf = (token: string) =>
  JSON.stringify(token.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex')));

test('only one signature of HMAC-SHA-256 counts, whatever a header asks for', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const byRsa = new SignJWT(OWN).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
  await refuses(await byRsa, 'signature', { keys: keysOfSecrets(pem) });
  await refuses(new UnsecuredJWT(OWN).encode(), 'signature');
  const longKey = new Uint8Array(hkdfSync('sha256', 'x', '', '', 64));
  const by512 = new SignJWT(OWN).setProtectedHeader({ alg: 'HS512' }).sign(longKey);
  await refuses(await by512, 'signature', { keys: [longKey] });

  const token = await sign(OWN);
  const none = base64url.encode('{"alg":"none","typ":"JWT"}');
  await refuses(token.replace(/^[^.]+/, none), 'signature');
  await refuses(`${token}.${token.split('.')[2]}`, 'signature');
  const general = new GeneralSign(new TextEncoder().encode(JSON.stringify(OWN)));
  for (const _ of [1, 2]) general.addSignature(keys[0]).setProtectedHeader({ alg: 'HS256' });
  await refuses(JSON.stringify(await general.sign()), 'signature');
});

test('what is no token at all is refused, however long', async () => {
  const long = await sign({ ...OWN, more: 'x'.repeat(10_000) });
  for (const token of ['', '.', '..', 'x', '...', '\u0000', long])
    await refuses(token, 'signature');
});

test('a token without end, scope or us in it is refused', async () => {
  const { exp: _exp, ...endless } = OWN;
  const { scope: _scope, ...useless } = OWN;
  const bad = [
    endless,
    useless,
    { ...OWN, exp: 'soon' },
    { ...OWN, sub: '' },
    { ...OWN, sub: 'x'.repeat(201) },
    { ...OWN, sub: 'a\u0000b' },
    { ...OWN, sub: 'a\nb' },
    { ...OWN, sub: 'a\uD800' },
    { ...OWN, sub: 5 },
    { ...OWN, aud: 'other' },
    { ...OWN, aud: ['other'] },
    { ...OWN, iss: 'other' },
  ];
  for (const payload of bad) await refuses(await sign(payload), 'claims');
  const fitting = [
    OWN,
    { ...OWN, aud: ['other', 'ducky'] },
    { ...OWN, sub: 'Zoë at exchange/1' },
    { ...OWN, sub: 'x'.repeat(200) },
  ];
  for (const payload of fitting) {
    assert.equal((await readToken(await sign(payload), rules)).holder.subject, payload.sub);
  }
});

test('a token says that it is a JWT, or nothing', async () => {
  for (const typ of ['at+jwt', 'secevent+jwt', '', 5, null, ['JWT'], { typ: 'JWT' }]) {
    await refuses(signed({ alg: 'HS256', typ }, OWN), 'claims');
  }
  for (const header of [{}, { typ: 'JWT' }, { typ: 'jwt' }]) {
    await readToken(signed({ alg: 'HS256', ...header }, OWN), rules);
  }
});

test('clocks may differ by half a minute, and by no more', async () => {
  for (const [claim, reason] of [
    ['iat', 'not yet valid'],
    ['nbf', 'not yet valid'],
  ] as const) {
    await readToken(await sign({ ...OWN, [claim]: nowS + 29 }), rules);
    await refuses(await sign({ ...OWN, [claim]: nowS + 31 }), reason);
  }
  await readToken(await sign({ ...OWN, exp: nowS - 29 }), rules);
  await refuses(await sign({ ...OWN, exp: nowS - 31 }), 'expired');
});

test('an identity must be the one that may call, wherever it stands, and asks for forecasts alone', async () => {
  const { exp } = OWN;
  const me = { identity: rules.systemIdentity };
  const other = { identity: 'other@example' };
  const holder = { subject: 'system@example', scopes: ['forecasts:write'] };
  for (const payload of [
    me,
    { claims: me },
    { ...me, claims: me },
    { ...OWN, ...me, scope: 'forecasts:write requests:write' },
  ]) {
    assert.deepEqual((await readToken(await sign({ exp, ...payload }), rules)).holder, holder);
  }
  const bad = [
    other,
    { claims: other },
    { ...me, claims: other },
    { ...OWN, ...other },
    { ...me, iss: 'other' },
    { ...me, aud: 'other' },
    { claims: {} },
    { identity: null },
    { identity: ['system@example'] },
    {},
  ];
  for (const payload of bad) await refuses(await sign({ exp, ...payload }), 'claims');
  const nobody = { systemIdentity: '' };
  for (const payload of [me, { identity: '' }]) {
    await refuses(await sign({ exp, ...payload }), 'claims', nobody);
  }
});
