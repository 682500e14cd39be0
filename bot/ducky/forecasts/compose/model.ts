import { longDay } from '../../../words/dates.ts';
import type { ModelFact } from '../fact.ts';
import type { Told } from '../told.ts';
import { instantInWords } from '../tools/when.ts';
import { backtestOf } from './accuracy.ts';
import type { Found } from './facts.ts';
import { saying } from './sentences.ts';

/** Which model forecasts, how good it is, and since when it serves. */
export function composeModel({ model }: Found): Told[] {
  if (!model) {
    return saying(
      'No model serves yet. An administrator trains the first with “/forecast retrain” or “ducky train”.',
    );
  }
  return saying(
    `Model ${model.version} serves${since(model)}: ${method(model)}.`,
    trained(model),
    backtestOf(model),
    model.verdict === null ? undefined : `Why it serves: ${model.verdict}`,
  );
}

function since({ servesSince }: ModelFact): string {
  return servesSince === null ? '' : ` since ${instantInWords(servesSince)}`;
}

function method({ method: name }: ModelFact): string {
  if (name === 'xgboost') return 'XGBoost, which corrects a weighted mean of the same weekdays';
  if (name === 'baseline') return 'a weighted mean of the same weekdays, without a correction';
  return name;
}

function trained({ trainedAt, dataThrough }: ModelFact): string {
  const from = dataThrough === null ? '' : ` from data through ${longDay(dataThrough)}`;
  return `It was trained on ${instantInWords(trainedAt)}${from}.`;
}
