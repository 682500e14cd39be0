import { longDay } from '../../../words/dates.ts';
import type { ModelFact } from '../fact.ts';
import type { ForecastFact } from '../plan-facts.ts';
import type { ForecastQuestion } from '../question.ts';
import { instantInWords } from '../tools/when.ts';
import { backtestOf } from './accuracy.ts';
import type { Composed } from './composed.ts';
import { type Found, forecastIn } from './facts.ts';
import { saying } from './sentences.ts';

const ABOUT_QUALITY =
  /\b(?:good|bad|accura|error|reliab|right|wrong|trust|wape|backtest|coverage)/i;

/** Which model made the forecast at hand, which serves, how good it is, and since when it serves. */
export function composeModel(found: Found, { text }: Pick<ForecastQuestion, 'text'>): Composed {
  const { model } = found;
  if (!model) return { told: saying(NO_MODEL), uses: [] };
  const forecast = forecastIn(found);
  const is = [
    ...(forecast ? made(forecast, model) : [serves(model)]),
    kindOf(model),
    trained(model),
  ];
  const backtest = backtestOf(model);
  const sentences = ABOUT_QUALITY.test(text) ? [backtest, ...is] : [...is, backtest];
  const told = saying(...sentences, verdictOf(model));
  return { told, uses: forecast ? ['forecast', 'model'] : ['model'] };
}

const NO_MODEL =
  'No model serves yet. An administrator trains the first with “/forecast retrain” or “ducky train”.';

function made({ modelVersion, modelMethod }: ForecastFact, serving: ModelFact): string[] {
  const by = `This forecast was made by model ${modelVersion}`;
  if (modelVersion === serving.version) return [`${by}, which ${servesSince(serving)}.`];
  const method = METHODS[modelMethod] ?? modelMethod;
  return [`${by} (${method}), which serves no more.`, serves(serving)];
}

function serves(model: ModelFact): string {
  return `Model ${model.version} ${servesSince(model)}.`;
}

function servesSince({ servesSince: instant }: ModelFact): string {
  return instant === null ? 'serves now' : `has served since ${instantInWords(instant)}`;
}

const METHODS: Readonly<Record<string, string>> = {
  xgboost: 'XGBoost, which corrects a weighted mean of the same weekdays',
  baseline: 'a weighted mean of the same weekdays, without a correction',
};

/** Undefined of a model whose description this version cannot read. */
function kindOf({ method }: ModelFact): string | undefined {
  const kind = METHODS[method];
  return kind && `It is ${kind}.`;
}

function trained({ trainedAt, dataThrough }: ModelFact): string {
  const from = dataThrough === null ? '' : ` from data through ${longDay(dataThrough)}`;
  return `It was trained on ${instantInWords(trainedAt)}${from}.`;
}

/** That of its training: a model that was kept from serving may serve again after a rollback. */
function verdictOf({ verdict }: ModelFact): string | undefined {
  return verdict === null ? undefined : `The verdict when it was trained: “${verdict}”`;
}
