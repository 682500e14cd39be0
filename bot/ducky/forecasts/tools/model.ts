import { type ListedModel, listModels } from '../../../../data/postgres/models/model-list.ts';
import type { Fact, ModelFact } from '../fact.ts';
import type { ToolContext } from './context.ts';
import { finePercent, wholePercent } from './numbers.ts';

/** The model that forecasts are made with now; undefined before the first training. */
export async function findModel({ db }: ToolContext): Promise<Fact<'model'> | undefined> {
  const models = await listModels(db);
  const serving = models.find((model) => model.serving);
  if (!serving) return undefined;
  const { version, trainedAt, promotedAt, verdict, metadata } = serving;
  const backtest = backtestOf(metadata);
  const data = {
    version,
    method: metadata?.method ?? 'unknown',
    trainedAt: trainedAt.toISOString(),
    dataThrough: metadata?.dataThrough ?? null,
    backtest,
    verdict: verdict?.reason ?? null,
    servesSince: promotedAt?.toISOString() ?? null,
  };
  return { tool: 'model', source: `model ${version}${backtest ? ', backtest' : ''}`, data };
}

/** The error and the coverage in the backtest; null where the model was tested on nothing. */
function backtestOf(metadata: ListedModel['metadata']): ModelFact['backtest'] {
  const metrics = metadata?.metrics;
  if (!metrics?.count) return null;
  return {
    errorPercent: finePercent(metrics.wape),
    withinRangePercent: wholePercent(metrics.coverage80),
  };
}
