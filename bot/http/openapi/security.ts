import type { ZodOpenApiSecuritySchemeObject } from 'zod-openapi';

import type { Scope } from '../tokens/issue-token.ts';

const BEARER = 'bearer';

/** How callers authenticate: with a JSON Web Token as bearer token. */
export const securitySchemes: Record<string, ZodOpenApiSecuritySchemeObject> = {
  [BEARER]: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A JSON Web Token signed with HMAC-SHA-256. `ducky token --subject NAME --scope SCOPE` prints one.',
  },
};

/** Documents what guards a route: an access token with this scope. */
export function bearer(scope: Scope): Record<string, string[]>[] {
  return [{ [BEARER]: [scope] }];
}
