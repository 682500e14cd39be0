import type { DigestResult, LookBack, PlanDigest, Risk } from '../../../data/digest.ts';
import { shortDay } from '../../words/dates.ts';
import { relativeChange, signedPercent } from '../../words/difference.ts';
import { roundCount, roundRange } from '../../words/numbers.ts';

/** Whether somebody should look at a plan: it is at risk, or has no forecast. */
export function needsLook({ risks, next }: PlanDigest): boolean {
  return risks.length > 0 || next.kind === 'refused';
}

/** The headline of a digest: how many plans, and how many of them somebody should look at. */
export function digestHeadline({ plans }: DigestResult): string {
  if (plans.length === 0) return 'No plan is saved in this channel yet';
  const some = plans.length === 1 ? '1 plan' : `${plans.length} plans`;
  const toLookAt = plans.filter(needsLook).length;
  if (toLookAt === 0) return `${some}, nothing to worry about`;
  return `${some}, ${toLookAt} to look at`;
}

/** `23 Nov to 29 Nov`. */
export function spanInWords({ start, end }: { start: string; end: string }): string {
  return start === end ? shortDay(start) : `${shortDay(start)} to ${shortDay(end)}`;
}

/** How far the forecast was from what came: `4% too high`; undefined where nothing came. */
export function errorInWords({ expected, actual }: LookBack): string | undefined {
  const error = relativeChange({ before: actual, after: expected });
  if (error === null) return undefined;
  if (error === 0) return 'spot on';
  return `${roundCount(Math.abs(error) * 100)}% too ${error > 0 ? 'high' : 'low'}`;
}

/** A risk in a word or two, for a table. */
export function riskInShort(risk: Risk): string {
  switch (risk.kind) {
    case 'flight over':
      return 'Flight over';
    case 'draft is late':
      return 'Still a draft';
    case 'goal out of reach':
      return 'Goal out of reach';
    case 'goal at risk':
      return 'Goal at risk';
    case 'falling':
      return 'Falling';
  }
}

/** A risk as a sentence after the plan's name. */
function riskInWords(risk: Risk): string {
  switch (risk.kind) {
    case 'flight over':
      return `the flight ends on ${shortDay(risk.end)}. Archive the plan, or save it with new days.`;
    case 'draft is late':
      return `still a draft, though the flight begins on ${shortDay(risk.start)}.`;
    case 'goal out of reach':
      return `the goal of ${roundCount(risk.goal)} can no longer be met: about ${roundCount(risk.likely)} are available, ${roundCount(risk.best)} at best.`;
    case 'goal at risk':
      return `the goal of ${roundCount(risk.goal)} is at risk: about ${roundCount(risk.likely)} are available, ${roundCount(risk.best)} at best.`;
    case 'falling':
      return `next week is expected ${Math.round(-risk.change * 100)}% below the last seven days.`;
  }
}

/** The risks of a plan, and why it has no forecast, a sentence each. */
export function concerns({ name, risks, next }: PlanDigest): string[] {
  const refused = next.kind === 'refused' ? [`no forecast. ${next.reason} ${next.needed}`] : [];
  return [...risks.map(riskInWords), ...refused].map((words) => `${name}: ${words}`);
}

/** A plan's whole digest in a sentence, for who cannot see the table. */
export function planInWords(plan: PlanDigest): string {
  const { name, next, lookBack } = plan;
  if (next.kind === 'refused') return concerns(plan).join(' ');
  const ahead =
    next.kind === 'not on'
      ? 'not on next week'
      : `about ${roundCount(next.impressions.p50)} impressions (${roundRange(next.impressions)})`;
  const parts = [ahead, ...(lookBack ? lookBackInWords(lookBack) : [])];
  const risks = plan.risks.map((risk) => `To look at: ${riskInWords(risk)}`);
  return [`${name}: ${parts.join(', ')}.`, ...risks].join(' ');
}

function lookBackInWords(lookBack: LookBack): string[] {
  const { change, heldDays, comparedDays } = lookBack;
  const error = errorInWords(lookBack) ?? 'nothing came of what was forecast';
  return [
    ...(change === null ? [] : [`${signedPercent(change)} from last week’s forecast`]),
    `last forecast ${error}, in range on ${heldDays} of ${comparedDays} days`,
  ];
}
