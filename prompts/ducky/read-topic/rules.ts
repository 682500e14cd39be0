import type { Topic } from '../topic.ts';
import type { Gist } from './gist.ts';
import type { Idea } from './ideas.ts';
import { asksForMeaning, isDefinite, type Situation } from './meaning.ts';

interface Rule {
  readonly topic: Topic;
  readonly fits: (gist: Gist, situation: Situation) => boolean;
}

/** The first that fits decides, so what is more particular stands earlier. */
export const RULES: readonly Rule[] = [
  { topic: 'meaning', fits: asksForMeaning },
  { topic: 'change', fits: asksForChange },
  { topic: 'docs', fits: asksForUse },
  { topic: 'more', fits: asksForMore },
  { topic: 'model', fits: asksForModel },
  { topic: 'accuracy', fits: asksForAccuracy },
  { topic: 'data', fits: asksForData },
  { topic: 'docs', fits: asksHowItWorks },
  { topic: 'history', fits: asksForHistory },
  { topic: 'why', fits: asksWhy },
];

const has = ({ ideas }: Gist, ...wanted: Idea[]) => wanted.every((idea) => ideas.has(idea));
const hasAny = ({ ideas }: Gist, ...wanted: Idea[]) => wanted.some((idea) => ideas.has(idea));

/** 'Dropped', 'has gone down': it happened. 'Drop Pune' asks for it. */
const CAME_ABOUT =
  /\b(?:changed|different|differences?|differs?|moved|dropped|fell|fallen|rose|risen|jumped|declined|decreased|increased|grew|shrank|shrunk|gone|went|has|have|going|did|was|happened|change)\b|\bthe (?:\w+ )?(?:drop|fall|rise|jump|increase|decrease|decline|dip|shift|spike|surge)\b/;
const WANTED =
  /^(?:need|want) more\b|\b(?:i|we) (?:need|want)\b|\b(?:suggestion|tip|idea|recommendation|option)s?\b/;
const WHAT_TO_DO = /\b(?:what|which|how|where) (?:can|could|should|would|do|might)\b/;
/** The one average that is a part of a forecast. */
const AVERAGE_FREQUENCY = /\baverage frequency\b/;
/** Days to come are in the forecast, not in what was measured. */
const OF_FLIGHT = /\bof (?:the|this|our|my) (?:flight|campaign|forecast)\b/;
const HOW_DONE =
  /\bhow (?:did you|was|were|is|are|do you)\b.*\b(?:get|come|arrive|reach|calculate|compute|make|made|work out|worked out|estimate)d?\b/;
const OF_THIS_NUMBER =
  /\b(?:this|that|these|those) (?:number|figure|forecast|estimate|result)s?\b|\bdid you\b/;
const OUR_WORK =
  /\b(?:forecasts?|forecasted|predictions?|predicted|estimates?|you|your|ducky|we|our)\b/;

function asksForChange(gist: Gist): boolean {
  const differs = hasAny(gist, 'changed', 'compared');
  if (!differs || hasAny(gist, 'howTo', 'right', 'supposes')) return false;
  if (has(gist, 'earlier')) {
    return hasAny(gist, 'asks', 'reason', 'happened') || /^compare\b/.test(gist.said);
  }
  if (!has(gist, 'changed')) return false;
  if (hasAny(gist, 'data', 'model') && !has(gist, 'quantity')) return false;
  if (has(gist, 'reason')) return CAME_ABOUT.test(gist.said);
  return (
    has(gist, 'asks') &&
    !hasAny(gist, 'plan', 'more', 'past') &&
    (!has(gist, 'tests') || has(gist, 'happened')) &&
    CAME_ABOUT.test(gist.said)
  );
}

function asksForUse(gist: Gist): boolean {
  return (
    has(gist, 'howTo', 'feature') &&
    !hasAny(gist, 'reason', 'earlier', 'right', 'fresh', 'more', 'plan')
  );
}

function asksForMore(gist: Gist): boolean {
  if (!has(gist, 'more') || hasAny(gist, 'right', 'fresh')) return false;
  if (has(gist, 'supposes') && !/\bshould\b/.test(gist.said)) return false;
  if (has(gist, 'plan') && hasAny(gist, 'tests')) return false;
  if (has(gist, 'reason')) return WHAT_TO_DO.test(gist.said);
  return has(gist, 'asks') || WANTED.test(gist.said);
}

function asksForModel(gist: Gist): boolean {
  if (!has(gist, 'asks', 'model') || has(gist, 'level')) return false;
  if (has(gist, 'reason'))
    return has(gist, 'serves') || /\b(?:what|which) (?:model|version|algorithm)\b/.test(gist.said);
  return !(has(gist, 'right') && OUR_WORK.test(gist.said));
}

function asksForAccuracy(gist: Gist): boolean {
  if (!has(gist, 'asks')) return false;
  if (has(gist, 'right')) return !(has(gist, 'level') && hasAny(gist, 'reason', 'says'));
  if (has(gist, 'reason') || !OUR_WORK.test(gist.said)) return false;
  const isOfForecasts = /\b(?:forecasts?|predictions?|estimates?)\b/.test(gist.said);
  return (
    (has(gist, 'well') && (isOfForecasts || has(gist, 'happened'))) ||
    (isOfForecasts && has(gist, 'past', 'happened'))
  );
}

function asksForData(gist: Gist): boolean {
  if (!has(gist, 'asks') || has(gist, 'plan')) return false;
  if (has(gist, 'genuine')) return true;
  if (has(gist, 'tests') && hasAny(gist, 'ahead')) return false;
  return has(gist, 'data') ? !has(gist, 'reason', 'level') : has(gist, 'fresh');
}

function asksHowItWorks(gist: Gist): boolean {
  if (hasAny(gist, 'past', 'right', 'level') || OF_THIS_NUMBER.test(gist.said)) return false;
  return has(gist, 'works') && /\b(?:how|what|who)\b/.test(gist.said);
}

function asksForHistory(gist: Gist): boolean {
  if (!has(gist, 'asks') || hasAny(gist, 'reason', 'supposes') || OF_FLIGHT.test(gist.said))
    return false;
  if (has(gist, 'past')) return has(gist, 'happened') || !has(gist, 'plan');
  return (
    has(gist, 'pattern') && !hasAny(gist, 'plan', 'ahead') && !AVERAGE_FREQUENCY.test(gist.said)
  );
}

function asksWhy(gist: Gist, { hasForecast }: Situation): boolean {
  if (has(gist, 'reason')) return true;
  if (hasAny(gist, 'plan', 'supposes', 'ahead')) return false;
  if (has(gist, 'asks') && hasAny(gist, 'limits', 'sure', 'calendar'))
    return !/^when\b/.test(gist.said);
  if (has(gist, 'level', 'definite') && hasAny(gist, 'says', 'asks')) return true;
  if (HOW_DONE.test(gist.said) || (has(gist, 'pattern') && OF_FLIGHT.test(gist.said))) return true;
  return hasForecast && isDefinite(gist, 'quantity');
}
