import { z } from 'zod';
import { SLACK_LIMITS } from '../limits.ts';
import { anyText, plainText, text } from './text.ts';

const { button, option, options } = SLACK_LIMITS;

/** Schema of one option of a menu. */
export const choice = z.strictObject({
  text: anyText(option.text),
  value: text(option.value),
  description: anyText(option.description).optional(),
  url: text(button.url).optional(),
});

/** One to `max` options. */
export const choices = (max: number) => z.array(choice).min(1).max(max);

/** Options in labelled groups. */
export const choiceGroups = z
  .array(z.strictObject({ label: plainText(option.text), options: choices(options.select) }))
  .min(1)
  .max(options.select);

/** Schema of the options that an app may answer for an external menu: none is allowed. */
export const suggestedOptions = z.union([
  z.strictObject({ options: z.array(choice).max(options.select) }),
  z.strictObject({ option_groups: choiceGroups.or(z.tuple([])) }),
]);
