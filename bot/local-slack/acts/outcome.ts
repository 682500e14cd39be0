import type { JsonObject } from '../json.ts';

/** The result of what a user did: `ok` where the app acknowledged it in time. */
export type Outcome = JsonObject & ({ ok: true } | { ok: false; error: string });
