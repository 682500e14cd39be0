import { SignJWT } from 'jose';

import type { TokenKeys } from './signing-key.ts';

/** What a token may allow. */
export const SCOPES = ['forecasts:write', 'requests:write'] as const;
export type Scope = (typeof SCOPES)[number];

/** The only algorithm: what a token's own header asks for is never followed. */
export const TOKEN_ALGORITHM = 'HS256';
/** Issuer and audience: a token for something else that shares the secret is none for us. */
export const TOKEN_PARTY = 'ducky';

export interface TokenClaims {
  /** Who calls; named in logs and counted by the rate limit. */
  subject: string;
  scopes: readonly Scope[];
  expiresAt: Date;
}

export interface SigningContext {
  keys: TokenKeys;
  now: Date;
}

/**
 * Signs an access token, a JSON Web Token (RFC 7519), with HMAC-SHA-256; its scopes are written as
 * in RFC 8693.
 */
export function issueToken(claims: TokenClaims, { keys, now }: SigningContext): Promise<string> {
  return new SignJWT({ scope: claims.scopes.join(' ') })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: 'JWT' })
    .setSubject(claims.subject)
    .setIssuer(TOKEN_PARTY)
    .setAudience(TOKEN_PARTY)
    .setIssuedAt(now)
    .setExpirationTime(claims.expiresAt)
    .sign(keys[0]);
}
