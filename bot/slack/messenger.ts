import { WebAPIPlatformError, type WebClient } from '@slack/web-api';

import { AppError } from '../../data/errors.ts';
import type { SlackMessage } from '../blocks/message.ts';
import type { Messenger, Place, Published } from '../conversation/messenger.ts';

const REFUSALS: Record<string, Extract<Published, { refused: string }>['refused']> = {
  invalid_blocks: 'blocks',
  invalid_blocks_format: 'blocks',
  invalid_attachments: 'blocks',
  msg_blocks_too_long: 'blocks',
  msg_too_long: 'blocks',
  message_not_found: 'message',
  cant_update_message: 'message',
  edit_window_closed: 'message',
  channel_not_found: 'place',
  not_in_channel: 'place',
  is_archived: 'place',
  restricted_action: 'place',
  thread_not_found: 'place',
};

/** Answers with which Slack says that it is unwell, not that the call was wrong. */
const TRANSIENT = new Set([
  'fatal_error',
  'internal_error',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
]);

/** Slack's Web API as the conversation's messenger. */
export function slackMessenger(client: WebClient): Messenger {
  return {
    publish: (place, message) => refusable(() => send(client, place, message)),
    uploadImage: (image) => upload(client, image),
  };
}

async function send(client: WebClient, place: Place, { text, blocks }: SlackMessage) {
  const { channel, threadTs, messageTs } = place;
  if (messageTs !== undefined) {
    await client.chat.update({ channel, ts: messageTs, text, blocks });
    return messageTs;
  }
  const quiet = { unfurl_links: false, unfurl_media: false };
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  const { ts } = await client.chat.postMessage({ channel, text, blocks, ...thread, ...quiet });
  if (ts === undefined) throw new Error('Slack posted a message without a ts');
  return ts;
}

async function refusable(work: () => Promise<string>): Promise<Published> {
  try {
    return { messageTs: await work() };
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw unreachable(error);
    const refused = REFUSALS[error.data.error];
    if (refused !== undefined) return { refused };
    throw TRANSIENT.has(error.data.error) ? unreachable(error) : error;
  }
}

function unreachable(cause: unknown): AppError {
  const words = 'Slack cannot be reached at the moment. Try again in a minute.';
  return new AppError('unavailable', words, { retryable: true, cause });
}

/** Uploads without a channel: the file is shown only where a message embeds it. */
async function upload(client: WebClient, image: { name: string; bytes: Buffer }): Promise<string> {
  const { file_id, upload_url } = await client.files.getUploadURLExternal({
    filename: image.name,
    length: image.bytes.length,
  });
  if (!file_id || !upload_url) throw new Error('Slack gave no place to upload to');
  const sent = await fetch(upload_url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(image.bytes),
    signal: AbortSignal.timeout(30_000),
  });
  if (!sent.ok) throw new Error(`Slack refused the upload with status ${sent.status}`);
  await client.files.completeUploadExternal({ files: [{ id: file_id, title: image.name }] });
  return file_id;
}
