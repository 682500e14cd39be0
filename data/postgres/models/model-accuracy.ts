import type pg from 'pg';
import { z } from 'zod';

const accuracySchema = z.object({
  /** Days ahead that were tested. */
  horizonDays: z.number(),
  /** Mean absolute error of a day, as a share of the mean day. */
  wape: z.number(),
  /** Share of days that came within P10 to P90. */
  coverage80: z.number(),
});

/** A model's accuracy on held-out days, the last of its history, which were kept from it. */
export type TestedAccuracy = z.infer<typeof accuracySchema>;

/**
 * Reads a model's accuracy on its held-out days; undefined where the model is not known here, or
 * was not tested on anything.
 */
export async function testedAccuracy(
  db: pg.Pool,
  modelVersion: string,
): Promise<TestedAccuracy | undefined> {
  const { rows } = await db.query(
    `select metadata #> '{metrics,horizonDays}' "horizonDays",
       metadata #> '{metrics,served,wape}' wape, metadata #> '{metrics,served,coverage80}' coverage80
     from model_version
     where version = $1 and (metadata #>> '{metrics,served,count}')::int > 0`,
    [modelVersion],
  );
  return rows[0] && accuracySchema.parse(rows[0]);
}
