import type pg from 'pg';

import { inTransaction } from '../postgres/client.ts';
import { type StoredModel, storeModel } from '../postgres/models/models.ts';

/** Stores a model and makes it the serving one, in one transaction. */
export async function promoteModel(
  pool: pg.Pool,
  model: StoredModel,
  promotedAt: Date,
): Promise<void> {
  await inTransaction(pool, (client) => storeModel(client, model, null, promotedAt));
}
