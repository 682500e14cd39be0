import type { Conversation } from '../conversation.ts';

/**
 * A file for people, and what it shows in words, as not everybody sees or opens it. Slack has an
 * `alt_txt` for pictures, but a file that has one may be shared nowhere.
 * @see https://github.com/slackapi/python-slack-sdk/issues/1818
 */
export interface SharedFile {
  name: string;
  title: string;
  bytes: Buffer;
  /** mrkdwn, its foreign parts escaped: the message that the file comes with. */
  comment: string;
}

/**
 * Uploads a file into a thread of Slack.
 * @throws AppError `not_found` where Ducky may not write there, `unavailable` where Slack is away.
 */
export type ShareFile = (
  thread: { channel: string; threadTs: string },
  file: SharedFile,
) => Promise<void>;

/** Uploads a file, such as a chart or CSV, when it is the channel's turn. */
export function postFile(
  { messenger, shareFile }: Pick<Conversation, 'messenger' | 'shareFile'>,
  thread: Parameters<ShareFile>[0],
  file: SharedFile,
): Promise<void> {
  return messenger.inTurn(thread.channel, () => shareFile(thread, file));
}
