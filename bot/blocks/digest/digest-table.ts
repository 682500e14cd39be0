import type { ContextBlock, TableBlock } from '@slack/types';

import type { LookBack, NextWeek, PlanDigest } from '../../../data/digest.ts';
import { signedPercent } from '../../words/difference.ts';
import { preciseCount, preciseRange } from '../../words/numbers.ts';
import { context, plainText } from '../text.ts';
import { errorInWords, needsLook, riskInShort } from './digest-words.ts';

/** Keeps far below what a table may hold: 10,000 characters. */
const SHOWN_PLANS = 60;
const NAME_LENGTH = 40;

const HEADINGS = ['Plan', 'Next week', 'Likely range', 'Change', 'Last forecast', 'To look at'];

/** Marks a forecast that nobody made a week ago, and that was back-filled. */
export const BACK_FILLED = '†';

/** The digest's table, a plan a row, with a note where there are more plans than it shows. */
export function digestTable(plans: readonly PlanDigest[]): (TableBlock | ContextBlock)[] {
  if (plans.length === 0) return [];
  const rows = [HEADINGS, ...plans.slice(0, SHOWN_PLANS).map(planRow)];
  const table: TableBlock = {
    type: 'table',
    column_settings: HEADINGS.map((_, index) => ({
      align: index === 0 || index === HEADINGS.length - 1 ? 'left' : 'right',
    })),
    rows: rows.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
  };
  if (plans.length <= SHOWN_PLANS) return [table];
  const words = `The first ${SHOWN_PLANS} of ${plans.length} plans, those to look at before the others. “See plans” lists all of them.`;
  return [table, context(words)];
}

function planRow(plan: PlanDigest): string[] {
  const { name, status, next, lookBack, risks } = plan;
  const [expected, range] = aheadCells(next);
  return [
    `${plainText(name, NAME_LENGTH).text} (${status})`,
    expected,
    range,
    lookBack && lookBack.change !== null ? signedPercent(lookBack.change) : NOTHING,
    lookBack ? lookBackCell(lookBack) : NOTHING,
    risks.map(riskInShort).join(', ') || (needsLook(plan) ? NO_FORECAST : NOTHING),
  ];
}

const NOTHING = '–';
const NO_FORECAST = 'No forecast';

function aheadCells(next: NextWeek): [expected: string, range: string] {
  if (next.kind === 'refused') return [NO_FORECAST, NOTHING];
  if (next.kind === 'not on') return ['Not on', NOTHING];
  return [preciseCount(next.impressions.p50), preciseRange(next.impressions)];
}

/** `4% too high, 6/6 days`: how far off, and the days in its range. */
function lookBackCell(lookBack: LookBack): string {
  const { heldDays, comparedDays, isBackFilled } = lookBack;
  const error = errorInWords(lookBack) ?? 'nothing came';
  return `${error}, ${heldDays}/${comparedDays} days${isBackFilled ? ` ${BACK_FILLED}` : ''}`;
}
