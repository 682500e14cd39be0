import { z } from 'zod';
import { SLACK_LIMITS } from '../limits.ts';
import { dataVisualizationBlock } from './charts.ts';
import {
  accessoryElement,
  actionElement,
  contextActionElement,
  imageElement,
  imageSource,
  inputElement,
  oneImageSource,
  oneImageSourceRule,
} from './elements.ts';
import { richText } from './rich-text.ts';
import { dataTableBlock, tableBlock } from './tables.ts';
import { planBlock, taskCardBlock } from './tasks.ts';
import { anyText, mrkdwn, plainText, text } from './text.ts';

const limits = SLACK_LIMITS;
const blockId = text(limits.id).optional();
const block = <Type extends string>(type: Type) => ({ type: z.literal(type), block_id: blockId });

const section = z
  .strictObject({
    ...block('section'),
    text: anyText(limits.section.text).optional(),
    fields: z.array(anyText(limits.section.field)).min(1).max(limits.section.fields).optional(),
    accessory: accessoryElement.optional(),
    expand: z.boolean().optional(),
  })
  .refine((each) => each.text !== undefined || each.fields !== undefined, {
    message: 'must have text or fields',
  });

const image = z
  .strictObject({
    ...block('image'),
    ...imageSource,
    title: plainText(limits.image.title).optional(),
  })
  .refine(oneImageSource, oneImageSourceRule);

const input = z.strictObject({
  ...block('input'),
  label: plainText(limits.input.label),
  hint: plainText(limits.input.hint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});

/** Schema of every Block Kit block that this Slack knows, by its `type`. */
export const knownBlock = z.discriminatedUnion('type', [
  section,
  image,
  input,
  richText,
  tableBlock,
  dataTableBlock,
  dataVisualizationBlock,
  planBlock,
  taskCardBlock,
  z.strictObject({ ...block('divider') }),
  z.strictObject({ ...block('header'), text: plainText(limits.header) }),
  z.strictObject({ ...block('markdown'), text: text(limits.markdownBlock) }),
  z.strictObject({
    ...block('actions'),
    elements: z.array(actionElement).min(1).max(limits.actions),
  }),
  z.strictObject({
    ...block('context'),
    elements: z
      .array(z.discriminatedUnion('type', [plainText(2_000), mrkdwn(2_000), imageElement]))
      .min(1)
      .max(limits.context),
  }),
  z.strictObject({
    ...block('context_actions'),
    elements: z.array(contextActionElement).min(1).max(limits.contextActions),
  }),
  z.strictObject({
    ...block('alert'),
    text: anyText(limits.section.text),
    level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
  }),
]);

/** Block types that are not allowed in a message, or in a modal or Home tab. */
export const FORBIDDEN_ON: Record<'message' | 'view', ReadonlySet<string>> = {
  message: new Set(['alert']),
  view: new Set([
    'context_actions',
    'data_table',
    'data_visualization',
    'markdown',
    'plan',
    'table',
    'task_card',
  ]),
};
