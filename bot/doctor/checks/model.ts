import type pg from 'pg';
import { z } from 'zod';

import { type Day, daysBetween } from '../../../data/calendar.ts';
import {
  type LiveAccuracy,
  readLiveAccuracy,
} from '../../../data/postgres/accuracy/live-accuracy.ts';
import { readModel, servingVersion } from '../../../data/postgres/models/models.ts';
import { precisePercent } from '../../words/numbers.ts';
import { type Examination, type Facts, problem, troublesOf, warning } from '../finding.ts';

const OLD_DAYS = 35;

/** The part of a model's metadata that says what it has learnt from. */
const learntSchema = z.object({ method: z.string(), dataThrough: z.iso.date(), days: z.number() });

/**
 * Checks the model that forecasts are made with: whether one serves, how old its data are, and how
 * accurate it was lately.
 */
export async function lookAtModel(pool: pg.Pool, today: Day): Promise<Examination> {
  const version = await servingVersion(pool);
  const model = version === undefined ? undefined : await readModel(pool, version);
  if (!model) return { facts: {}, troubles: [problem('no model serves', 'ducky train')] };
  const { method, dataThrough, days } = learntSchema.parse(model.metadata);
  const live = await readLiveAccuracy(pool);
  const ageDays = daysBetween(dataThrough, today);
  return {
    facts: {
      version: model.version,
      method,
      trainedAt: model.trainedAt.toISOString(),
      data: `${days} days up to ${dataThrough}`,
      ...liveFacts(live),
    },
    troubles: troublesOf(
      ageDays > OLD_DAYS &&
        warning(`it has seen nothing of the last ${ageDays} days`, 'ducky train'),
    ),
  };
}

/** How right its forecasts were lately, and those of the models that served before it. */
function liveFacts(live: LiveAccuracy | undefined): Facts {
  if (!live) return { live: 'no forecast could be compared with what came yet' };
  const { wape, coverage80, count, days } = live;
  return {
    liveError: wape === null ? null : precisePercent(wape),
    liveCoverage: `${Math.round(coverage80 * 100)}% (80% is right)`,
    liveOf: `${count} daily forecasts of ${days.first} to ${days.last}`,
  };
}
