import type {
  Checkboxes,
  ConversationsSelect,
  Datepicker,
  InputBlock,
  MultiExternalSelect,
  MultiStaticSelect,
  PlainTextInput,
  PlainTextOption,
  StaticSelect,
} from '@slack/types';

import type { ListDimension } from '../../../../data/dimensions.ts';
import type { Vocabulary } from '../../../../prompts/reading.ts';
import { ACTIONS } from '../../buttons.ts';
import { LIMITS } from '../../limits.ts';
import { plainText, truncate } from '../../text.ts';
import { choicesOf, offeredValues, valueOption } from './choices.ts';
import type { FieldName } from './fields.ts';
import { blockIdOf } from './state.ts';

/** The action id of inputs that no listener answers: they are read when the form is submitted. */
const INPUT = 'input';

type Held = readonly string[] | undefined;

/** A choice in words; its value is the plan's. */
export type Choice = readonly [value: string, words: string];

export function textInput(
  held: Held,
  placeholder: string,
  maxLength: number = LIMITS.inputValue,
): PlainTextInput {
  const [value] = held ?? [];
  return {
    type: 'plain_text_input',
    action_id: INPUT,
    placeholder: plainText(placeholder, LIMITS.placeholder),
    max_length: maxLength,
    ...(value !== undefined && { initial_value: truncate(value, maxLength) }),
  };
}

export function dayInput(held: Held): Datepicker {
  const [day] = held ?? [];
  return { type: 'datepicker', action_id: INPUT, ...(day && { initial_date: day }) };
}

/** A dropdown menu with a single choice. */
export function menu(held: Held, choices: readonly Choice[]): StaticSelect {
  const options = choices.map(optionOf);
  const initial = options.find(({ value }) => value === held?.[0]);
  return {
    type: 'static_select',
    action_id: INPUT,
    options,
    ...(initial && { initial_option: initial }),
  };
}

/** A dropdown menu in which several values can be chosen. */
export function severalMenu(held: Held, choices: readonly Choice[]): MultiStaticSelect {
  const options = choices.map(optionOf);
  return { type: 'multi_static_select', action_id: INPUT, options, ...initially(held, options) };
}

/** Checkboxes, those of the values held ticked. */
export function ticks(held: Held, choices: readonly Choice[]): Checkboxes {
  const options = choices.map(optionOf);
  return { type: 'checkboxes', action_id: INPUT, options, ...initially(held, options) };
}

/** The menu of a person's conversations; the one they look at, unless another was chosen. */
export function channelInput(held: Held): ConversationsSelect {
  const [channel] = held ?? [];
  return {
    type: 'conversations_select',
    action_id: INPUT,
    default_to_current_conversation: true,
    ...(channel && { initial_conversation: channel }),
  };
}

/** The menu of a dimension's values: a list of few, a search for many or unknown ones. */
export function valuesMenu(
  dimension: ListDimension,
  held: Held,
  known: Vocabulary,
): MultiStaticSelect | MultiExternalSelect {
  const choices = choicesOf(known, dimension, held ?? []);
  const options = choices.map((value) => valueOption(dimension, value));
  const initial = initially(held, options);
  const placeholder = plainText('Any', LIMITS.placeholder);
  const isFew = offeredValues(known, dimension).length > 0 && options.length <= LIMITS.options;
  if (isFew && dimension !== 'geo') {
    return { type: 'multi_static_select', action_id: INPUT, placeholder, options, ...initial };
  }
  return {
    type: 'multi_external_select',
    action_id: `${ACTIONS.pick}${dimension}`,
    placeholder: plainText('Any: type to search', LIMITS.placeholder),
    min_query_length: 0,
    ...initial,
  };
}

function optionOf([value, words]: Choice): PlainTextOption {
  return { text: plainText(words, LIMITS.optionText), value };
}

function initially(held: Held, options: readonly PlainTextOption[]) {
  const initial = options.filter(({ value }) => value !== undefined && held?.includes(value));
  return initial.length > 0 ? { initial_options: initial } : {};
}

export interface InputOptions {
  label: string;
  element: InputBlock['element'];
  hint?: string;
  revision: number;
  /** Whether a form can be sent without it; true unless given. */
  isOptional?: boolean;
}

/** A labelled field of the form. */
export function input(field: FieldName, options: InputOptions): InputBlock {
  const { label, element, hint, revision, isOptional = true } = options;
  return {
    type: 'input',
    block_id: blockIdOf(field, revision),
    label: plainText(label, LIMITS.inputText),
    ...(hint && { hint: plainText(hint, LIMITS.inputText) }),
    optional: isOptional,
    element,
  };
}
