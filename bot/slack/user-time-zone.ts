import type { WebClient } from '@slack/web-api';

/** A form must open within three seconds of the click. */
const PATIENCE_MS = 1_000;

/** The time zone that somebody has chosen in Slack; undefined where Slack does not tell it in time. */
export async function userTimeZone(client: WebClient, user: string): Promise<string | undefined> {
  const asked = client.users.info({ user }).then(
    ({ user: found }) => found?.tz,
    () => undefined,
  );
  const { promise: tooLate, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, PATIENCE_MS, undefined);
  const timeZone = await Promise.race([asked, tooLate]);
  clearTimeout(timer);
  return timeZone;
}
