import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** What a token may allow. */
export const SCOPES = ['requests:write'] as const;
export type Scope = (typeof SCOPES)[number];

const ALGORITHM = 'HS256';
/** Issuer and audience: a token for something else that shares the secret is none for us. */
const DUCKY = 'ducky';

export interface TokenClaims {
  /** Who calls; named in logs and counted by the rate limit. */
  subject: string;
  scopes: readonly Scope[];
  expiresAt: Date;
}

export interface TokenContext {
  /** 32 bytes or more. */
  key: Uint8Array;
  now: Date;
}

/** A JSON Web Token (RFC 7519) signed with HMAC-SHA-256; its scopes as RFC 8693 writes them. */
export function issueToken(claims: TokenClaims, { key, now }: TokenContext): Promise<string> {
  return new SignJWT({ scope: claims.scopes.join(' ') })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
    .setSubject(claims.subject)
    .setIssuer(DUCKY)
    .setAudience(DUCKY)
    .setIssuedAt(now)
    .setExpirationTime(claims.expiresAt)
    .sign(key);
}

const payloadSchema = z.object({ sub: z.string().min(1), scope: z.string() });

/** Who holds the token and what it allows. Throws where it is not ours, altered or expired. */
export async function readToken(
  token: string,
  { key, now }: TokenContext,
): Promise<{ subject: string; scopes: readonly string[] }> {
  const { payload } = await jwtVerify(token, key, {
    algorithms: [ALGORITHM],
    issuer: DUCKY,
    audience: DUCKY,
    requiredClaims: ['exp'],
    currentDate: now,
  });
  const { sub, scope } = payloadSchema.parse(payload);
  return { subject: sub, scopes: scope.split(' ') };
}
