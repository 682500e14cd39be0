import { ask, type Finding } from './finding.ts';
import { countOf, NUMBER } from './numbers.ts';
import type { UnreadText } from './unread-text.ts';

type Window = 'hour' | 'day' | 'week' | 'flight';

/** The words for a cap, as an alternative of a regular expression without groups. */
export const CAP =
  '(?:(?:frequency|freq|f)\\.?[\\s-]?cap(?:s|ped|ping)?|cap(?:s|ped|ping)?|frequency|fcap)';
const LIMIT = `(?:${CAP}|max(?:imum)?|at\\s+most|no\\s+more\\s+than|limit(?:ed)?|up\\s+to)`;
const TIMES = '(?:\\s*(?:x|×|times|imps?|impressions?|views?|exposures?|ads?)\\b)?';
const USER = '(?:\\s*(?:\\/|per|a|each)\\s*(?:user|person|head|viewer)\\b)?';
const WINDOW =
  '(?:\\s*(?:\\/|per|an?|each|every|in\\s+an?)\\s*(?<per>hour|day|week|flight|campaign|lifetime)|\\s+(?<adverb>hourly|daily|weekly)|(?:\\s+(?:in|over)\\s+the\\s+(?<whole>flight|campaign)))\\b';

const FORMS = [
  new RegExp(
    `\\b(?:(?<lead>hourly|daily|weekly)\\s+)?${LIMIT}\\s*(?:of|at|is|to|:|=)?\\s*(?:at\\s+most\\s+|max\\s+)?(?<count>${NUMBER})${TIMES}${USER}(?:${WINDOW})${USER}(?:\\s+cap)?`,
    'g',
  ),
  new RegExp(
    `\\b(?<lead>hourly|daily|weekly|lifetime)\\s+(?:${CAP})\\s*(?:of|at|is|:|=)?\\s*(?<count>${NUMBER})${TIMES}${USER}`,
    'g',
  ),
  new RegExp(
    `(?<![\\d.,])\\b(?<count>${NUMBER})\\s*(?:x|×|times|imps?|impressions?|views?)${USER}(?:${WINDOW})${USER}(?:\\s+${CAP})?`,
    'g',
  ),
  new RegExp(`\\b(?<count>once|twice|thrice)${USER}(?:${WINDOW})${USER}(?:\\s+${CAP})?`, 'g'),
  new RegExp(`(?<![\\d.,])\\b(?<count>\\d{1,7})(?:${WINDOW})${USER}\\s+${CAP}\\b`, 'g'),
];

/** A window that no plan has: 'per month', 'every 3 days'. */
const OTHER_WINDOW = '\\s*(?:\\/|(?:per|every|each)\\b)(?!\\s*(?:user|person|head|viewer))';
const UNFINISHED = new RegExp(
  `\\b${CAP}\\s*(?:of|at|is|:|=)?\\s*(?<count>${NUMBER})(?![\\d.,]*\\d)(?!${TIMES}${USER}${OTHER_WINDOW})${TIMES}${USER}`,
  'g',
);

const FRACTION = new RegExp(`\\b${CAP}\\s*(?:of|at|is|:|=)?\\s*\\d+\\.\\d+`, 'g');

const WINDOWS: Readonly<Record<string, Window>> = {
  hour: 'hour',
  hourly: 'hour',
  day: 'day',
  daily: 'day',
  week: 'week',
  weekly: 'week',
  flight: 'flight',
  campaign: 'flight',
  lifetime: 'flight',
};

/** Parses a frequency cap: 'cap 3/day', 'max 3 per week', '3x a day', 'fcap 2 per flight'. */
export function readFrequencyCap(text: UnreadText): Finding {
  const [fraction] = text.take(FRACTION);
  if (fraction) return askForCap(fraction[0]);
  const caps = FORMS.flatMap((form) => text.take(form));
  const [cap, second] = caps;
  if (second) {
    return ask('frequencyCap', 'I can hold one frequency cap. Which one? Write “cap 3 per day”.', {
      words: second[0],
    });
  }
  return cap ? toFinding(cap) : askForWindow(text);
}

function toFinding(match: RegExpExecArray): Finding {
  const { count = '', per, adverb, whole, lead } = match.groups ?? {};
  const impressions = countOf(count);
  if (!isCap(impressions)) return askForCap(match[0]);
  const window = WINDOWS[per ?? adverb ?? whole ?? lead ?? ''] ?? 'flight';
  return { terms: { frequencyCap: { impressions, per: window } } };
}

function isCap(impressions: number): boolean {
  return impressions >= 1 && impressions <= 1_000_000;
}

function askForCap(words: string): Finding {
  const question = 'A frequency cap is 1 to 1,000,000 impressions. Write “cap 3 per day”.';
  return ask('frequencyCap', question, { words });
}

/** Asks back where a cap names no period: 'cap 3'. */
function askForWindow(text: UnreadText): Finding {
  const unfinished = text.find(UNFINISHED)[0];
  if (!unfinished) return {};
  const count = countOf(unfinished.groups?.count ?? '');
  if (!isCap(count)) return askForCap(unfinished[0]);
  const options = ['day', 'week', 'flight'].map((window) => `cap ${count} per ${window}`);
  return ask('frequencyCap', `At most ${count} in how long: a day, a week, or the whole flight?`, {
    words: unfinished[0],
    options,
  });
}
