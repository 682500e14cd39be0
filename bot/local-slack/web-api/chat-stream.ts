import { type StreamChunk, streamChunks, type TaskUpdate } from '../blocks/chunks.ts';
import { problemsOf } from '../blocks/problem.ts';
import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { objectAt, objectsIn, textAt } from '../json.ts';
import { SLACK_LIMITS } from '../limits.ts';
import type { Message } from '../state/types.ts';
import type { Arguments } from './arguments.ts';
import { requireChannel, requireWritable } from './channel-access.ts';
import { authorship } from './chat.ts';
import { checkedBlocks } from './message-content.ts';
import type { MethodTable } from './method.ts';
import { SlackError } from './slack-error.ts';

/** Finds the message being streamed. Throws `SlackError` where its stream has ended. */
function requireStream(args: Arguments, slack: SlackContext): Message {
  const channel = requireChannel(args, slack);
  const message = slack.workspace.messages.find(channel.id, args.text('ts'));
  if (!message) throw new SlackError('message_not_found');
  if (!message.streaming) throw new SlackError('message_not_in_streaming_state');
  return message;
}

/** A stream in a channel must name its recipient: one person sees the message grow. */
function requireRecipient(args: Arguments): void {
  for (const name of ['recipient_user_id', 'recipient_team_id']) {
    if (!args.optionalText(name)) throw new SlackError(`missing_${name}`);
  }
}

type Grown = Pick<Message, 'text' | 'blocks'>;

/** Reads a call's chunks. Throws `SlackError` for what is not one of Slack's. */
function readChunks(args: Arguments): StreamChunk[] {
  if (!args.has('chunks')) return [];
  const result = streamChunks.safeParse(args.json('chunks'), { reportInput: true });
  if (result.success) return result.data;
  throw new SlackError('invalid_chunks', problemsOf(result.error, ['chunks']));
}

/** Appends a call's text and blocks to a streamed message. Throws `SlackError` for bad ones. */
function withAppendedChunks(message: Grown, args: Arguments, slack: SlackContext): Grown {
  const said = args.optionalText('markdown_text') ?? '';
  const chunks: StreamChunk[] = [{ type: 'markdown_text', text: said }, ...readChunks(args)];
  const added = chunks.filter((chunk) => chunk.type === 'markdown_text');
  const text = message.text + added.map((chunk) => chunk.text).join('');
  if (text.length > SLACK_LIMITS.message.markdown) throw new SlackError('msg_too_long');
  const blocks = chunks.reduce(withChunk, message.blocks ?? []);
  return { text, ...(blocks.length > 0 ? { blocks: checkedBlocks(blocks, slack) } : {}) };
}

/** Adds a streamed chunk: words go on where words end, a task or plan changes where it stands. */
function withChunk(blocks: JsonObject[], chunk: StreamChunk): JsonObject[] {
  switch (chunk.type) {
    case 'blocks':
      return [...blocks, ...chunk.blocks];
    case 'markdown_text':
      return withMarkdown(blocks, chunk.text);
    case 'task_update':
      return withTask(blocks, chunk);
    case 'plan_update': {
      const index = blocks.findIndex(({ type }) => type === 'plan');
      return placed(blocks, index, { type: 'plan', ...blocks[index], title: chunk.title });
    }
  }
}

/** Shows a task's new title and state; to what was told of it, Slack adds what is told now. */
function withTask(blocks: JsonObject[], task: TaskUpdate): JsonObject[] {
  const index = blocks.findIndex((block) => block.task_id === task.id);
  const card = blocks[index] ?? {};
  const { title, status, sources } = task;
  return placed(blocks, index, {
    ...card,
    type: 'task_card',
    task_id: task.id,
    title,
    status,
    ...withWords(card, 'details', task.details),
    ...withWords(card, 'output', task.output),
    ...(sources ? { sources } : {}),
  });
}

/** Puts a block in its place; at the end, where it has none yet. */
function placed(blocks: JsonObject[], index: number, block: JsonObject): JsonObject[] {
  return index < 0 ? [...blocks, block] : blocks.with(index, block);
}

/** The rich text at a key of a task card, with more words at its end. */
function withWords(card: JsonObject, key: string, text: string | undefined): JsonObject {
  if (!text) return {};
  const parts = objectsIn(objectAt(card, key).elements);
  const last = parts.length - 1;
  const type = 'rich_text_section';
  const index = parts[last]?.type === type ? last : -1;
  const elements = [...objectsIn(parts[index]?.elements), { type: 'text', text }];
  return { [key]: { type: 'rich_text', elements: placed(parts, index, { type, elements }) } };
}

function withMarkdown(blocks: JsonObject[], text: string): JsonObject[] {
  if (text === '') return blocks;
  const last = blocks.at(-1);
  if (last?.type !== 'markdown') return [...blocks, { type: 'markdown', text }];
  return [...blocks.slice(0, -1), { ...last, text: `${textAt(last, 'text') ?? ''}${text}` }];
}

/** API methods that stream a message, which grows while it is written: start, append, stop. */
export const chatStreamMethods: MethodTable = {
  'chat.startStream'(args, slack) {
    const channel = requireWritable(args, slack);
    if (!channel.is_im) requireRecipient(args);
    const message = slack.workspace.messages.post({
      channel: channel.id,
      ...authorship(slack),
      ...withAppendedChunks({ text: '' }, args, slack),
      thread_ts: args.text('thread_ts'),
      streaming: true,
    });
    return { channel: channel.id, ts: message.ts };
  },

  'chat.appendStream'(args, slack) {
    const message = requireStream(args, slack);
    slack.workspace.messages.change(message, withAppendedChunks(message, args, slack));
    return { channel: message.channel, ts: message.ts };
  },

  'chat.stopStream'(args, slack) {
    const message = requireStream(args, slack);
    const { text, blocks = [] } = withAppendedChunks(message, args, slack);
    const closing = args.has('blocks') ? checkedBlocks(args.json('blocks'), slack) : [];
    const whole = checkedBlocks([...blocks, ...closing], slack);
    slack.workspace.messages.change(message, {
      streaming: false,
      text,
      ...(whole.length > 0 ? { blocks: whole } : {}),
    });
    slack.workspace.statuses.delete(message.channel);
    return { channel: message.channel, ts: message.ts, message };
  },
};
