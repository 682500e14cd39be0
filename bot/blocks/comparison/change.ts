import type { Forecast } from '../../../data/forecast.ts';
import { changeInWords, changesBetween, overlapOf } from '../../words/difference.ts';
import { impressionsADay } from '../../words/mean-day.ts';
import { roundRange } from '../../words/numbers.ts';
import { message, type SlackMessage } from '../message.ts';
import { escapeMrkdwn, section } from '../text.ts';

export interface ChangeParts {
  /** What differs in the plan, a line each: `OS: iOS → Android`. */
  changes: readonly string[];
  /** The forecasts before and after; absent where one of them has none. */
  forecasts?: { before: Forecast; after: Forecast } | undefined;
}

/** Puts above a follow-up's answer what changed in the plan, and what that does to the forecast. */
export function withChange(answer: SlackMessage, parts: ChangeParts): SlackMessage {
  const changed = parts.changes.map(escapeMrkdwn).join('; ');
  const effect = parts.forecasts ? effectInWords(parts.forecasts) : [];
  const lines = [...(changed ? [`*Changed:* ${changed}.`] : []), ...effect];
  if (lines.length === 0) return answer;
  const plain = lines.join(' ').replaceAll('*', '');
  return message(`${plain} ${answer.text}`, [section(lines.join('\n')), ...answer.blocks]);
}

function effectInWords({ before, after }: NonNullable<ChangeParts['forecasts']>): string[] {
  const effect = changesBetween(before, after).map(changeInWords).join(', ');
  return [`*Effect:* ${effect}.`, ...doubt(before, after)];
}

/** Says where the ranges leave open whether anything changed at all. */
function doubt(before: Forecast, after: Forecast): string[] {
  const [first, second] = [impressionsADay(before), impressionsADay(after)];
  if (first.p50 === second.p50 || overlapOf(first, second) !== 'wide') return [];
  return [
    `The two ranges overlap widely (${roundRange(first)} and ${roundRange(second)} a day), so this may be no real difference.`,
  ];
}
