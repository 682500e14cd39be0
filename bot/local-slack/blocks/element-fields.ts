import { z } from 'zod';
import { SLACK_LIMITS } from '../limits.ts';
import { anyText, plainText, text } from './text.ts';

const { confirm, id, input } = SLACK_LIMITS;

/** The two looks of a button that stands out. */
export const style = z.enum(['primary', 'danger']);

const confirmDialog = z.strictObject({
  title: plainText(confirm.title).optional(),
  text: anyText(confirm.text),
  confirm: plainText(confirm.button).optional(),
  deny: plainText(confirm.button).optional(),
  style: style.optional(),
});

/** Fields of every element that can be clicked: its id, and a confirmation to ask for first. */
export const clickableFields = { action_id: text(id), confirm: confirmDialog.optional() };

/** Fields of every element to type into: its id, placeholder and focus. */
export const inputFields = {
  action_id: text(id),
  focus_on_load: z.boolean().optional(),
  placeholder: plainText(input.placeholder).optional(),
  dispatch_action_config: z.looseObject({}).optional(),
};

/** Fields of every menu, picker or set of boxes to choose with. */
export const selectFields = { ...inputFields, confirm: confirmDialog.optional() };
