import { z } from 'zod';
import { SLACK_LIMITS } from '../limits.ts';
import { anyText, plainText, text } from './text.ts';

const { button, confirm, id, image, input, option, options } = SLACK_LIMITS;

const actionId = text(id);
const style = z.enum(['primary', 'danger']);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date as YYYY-MM-DD');
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number in a string');

const confirmDialog = z.strictObject({
  title: plainText(confirm.title).optional(),
  text: anyText(confirm.text),
  confirm: plainText(confirm.button).optional(),
  deny: plainText(confirm.button).optional(),
  style: style.optional(),
});

const choice = z.strictObject({
  text: anyText(option.text),
  value: text(option.value),
  description: anyText(option.description).optional(),
  url: text(button.url).optional(),
});
const choices = (max: number) => z.array(choice).min(1).max(max);
const choiceGroups = z
  .array(z.strictObject({ label: plainText(option.text), options: choices(options.select) }))
  .min(1)
  .max(options.select);

const acting = { action_id: actionId, confirm: confirmDialog.optional() };
const typing = {
  action_id: actionId,
  focus_on_load: z.boolean().optional(),
  placeholder: plainText(input.placeholder).optional(),
  dispatch_action_config: z.looseObject({}).optional(),
};
const selecting = { ...typing, confirm: confirmDialog.optional() };

const buttonElement = z.strictObject({
  type: z.literal('button'),
  ...acting,
  text: plainText(button.text),
  value: text(button.value).optional(),
  url: text(button.url).optional(),
  style: style.optional(),
  accessibility_label: text(button.label).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...acting,
  options: choices(options.overflow),
});

const oneOptionSource = (element: { options?: unknown; option_groups?: unknown }) =>
  (element.options === undefined) !== (element.option_groups === undefined);
const oneOptionSourceRule = { message: 'must have either options or option_groups' };

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...selecting,
    options: choices(options.select).optional(),
    option_groups: choiceGroups.optional(),
    initial_option: choice.optional(),
  })
  .refine(oneOptionSource, oneOptionSourceRule);

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...selecting,
    options: choices(options.select).optional(),
    option_groups: choiceGroups.optional(),
    initial_options: z.array(choice).min(1).optional(),
    max_selected_items: z.int().min(1).optional(),
  })
  .refine(oneOptionSource, oneOptionSourceRule);

const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...selecting,
  options: choices(options.checkboxes),
  initial_options: z.array(choice).min(1).optional(),
});

const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...selecting,
  options: choices(options.radioButtons),
  initial_option: choice.optional(),
});

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...selecting,
  initial_date: day.optional(),
});

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...typing,
  initial_value: z.string().max(input.text).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(input.text).optional(),
  max_length: z.int().min(1).max(input.text).optional(),
});

const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typing,
  is_decimal_allowed: z.boolean(),
  initial_value: decimal.optional(),
  min_value: decimal.optional(),
  max_value: decimal.optional(),
});

const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  ...acting,
  icon: text(id),
  text: plainText(button.text),
  value: text(button.value).optional(),
  accessibility_label: text(button.label).optional(),
  visible_to_user_ids: z.array(z.string()).optional(),
});

const feedbackSide = z.strictObject({
  text: plainText(button.text),
  value: text(button.value),
  accessibility_label: text(button.label).optional(),
});
const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  action_id: actionId,
  positive_button: feedbackSide,
  negative_button: feedbackSide,
});

/** An image's source: an address, or exactly one reference to a Slack file. */
export const imageSource = {
  alt_text: text(image.altText),
  image_url: text(image.url).optional(),
  slack_file: z
    .union([z.strictObject({ id: z.string() }), z.strictObject({ url: z.string() })])
    .optional(),
};
export const oneImageSource = (element: { image_url?: unknown; slack_file?: unknown }) =>
  (element.image_url === undefined) !== (element.slack_file === undefined);
export const oneImageSourceRule = { message: 'must have either image_url or slack_file' };

export const imageElement = z
  .strictObject({ type: z.literal('image'), ...imageSource })
  .refine(oneImageSource, oneImageSourceRule);

const selectable = [staticSelect, multiStaticSelect, datepicker, checkboxes, radioButtons] as const;

/** What an actions block may hold. */
export const actionElement = z.discriminatedUnion('type', [buttonElement, overflow, ...selectable]);

/** What may stand beside a section's text. */
export const accessoryElement = z.discriminatedUnion('type', [
  buttonElement,
  overflow,
  imageElement,
  ...selectable,
]);

/** What an input block may ask with. */
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  numberInput,
  ...selectable,
]);

/** What a context_actions block may hold. */
export const contextActionElement = z.discriminatedUnion('type', [feedbackButtons, iconButton]);
