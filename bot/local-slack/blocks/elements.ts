import { z } from 'zod';
import { SLACK_LIMITS } from '../limits.ts';
import { clickableFields, inputFields, selectFields, style } from './element-fields.ts';
import { choice, choices } from './options.ts';
import { selects } from './selects.ts';
import { plainText, text } from './text.ts';

const { button, id, image, input, options } = SLACK_LIMITS;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date as YYYY-MM-DD');
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as HH:mm');
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number in a string');

const buttonElement = z.strictObject({
  type: z.literal('button'),
  ...clickableFields,
  text: plainText(button.text),
  value: text(button.value).optional(),
  url: text(button.url).optional(),
  style: style.optional(),
  accessibility_label: text(button.label).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...clickableFields,
  options: choices(options.overflow),
});

const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...selectFields,
  options: choices(options.checkboxes),
  initial_options: z.array(choice).min(1).optional(),
});

const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...selectFields,
  options: choices(options.radioButtons),
  initial_option: choice.optional(),
});

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...selectFields,
  initial_date: day.optional(),
});

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...selectFields,
  initial_time: timeOfDay.optional(),
  timezone: text(id).optional(),
});

const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...inputFields,
    initial_value: z.string().max(input.text).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(input.text).optional(),
    max_length: z.int().min(1).max(input.text).optional(),
  })
  .refine(({ initial_value = '', max_length = input.text }) => initial_value.length <= max_length, {
    error: 'initial_value is longer than max_length',
  });

const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...inputFields,
  is_decimal_allowed: z.boolean(),
  initial_value: decimal.optional(),
  min_value: decimal.optional(),
  max_value: decimal.optional(),
});

const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  ...clickableFields,
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
  action_id: text(id),
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
/** An image has an address or a Slack file, never both or none. */
export const oneImageSource = (element: { image_url?: unknown; slack_file?: unknown }) =>
  (element.image_url === undefined) !== (element.slack_file === undefined);
export const oneImageSourceRule = { message: 'must have either image_url or slack_file' };

export const imageElement = z
  .strictObject({ type: z.literal('image'), ...imageSource })
  .refine(oneImageSource, oneImageSourceRule);

const selectable = [...selects, datepicker, timepicker, checkboxes, radioButtons] as const;

/** Schema of what an actions block may hold: buttons, menus, pickers. */
export const actionElement = z.discriminatedUnion('type', [buttonElement, overflow, ...selectable]);

/** Schema of a section's accessory, which stands beside its text. */
export const accessoryElement = z.discriminatedUnion('type', [
  buttonElement,
  overflow,
  imageElement,
  ...selectable,
]);

/** Schema of the form field that an input block asks with. */
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  numberInput,
  ...selectable,
]);

/** Schema of what a context_actions block may hold: feedback and icon buttons. */
export const contextActionElement = z.discriminatedUnion('type', [feedbackButtons, iconButton]);
