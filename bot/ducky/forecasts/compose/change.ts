import { listed } from '../../../../prompts/short-list.ts';
import { longDay } from '../../../words/dates.ts';
import { roundCount, roundWhole } from '../../../words/numbers.ts';
import type { EarlierFact } from '../plan-facts.ts';
import { instantInWords } from '../tools/when.ts';
import type { Composed } from './composed.ts';
import { type Found, forecastIn } from './facts.ts';
import { saying, signed } from './sentences.ts';
import { withoutForecast } from './without-forecast.ts';

/** Answers what changed since the forecast before, and why. */
export function composeChange(found: Found): Composed {
  const { earlier } = found;
  if (earlier) {
    const sentences = [difference(earlier), deliveryOf(earlier), reachOf(earlier)];
    return { told: saying(...sentences, ...reasons(earlier)), uses: ['earlier'] };
  }
  const now = forecastIn(found);
  if (!now) return withoutForecast(found);
  const told = saying(
    'I know of no earlier forecast of this plan, so there is nothing to compare it with.',
    `This one says about ${roundCount(now.impressionsPerDay.p50)} impressions a day, from data through ${longDay(now.dataThrough)}.`,
    'Ask for the same plan again once new data have come in, or change it in this thread.',
  );
  return { told, uses: ['forecast'] };
}

function difference(earlier: EarlierFact): string {
  const { relation, generatedBefore } = earlier;
  const which = relation === 'same plan' ? 'the same plan' : 'the plan before';
  return `Against the forecast of ${which} (${instantInWords(generatedBefore)}): ${changeInImpressions(earlier)}.`;
}

function changeInImpressions({ before, now, changePercent }: EarlierFact): string {
  if (changePercent === 0) return `the same impressions a day (${roundCount(now)})`;
  const numbers = `${roundCount(before)} → ${roundCount(now)}`;
  if (changePercent === null) return `impressions a day ${numbers}`;
  return `${signed(changePercent)} impressions a day (${numbers})`;
}

/** What the plans' terms leave, where they leave less than there is. */
function deliveryOf(earlier: EarlierFact): string | undefined {
  const { before, now, deliveryBefore, deliveryNow, deliveryChangePercent } = earlier;
  if (deliveryBefore === null || deliveryNow === null) return undefined;
  if (deliveryBefore === before && deliveryNow === now) return undefined;
  const would = 'What the plan itself would get';
  if (deliveryChangePercent === 0)
    return `${would} is the same (${roundCount(deliveryNow)} a day).`;
  const numbers = `${roundCount(deliveryBefore)} → ${roundCount(deliveryNow)}`;
  if (deliveryChangePercent === null) return `${would} a day: ${numbers}.`;
  return `${would}: ${signed(deliveryChangePercent)} a day (${numbers}).`;
}

function reachOf({ reachBefore, reachNow }: EarlierFact): string | undefined {
  if (reachBefore === null || reachNow === null) return undefined;
  const now = roundWhole(reachNow);
  const before = roundWhole(reachBefore);
  return now === before ? `Reach is the same (${now}).` : `Reach: ${before} → ${now} people.`;
}

/** What made the difference: another plan, newer data, another version of the model. */
function reasons(earlier: EarlierFact): string[] {
  const { relation, changes, dataThroughBefore, dataThroughNow, isSameModel } = earlier;
  const isSamePlan = relation === 'same plan' && changes.length === 0;
  const causes = [
    ...(changes.length > 0 ? [planChange(earlier)] : []),
    ...(dataThroughBefore === dataThroughNow
      ? []
      : [
          `The data now go to ${longDay(dataThroughNow)}; then they went to ${longDay(dataThroughBefore)}.`,
        ]),
    ...(isSameModel ? [] : ['Another version of the model forecasts now.']),
  ];
  if (causes.length === 0) return ['Plan, data and model are the same.'];
  return isSamePlan ? ['The plan is the same.', ...causes] : causes;
}

function planChange({ relation, changes }: EarlierFact): string {
  if (relation === 'plan before') return `The plan was changed (${listed(changes)}).`;
  return `Targeting and terms are the same, the days are not (${listed(changes)}).`;
}
