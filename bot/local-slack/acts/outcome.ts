import type { JsonObject } from '../json.ts';

/** What came of an act: `ok` where the app acknowledged it in time. */
export type Outcome = JsonObject & ({ ok: true } | { ok: false; error: string });
