import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { sendPostedEvent } from '../message-events.ts';
import { describeFile } from '../state/file-store.ts';
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

/** Posts uploaded files as a message, in a channel or a thread. */
function share(files: JsonObject[], args: Arguments, slack: SlackContext): void {
  const thread = args.optionalText('thread_ts');
  const message = slack.workspace.messages.post({
    channel: requireWritable(args, slack, 'channel_id').id,
    ...authorship(slack),
    text: args.optionalText('initial_comment') ?? '',
    files,
    ...(args.has('blocks') ? { blocks: checkedBlocks(args.json('blocks'), slack) } : {}),
    ...(thread ? { thread_ts: thread } : {}),
  });
  void sendPostedEvent(message, slack);
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
    files.forEach((file, index) => {
      slack.workspace.files.complete(file, textAt(entries[index] ?? {}, 'title') ?? file.title);
    });
    const described = files.map((file) => describeFile(file, slack.baseUrl()));
    if (args.has('channel_id')) share(described, args, slack);
    return { files: described };
  },

  'files.info'(args, slack) {
    const file = slack.workspace.files.find(args.text('file'));
    if (!file?.completed) throw new SlackError('file_not_found');
    return { file: describeFile(file, slack.baseUrl()) };
  },
};
