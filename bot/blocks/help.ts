import { message, type SlackMessage } from './message.ts';
import { bullets, section } from './text.ts';

const EXAMPLES = [
  'women 25-34 on iOS in Mumbai next 14 days',
  'video on phones in Germany, 1 Dec to 14 Dec',
  'everyone in India except Delhi next week, cap 3 per day',
];

const INTRODUCTION =
  'I forecast the *impressions* and *reach* that a targeting would have, day by day, with honest ranges. Ask in your own words:';
const WAYS =
  'Use `/forecast` in a channel, mention me in a thread, or write to me directly. Say who, where, on what and when; what you leave out means everyone, everywhere, the next 14 days.';

/** How to ask, with examples. */
export function help(): SlackMessage {
  const examples = bullets(EXAMPLES.map((example) => `/forecast ${example}`));
  return message(`${INTRODUCTION}\n${examples}\n${WAYS}`, [
    section(INTRODUCTION),
    section(examples),
    section(WAYS),
  ]);
}
