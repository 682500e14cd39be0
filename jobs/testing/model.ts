import type pg from 'pg';

import { promoteModel } from '../../data/testing/promote-model.ts';
import { printArtifact } from '../../model/artifact.ts';
import { trainArtifact } from '../../model/train.ts';

/** Promotes a model trained on a few weeks of nothing in particular, and returns its version. */
export async function promoteTestModel(pool: pg.Pool, trainedAt: Date): Promise<string> {
  const series = Float64Array.from({ length: 28 }, (_, day) => 400 + 30 * (day % 7));
  const span = { first: '2026-10-01', last: '2026-10-28' };
  const artifact = await trainArtifact({ panel: { span, series: [series] }, trainedAt, seed: 1 });
  const { version } = artifact.metadata;
  const text = printArtifact(artifact)['xgboost_model.json'];
  const stored = { version, artifact: text, metadata: artifact.metadata, trainedAt };
  await promoteModel(pool, stored, trainedAt);
  return version;
}
