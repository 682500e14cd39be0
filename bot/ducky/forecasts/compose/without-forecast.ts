import type { Composed } from './composed.ts';
import { type Found, isPending, isRefused } from './facts.ts';
import { NO_FORECAST, saying, stillMade, whyRefused } from './sentences.ts';

/** The answer where a question needs a forecast, and there is none, none yet, or it was refused. */
export function withoutForecast({ forecast }: Found): Composed {
  if (forecast && isRefused(forecast)) {
    return { told: saying(whyRefused(forecast)), uses: ['forecast'] };
  }
  if (forecast && isPending(forecast)) {
    return { told: saying(stillMade(forecast)), uses: ['forecast'] };
  }
  return { told: saying(NO_FORECAST), uses: [] };
}
