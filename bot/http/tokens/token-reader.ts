import { hash } from 'node:crypto';

import QuickLRU from 'quick-lru';

import { readToken, type TokenHolder, type TokenRules, type VerifiedToken } from './read-token.ts';

/** Each takes some hundred bytes. */
const REMEMBERED_TOKENS = 10_000;

/** A token that need not be verified again while it is valid. */
interface RememberedToken extends VerifiedToken {
  verifiedAt: Date;
}

/** Who holds the token and what it allows. Throws TokenRefused. */
type ReadToken = (token: string, now: Date) => Promise<TokenHolder>;

/**
 * Opens the reading of tokens by `rules`, with a cache: each is verified once for its lifetime.
 * Tokens are remembered by their digests, so that none can be read out of memory.
 */
export function openTokenReader(rules: TokenRules): ReadToken {
  const remembered = new QuickLRU<string, RememberedToken>({ maxSize: REMEMBERED_TOKENS });
  return async (token, now) => {
    const digest = hash('sha256', token);
    const known = remembered.get(digest);
    if (known && known.verifiedAt <= now && now < known.expiresAt) return known.holder;
    const verified = await readToken(token, { ...rules, now });
    remembered.set(digest, { ...verified, verifiedAt: now });
    return verified.holder;
  };
}
