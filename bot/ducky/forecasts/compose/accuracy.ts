import type { AccuracyFact, ModelFact } from '../fact.ts';
import type { Told } from '../told.ts';
import { spanInWords } from '../tools/when.ts';
import type { Found } from './facts.ts';
import { counted, saying } from './sentences.ts';

/** How right forecasts were; of the backtest where none has met its days yet. */
export function composeAccuracy({ accuracy, model }: Found): Told[] {
  if (accuracy && accuracy.comparedDays > 0) {
    return saying(error(accuracy), bias(accuracy), coverage(accuracy.withinRangePercent));
  }
  return saying(
    'No forecast can be compared with what came yet: its days must pass and be in the data first.',
    ...(model ? [backtestOf(model)] : []),
  );
}

/** How the model did in its backtest. */
export function backtestOf({ backtest }: ModelFact): string {
  if (!backtest) return 'It was not backtested, as there was too little history.';
  const { errorPercent, withinRangePercent } = backtest;
  const within =
    withinRangePercent === null
      ? ''
      : `, and ${withinRangePercent}% of the days fell within P10 to P90 (80% is right)`;
  if (errorPercent === null) return `In its backtest no error could be measured${within}.`;
  return `In its backtest, on days it had not learnt from, daily forecasts were off by ${errorPercent}% of what came${within}.`;
}

function error({ first, last, comparedDays, errorPercent }: AccuracyFact): string {
  const compared = `I compared ${counted(comparedDays, 'forecast day')} with what came, ${spanInWords({ first, last })}`;
  if (errorPercent === null)
    return `${compared}, but nothing came on them, so there is no error in percent.`;
  return `Forecasts were off by ${errorPercent}% of what came, day by day. ${compared}.`;
}

function bias({ biasPercent }: AccuracyFact): string | undefined {
  if (biasPercent === null) return undefined;
  if (biasPercent === 0) return 'They were neither too high nor too low on average.';
  return `On average they were ${Math.abs(biasPercent)}% too ${biasPercent > 0 ? 'high' : 'low'}.`;
}

function coverage(percent: number): string {
  return `${percent}% of these days came within P10 to P90; 80% is right.`;
}
