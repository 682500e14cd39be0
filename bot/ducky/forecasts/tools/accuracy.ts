import { readLiveAccuracy } from '../../../../data/postgres/accuracy/live-accuracy.ts';
import type { Fact } from '../fact.ts';
import type { ToolContext } from './context.ts';
import { finePercent, wholePercent } from './numbers.ts';
import { spanInWords } from './when.ts';

/** Reads how accurate forecasts were in the last four weeks; undefined before any was compared. */
export async function findAccuracy({ db }: ToolContext): Promise<Fact<'accuracy'> | undefined> {
  const accuracy = await readLiveAccuracy(db);
  if (!accuracy) return undefined;
  const { days, count, wape, bias, coverage80 } = accuracy;
  const data = {
    ...days,
    comparedDays: count,
    errorPercent: wape === null ? null : finePercent(wape),
    biasPercent: bias === null ? null : finePercent(bias),
    withinRangePercent: wholePercent(coverage80),
  };
  return { tool: 'accuracy', source: `accuracy ${spanInWords(days)}`, data };
}
