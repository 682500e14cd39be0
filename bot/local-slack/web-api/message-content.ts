import { elementsOf, withBlockIds } from '../blocks/walk.ts';
import { checkBlocks } from '../check-blocks.ts';
import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { isObject, objectAt, textAt } from '../json.ts';
import { SLACK_LIMITS } from '../limits.ts';
import type { Arguments } from './arguments.ts';
import { SlackError } from './slack-error.ts';

/** What a message says: its text, blocks and metadata; a key is missing where none was sent. */
export interface MessageContent {
  text?: string;
  blocks?: JsonObject[];
  metadata?: JsonObject;
}

/**
 * Reads and validates the text, blocks and metadata of a message to post. Throws `SlackError` as
 * Slack answers.
 */
export function readContent(args: Arguments, slack: SlackContext): MessageContent {
  const text = readText(args);
  const blocks = args.has('blocks') ? checkedBlocks(args.json('blocks'), slack) : undefined;
  const metadata = readMetadata(args);
  if (!text && !blocks?.length) throw new SlackError('no_text');
  return {
    ...(text === undefined ? {} : { text }),
    ...(blocks === undefined ? {} : { blocks }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** Validates a message's blocks, gives each an id. Throws `SlackError` with every problem. */
export function checkedBlocks(blocks: unknown, slack: SlackContext): JsonObject[] {
  const problems = [...checkBlocks(blocks, 'message')];
  if (problems.length === 0) problems.push(...missingFiles(blocks as JsonObject[], slack));
  if (problems.length > 0) throw new SlackError('invalid_blocks', problems);
  return withBlockIds(blocks as JsonObject[]);
}

function readMetadata(args: Arguments): JsonObject | undefined {
  const metadata = args.optionalObject('metadata');
  if (!metadata) return undefined;
  const isWhole = textAt(metadata, 'event_type') && isObject(metadata.event_payload);
  if (!isWhole) throw new SlackError('invalid_metadata_format');
  return metadata;
}

/** Reads a message's text, cut at Slack's limit, or its Markdown, refused where it is too long. */
function readText(args: Arguments): string | undefined {
  const markdown = args.optionalText('markdown_text');
  const text = args.optionalText('text');
  if (markdown === undefined) return text?.slice(0, SLACK_LIMITS.message.text);
  if (text !== undefined || args.has('blocks')) throw new SlackError('markdown_text_conflict');
  if (markdown.length > SLACK_LIMITS.message.markdown) throw new SlackError('msg_too_long');
  return markdown;
}

/** Errors for images whose Slack file was never uploaded. */
function missingFiles(blocks: readonly JsonObject[], slack: SlackContext): string[] {
  return [...blocks, ...elementsOf(blocks).map(({ element }) => element)]
    .filter((each) => each.type === 'image')
    .map((image) => textAt(objectAt(image, 'slack_file'), 'id'))
    .filter((id) => id !== undefined && !slack.workspace.files.find(id)?.completed)
    .map((id) => `[ERROR] invalid slack file: ${id}`);
}
