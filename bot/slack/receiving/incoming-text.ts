/** One person, a group of them, or everybody somewhere. */
const PEOPLE = /^@|^!(?:here|channel|everyone|subteam\b)/;

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * What somebody typed, from the mrkdwn that Slack delivers: links and mentions become their words,
 * escaped characters become themselves. Mentions of the bot are left out.
 * @see https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function incomingText(mrkdwn: string, botUserId = ''): string {
  return mrkdwn
    .replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) =>
      target === `@${botUserId}` ? ' ' : wordsOf(target, label),
    )
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}

/** People keep the `@` of their mention, whatever label it has. */
function wordsOf(target: string, label: string | undefined): string {
  const words = label ?? target.replace(/^mailto:|^[@!]/, '');
  return PEOPLE.test(target) ? `@${words.replace(/^@/, '')}` : words;
}
