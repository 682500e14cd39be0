import { counted } from '../../../words/numbers.ts';
import type { AccuracyFact, ModelFact, ToolName } from '../fact.ts';
import type { ForecastQuestion } from '../question.ts';
import { spanInWords } from '../tools/when.ts';
import type { Composed } from './composed.ts';
import { type Found, forecastIn } from './facts.ts';
import { saying } from './sentences.ts';
import { singledOut } from './singled-out.ts';

/**
 * Answers how accurate forecasts were: their error, their bias and how often P10 to P90 held; those
 * of the backtest where no forecast has met its days yet. First what a question about the forecast
 * at hand singles out, such as what may be promised.
 */
export function composeAccuracy(found: Found, { text }: Pick<ForecastQuestion, 'text'>): Composed {
  const { accuracy, model } = found;
  const forecast = forecastIn(found);
  const parts = forecast ? singledOut(text, forecast) : [];
  const ofForecast: ToolName[] = parts.length > 0 ? ['forecast'] : [];
  if (accuracy && accuracy.comparedDays > 0) {
    const { withinRangePercent } = accuracy;
    const told = saying(...parts, error(accuracy), bias(accuracy), coverage(withinRangePercent));
    return { told, uses: ['accuracy', ...ofForecast] };
  }
  const told = saying(
    ...parts,
    'No forecast made here can be compared with what came yet: its days must pass and be in the data first.',
    model && backtestOf(model),
  );
  return { told, uses: [...(model ? (['model'] as const) : []), ...ofForecast] };
}

/** How accurate the model was in its backtest, in words. */
export function backtestOf({ backtest }: ModelFact): string {
  if (!backtest) return 'The model was not backtested, as there was too little history.';
  const { errorPercent, withinRangePercent } = backtest;
  const within =
    withinRangePercent === null
      ? ''
      : `, and ${withinRangePercent}% of the days fell within P10 to P90 (80% is right)`;
  if (errorPercent === null) return `In the model's backtest no error could be measured${within}.`;
  return `In the model's backtest, on days it had not learnt from, daily forecasts of impressions were off by ${errorPercent}% of what came${within}.`;
}

function error({ first, last, comparedDays, errorPercent }: AccuracyFact): string {
  const from = `${counted(comparedDays, 'forecast day')}, ${spanInWords({ first, last })}`;
  if (errorPercent === null)
    return `I compared ${from}, but nothing came on them, so there is no error in percent.`;
  return `Over all plans forecast here, daily forecasts of impressions were off by ${errorPercent}% of what came (${from}).`;
}

function bias({ biasPercent }: AccuracyFact): string | undefined {
  if (biasPercent === null) return undefined;
  if (biasPercent === 0) return 'They were neither too high nor too low on average.';
  return `On average they were ${Math.abs(biasPercent)}% too ${biasPercent > 0 ? 'high' : 'low'}.`;
}

function coverage(percent: number): string {
  return `On ${percent}% of these days, what came was within P10 to P90; 80% is right.`;
}
