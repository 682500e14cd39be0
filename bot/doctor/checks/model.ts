import type pg from 'pg';
import { z } from 'zod';

import { type Day, daysBetween } from '../../../data/calendar.ts';
import { readModel, servingVersion } from '../../../data/postgres/models/models.ts';
import { type Examination, problem, troublesOf, warning } from '../finding.ts';

const OLD_DAYS = 35;

/** The part of a model's metadata that says what it has learnt from. */
const learntSchema = z.object({ method: z.string(), dataThrough: z.iso.date(), days: z.number() });

/** The model that forecasts are made with. */
export async function lookAtModel(pool: pg.Pool, today: Day): Promise<Examination> {
  const version = await servingVersion(pool);
  const model = version === undefined ? undefined : await readModel(pool, version);
  if (!model) return { facts: {}, troubles: [problem('no model serves', 'ducky train')] };
  const { method, dataThrough, days } = learntSchema.parse(model.metadata);
  const ageDays = daysBetween(dataThrough, today);
  return {
    facts: {
      version: model.version,
      method,
      trainedAt: model.trainedAt.toISOString(),
      data: `${days} days up to ${dataThrough}`,
    },
    troubles: troublesOf(
      ageDays > OLD_DAYS &&
        warning(`it has seen nothing of the last ${ageDays} days`, 'ducky train'),
    ),
  };
}
