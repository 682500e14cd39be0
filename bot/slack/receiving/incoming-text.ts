const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * What somebody typed, from the mrkdwn that Slack delivers: links and mentions become their words,
 * escaped characters become themselves. Mentions of the bot are left out.
 * @see https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function incomingText(mrkdwn: string, botUserId = ''): string {
  return mrkdwn
    .replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) =>
      target === `@${botUserId}` ? ' ' : (label ?? target.replace(/^mailto:|^!/, '')),
    )
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}
