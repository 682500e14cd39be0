import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { sendPostedEvent } from '../message-events.ts';
import { describeFile } from '../state/file-store.ts';
import type { NewMessage } from '../state/message-log.ts';
import type { StoredFile } from '../state/types.ts';
import type { Arguments } from './arguments.ts';
import { requireWritable } from './channel-access.ts';
import { authorship } from './chat.ts';
import { checkedBlocks } from './message-content.ts';
import type { MethodTable } from './method.ts';
import { SlackError } from './slack-error.ts';

/** Finds a file that was uploaded whole. Throws `SlackError` where its size is not as announced. */
function requireUploaded(entry: JsonObject, slack: SlackContext): StoredFile {
  const file = slack.workspace.files.find(textAt(entry, 'id') ?? '');
  if (!file?.bytes) throw new SlackError('file_not_found');
  if (file.bytes.length !== file.size) throw new SlackError('file_upload_size_mismatch');
  return file;
}

/**
 * Reads the message by which a call shares its files, in a channel or a thread; undefined where it
 * shares them nowhere. Throws `SlackError` as Slack answers.
 */
function readShare(args: Arguments, slack: SlackContext): NewMessage | undefined {
  if (!args.has('channel_id')) return undefined;
  const thread = args.optionalText('thread_ts');
  return {
    channel: requireWritable(args, slack, 'channel_id').id,
    ...authorship(slack),
    text: args.optionalText('initial_comment') ?? '',
    ...(args.has('blocks') ? { blocks: checkedBlocks(args.json('blocks'), slack) } : {}),
    ...(thread ? { thread_ts: thread } : {}),
  };
}

/** API methods that upload a file in three steps: announce, send the bytes, complete. */
export const fileMethods: MethodTable = {
  'files.getUploadURLExternal'(args, slack) {
    const size = Number(args.text('length'));
    if (!Number.isSafeInteger(size) || size < 1 || size > SERVER_LIMITS.uploadBytes) {
      throw new SlackError('invalid_arguments', ['[ERROR] length must be a size in bytes']);
    }
    const altText = args.optionalText('alt_text') ?? args.optionalText('alt_txt') ?? '';
    const file = slack.workspace.files.registerUpload({
      name: args.text('filename'),
      size,
      altText,
    });
    return {
      file_id: file.id,
      upload_url: `${slack.baseUrl()}/upload/${file.id}/${file.uploadKey}`,
    };
  },

  'files.completeUploadExternal'(args, slack) {
    const entries = args.objects('files');
    const files = entries.map((entry) => requireUploaded(entry, slack));
    // Read before anything is completed, so that what is refused can be tried again.
    const share = readShare(args, slack);
    files.forEach((file, index) => {
      slack.workspace.files.complete(file, textAt(entries[index] ?? {}, 'title') ?? file.title);
    });
    const described = files.map((file) => describeFile(file, slack.baseUrl()));
    if (share) {
      const message = slack.workspace.messages.post({ ...share, files: described });
      void sendPostedEvent(message, slack);
    }
    return { files: described };
  },

  'files.info'(args, slack) {
    const file = slack.workspace.files.find(args.text('file'));
    if (!file?.completed) throw new SlackError('file_not_found');
    return { file: describeFile(file, slack.baseUrl()) };
  },
};
