import { z } from 'zod';
import { SLACK_LIMITS } from '../limits.ts';
import { selectFields } from './element-fields.ts';
import { choice, choiceGroups, choices } from './options.ts';
import { text } from './text.ts';

const { id, options } = SLACK_LIMITS;

const offered = {
  options: choices(options.select).optional(),
  option_groups: choiceGroups.optional(),
};
const oneOptionSource = (element: { options?: unknown; option_groups?: unknown }) =>
  (element.options === undefined) !== (element.option_groups === undefined);
const oneOptionSourceRule = { message: 'must have either options or option_groups' };

const one = { initial_option: choice.optional() };
const several = {
  initial_options: z.array(choice).min(1).optional(),
  max_selected_items: z.int().min(1).optional(),
};
const asked = { min_query_length: z.int().min(0).optional() };

const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...selectFields, ...offered, ...one })
  .refine(oneOptionSource, oneOptionSourceRule);

const multiStaticSelect = z
  .strictObject({ type: z.literal('multi_static_select'), ...selectFields, ...offered, ...several })
  .refine(oneOptionSource, oneOptionSourceRule);

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...selectFields,
  ...asked,
  ...one,
});

const multiExternalSelect = z.strictObject({
  type: z.literal('multi_external_select'),
  ...selectFields,
  ...asked,
  ...several,
});

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...selectFields,
  initial_conversation: text(id).optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: z
    .strictObject({
      include: z
        .array(z.enum(['im', 'mpim', 'private', 'public']))
        .min(1)
        .optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
});

/** Schemas of every select menu: static, external or of conversations; one choice or several. */
export const selects = [
  staticSelect,
  multiStaticSelect,
  externalSelect,
  multiExternalSelect,
  conversationsSelect,
] as const;
