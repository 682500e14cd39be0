import type { SectionBlock } from '@slack/types';

import type { Forecast } from '../../../data/forecast.ts';
import { roundRange, roundWhole } from '../../words/numbers.ts';
import { escapeMrkdwn, section } from '../text.ts';

/**
 * How much of the available impressions the plan itself would get, for instance under its frequency
 * cap, and what limits it; nothing where it has no terms.
 */
export function deliverySection({ delivery }: Forecast): SectionBlock[] {
  if (!delivery) return [];
  const { impressions, reach, winRate, limitedBy } = delivery;
  const words = [
    `*This plan would get* about ${roundWhole(impressions.p50)} of them (likely ${roundRange(impressions)})`,
    ...(reach ? [`reach ${roundWhole(reach.p50)} people`] : []),
    ...(winRate === null ? [] : [`winning ${Math.round(winRate * 100)}% of auctions`]),
    `limited by ${escapeMrkdwn(limitedBy)}`,
  ];
  return [section(`${words.join('; ')}.`)];
}
