import { EXAMPLE } from '../../../prompts/reader/off-topic.ts';
import { message, type SlackMessage } from '../message.ts';
import { bullets, section } from '../text.ts';

const INTRODUCTION =
  'I forecast the *impressions* and *reach* that a targeting would have, day by day, with honest ranges. Ask in your own words:';

const EXAMPLES = [
  EXAMPLE,
  'in-app video on phones in Germany, 1 Dec to 14 Dec',
  'everyone in India except Delhi next week, cap 3 per day',
];

const WAYS =
  'Use `/forecast`, mention me, or write to me directly. Say who, where, on what and when; what you leave out means everyone, everywhere, the next 14 days.';

const FOLLOW_UPS =
  '*Then go on in the thread:* “and Android?”, “add Pune”, “extend by a week”, “without the cap”, “iOS vs Android”.';

const COMMANDS = [
  '`/forecast new` fills in a form instead',
  '`/forecast plans` shows the plans saved in this channel',
  '`/forecast digest` posts their forecast here every week',
  '`/ducky why is it that number?` asks about a forecast; `/ducky help` says what else',
  '`/forecast help` shows this',
];

const FOR_ADMINISTRATORS =
  'Administrators also have `/forecast retrain`, `/forecast rollback` and `/forecast generate`.';

const SHORTCUTS =
  'In any message’s menu, *Forecast this message* reads what it says; *New forecast* among the shortcuts opens the form.';

/** The answer to `/forecast help`: how to ask, with examples, and the other commands. */
export function help(): SlackMessage {
  const examples = bullets(EXAMPLES.map((example) => `/forecast ${example}`));
  const parts = [
    INTRODUCTION,
    examples,
    WAYS,
    FOLLOW_UPS,
    bullets(COMMANDS),
    `${SHORTCUTS} ${FOR_ADMINISTRATORS}`,
  ];
  return message(parts.join('\n'), parts.map(section));
}
