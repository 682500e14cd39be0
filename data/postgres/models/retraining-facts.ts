import type pg from 'pg';
import { z } from 'zod';

const rowSchema = z.object({
  /** When the latest model was trained, by whomever. */
  trainedAt: z.date().nullable(),
  /** When a scheduled training last ended without a model. */
  failedAt: z.date().nullable(),
});

/** When models were trained, and tried to be. */
export type RetrainingFacts = z.infer<typeof rowSchema>;

/** Reads when a model was last trained and when a scheduled retraining last failed. */
export async function readRetrainingFacts(pool: pg.Pool): Promise<RetrainingFacts> {
  const { rows } = await pool.query(
    `select (select max(trained_at) from model_version) "trainedAt",
       (select max(at) from audit
        where action = 'retrain' and actor = 'schedule' and outcome <> 'succeeded') "failedAt"`,
  );
  return rowSchema.parse(rows[0]);
}
