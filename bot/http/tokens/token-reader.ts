import { hash } from 'node:crypto';

import { decodeJwt } from 'jose';
import QuickLRU from 'quick-lru';

import { readToken, type TokenHolder, type TokenRules } from './read-token.ts';

/** Each takes some hundred bytes. */
const REMEMBERED_TOKENS = 10_000;

/** A token that was verified, and so need not be again while it is valid. */
interface VerifiedToken {
  holder: TokenHolder;
  verifiedAtMs: number;
  expiresAtMs: number;
}

/** Who holds the token and what it allows. Throws TokenRefused. */
export type ReadToken = (token: string, now: Date) => Promise<TokenHolder>;

/**
 * Opens the reading of tokens by `rules`: each is verified once for its lifetime. Tokens are
 * remembered by their digests, so that none can be read out of memory.
 */
export function openTokenReader(rules: TokenRules): ReadToken {
  const remembered = new QuickLRU<string, VerifiedToken>({ maxSize: REMEMBERED_TOKENS });
  return async (token, now) => {
    const digest = hash('sha256', token);
    const nowMs = now.getTime();
    const known = remembered.get(digest);
    if (known && known.verifiedAtMs <= nowMs && nowMs < known.expiresAtMs) return known.holder;
    const holder = await readToken(token, { ...rules, now });
    const expiresAtMs = (decodeJwt(token).exp ?? 0) * 1000;
    remembered.set(digest, { holder, verifiedAtMs: nowMs, expiresAtMs });
    return holder;
  };
}
