import type pg from 'pg';
import { z } from 'zod';

import { metricsSchema, verdictSchema } from '../../verdict.ts';

/** What of a model's metadata is listed; those of other versions of Ducky may lack it. */
const metadataSchema = z.object({
  method: z.string(),
  dataThrough: z.iso.date(),
  metrics: z.object({ served: metricsSchema }).transform(({ served }) => served),
});

const rowSchema = z.object({
  version: z.string(),
  trainedAt: z.date(),
  /** When it was last made to serve; null where the gate kept it from that. */
  promotedAt: z.date().nullable(),
  serving: z.boolean(),
  /** What the gate said; null of models before the gate. */
  verdict: verdictSchema.nullable().catch(null),
  /** What it has learnt and how it did on its own test days; null where that cannot be read. */
  metadata: metadataSchema.nullable().catch(null),
});
export type ListedModel = z.infer<typeof rowSchema>;

/** Every model ever trained, the latest first. */
export async function listModels(pool: pg.Pool): Promise<ListedModel[]> {
  const { rows } = await pool.query(
    `select version, trained_at "trainedAt", promoted_at "promotedAt", serving, verdict, metadata
     from model_version order by stored_at desc, trained_at desc, version`,
  );
  return rows.map((row) => rowSchema.parse(row));
}

/** The models that one can roll back to: they served before and do not now, the latest first. */
export async function earlierModels(pool: pg.Pool): Promise<ListedModel[]> {
  const promotedMs = ({ promotedAt }: ListedModel) => promotedAt?.getTime() ?? 0;
  const models = await listModels(pool);
  return models
    .filter(({ promotedAt, serving }) => promotedAt !== null && !serving)
    .sort((a, b) => promotedMs(b) - promotedMs(a));
}
