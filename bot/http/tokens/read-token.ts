import { errors, type JWTVerifyResult, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Scope, TOKEN_ALGORITHM, TOKEN_PARTY } from './issue-token.ts';
import type { TokenKeys } from './signing-key.ts';

/** How far the clocks of issuer and server may be apart. */
const CLOCK_TOLERANCE_S = 30;
/** Ours have about 250 characters. */
const LONGEST_TOKEN = 4_096;
const LONGEST_NAME = 200;
/** What a token of the system identity allows unless it says less. */
const SYSTEM_SCOPES: readonly Scope[] = ['forecasts:write'];

/** Which tokens are taken. */
export interface TokenRules {
  keys: TokenKeys;
  /** Who may call with a token that carries an identity; without it, nobody. */
  systemIdentity?: string | undefined;
}

/** Who holds a token and what it allows. */
export interface TokenHolder {
  subject: string;
  scopes: readonly string[];
}

/** A token that was found right, until it expires. */
export interface VerifiedToken {
  holder: TokenHolder;
  expiresAt: Date;
}

/** `claims`: it is signed, but not for us; only who holds a key can learn that. */
export type RefusedFor = 'signature' | 'expired' | 'not yet valid' | 'claims';

/** Why a token is not taken; carries nothing of the token. */
export class TokenRefused extends Error {
  readonly reason: RefusedFor;

  constructor(reason: RefusedFor, options: { cause?: unknown } = {}) {
    super(`access token refused: ${reason}`, options);
    this.name = 'TokenRefused';
    this.reason = reason;
  }
}

const scopes = z.string().transform((scope) => scope.split(' '));
/** Names end up in logs and in Postgres, which holds no NUL and no half of a character. */
const named = z
  .string()
  .min(1)
  .max(LONGEST_NAME)
  .refine((name) => name.isWellFormed() && !/\p{Cc}/u.test(name));
const typed = z.object({ typ: z.string().regex(/^JWT$/i).optional() });
const party = z.union([z.literal(TOKEN_PARTY), z.array(z.string()).refine(includesUs)]);

/** A token as `ducky token` issues it. */
const ownSchema = z.object({
  iss: z.literal(TOKEN_PARTY),
  aud: party,
  sub: named,
  scope: scopes,
});

/** A token of a system: it names an identity, itself or under `claims`, in place of our parties. */
const systemSchema = z.object({
  identity: named.optional(),
  claims: z.object({ identity: named.optional() }).optional(),
  iss: z.literal(TOKEN_PARTY).optional(),
  aud: party.optional(),
  scope: scopes.optional(),
});

/**
 * Verifies an access token (JWT), and tells who holds it, what it allows, and until when. One that
 * carries an identity must be of the system identity, and is for forecasts alone; any other must be
 * issued by us, for us.
 * @throws TokenRefused, for its signature before anything else: what it claims is told to nobody
 * who cannot sign.
 */
export async function readToken(
  token: string,
  { keys, systemIdentity, now }: TokenRules & { now: Date },
): Promise<VerifiedToken> {
  if (token.length > LONGEST_TOKEN) throw new TokenRefused('signature');
  const { payload, protectedHeader } = await verify(token, { keys, now });
  if (!typed.safeParse(protectedHeader).success) throw new TokenRefused('claims');
  const latestS = now.getTime() / 1000 + CLOCK_TOLERANCE_S;
  if ((payload.iat ?? 0) > latestS) throw new TokenRefused('not yet valid');
  const read = 'identity' in payload || 'claims' in payload ? readSystem : readOwn;
  const expiresAt = new Date((payload.exp ?? 0) * 1000);
  return { holder: read(payload, systemIdentity), expiresAt };
}

/** The holder of a token that `ducky token` issued. */
function readOwn(payload: unknown): TokenHolder {
  const { data } = ownSchema.safeParse(payload);
  if (!data) throw new TokenRefused('claims');
  return { subject: data.sub, scopes: data.scope };
}

/** The holder of a system's token; where both places name an identity, neither may be another's. */
function readSystem(payload: unknown, systemIdentity: string | undefined): TokenHolder {
  const { data } = systemSchema.safeParse(payload);
  const named = [data?.identity, data?.claims?.identity].filter((name) => name !== undefined);
  const isSystem = named.length > 0 && named.every((name) => name === systemIdentity);
  if (!data || !systemIdentity || !isSystem) throw new TokenRefused('claims');
  const given = data.scope ?? SYSTEM_SCOPES;
  return {
    subject: systemIdentity,
    scopes: SYSTEM_SCOPES.filter((scope) => given.includes(scope)),
  };
}

/**
 * Checks the signature with each key, the replaced one too while secrets are rotated; the times are
 * looked at once the signature is right.
 */
async function verify(
  token: string,
  { keys, now }: { keys: TokenKeys; now: Date },
): Promise<JWTVerifyResult> {
  const options = {
    algorithms: [TOKEN_ALGORITHM],
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE_S,
    currentDate: now,
  };
  for (const key of keys) {
    try {
      return await jwtVerify(token, key, options);
    } catch (error) {
      const refused = toRefused(error);
      if (refused.reason !== 'signature') throw refused;
    }
  }
  throw new TokenRefused('signature');
}

/** Maps an error of the JWT library to why the token is refused. */
function toRefused(error: unknown): TokenRefused {
  if (error instanceof errors.JWTExpired) return new TokenRefused('expired', { cause: error });
  if (!(error instanceof errors.JWTClaimValidationFailed)) return new TokenRefused('signature');
  const isEarly = error.claim === 'nbf' && error.reason === 'check_failed';
  return new TokenRefused(isEarly ? 'not yet valid' : 'claims', { cause: error });
}

function includesUs(audience: readonly string[]): boolean {
  return audience.includes(TOKEN_PARTY);
}
