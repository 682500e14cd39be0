import { WebAPIHTTPError, type WebClient } from '@slack/web-api';

import { AppError } from '../../../data/errors.ts';
import type { SharedFile, ShareFile } from '../../conversation/answer/files.ts';
import { readableError, refusalOf } from './refusals.ts';

const UPLOAD_TIMEOUT_MS = 30_000;

/**
 * Uploads a file to Slack in three steps: announce it, send its bytes, complete it into a thread.
 */
export function fileSharer(client: WebClient): ShareFile {
  return async ({ channel, threadTs }, file) => {
    try {
      const id = await upload(client, file);
      await client.files.completeUploadExternal({
        files: [{ id, title: file.title }],
        channel_id: channel,
        thread_ts: threadTs,
        initial_comment: file.comment,
      });
    } catch (error) {
      throw readable(error);
    }
  };
}

/** Announces a file and sends its bytes. @returns its id. */
async function upload(client: WebClient, { name, bytes }: SharedFile): Promise<string> {
  const { file_id, upload_url } = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.length,
  });
  if (!file_id || !upload_url) throw new Error('Slack gave no place to upload to');
  const sent = await fetch(upload_url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  });
  if (!sent.ok) throw new WebAPIHTTPError(sent.status, sent.statusText, {}, await sent.text());
  return file_id;
}

/** A rate limit stays what it is: the channel's turn waits for it and tries again. */
function readable(cause: unknown): unknown {
  if (refusalOf(cause)?.refused !== 'place') return readableError(cause);
  const words = 'I may not post files in this channel. Invite me to it and try again.';
  return new AppError('not_found', words, { cause });
}
