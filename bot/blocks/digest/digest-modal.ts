import type { KnownBlock, ModalView, PlainTextOption, StaticSelect } from '@slack/types';
import { WEEK } from '../../../data/dimensions.ts';
import { MAX_PLAN_NAME } from '../../../data/postgres/plans/plans.ts';
import type { WeeklyTime } from '../../../data/postgres/plans/subscriptions.ts';
import { weekdayName } from '../../words/schedule.ts';
import { timeZones } from '../../words/time-zones.ts';
import { LIMITS } from '../limits.ts';
import { context, escapeMrkdwn, plainText, section, truncate } from '../text.ts';

/** The callback, block and action ids that the submitted form comes back with. */
export const DIGEST_MODAL = {
  callbackId: 'digest_submit',
  weekday: 'weekday',
  time: 'time',
  zone: 'zone',
  name: 'name',
  input: 'input',
} as const;

export interface DigestModalParts {
  /** What is filled in. */
  time: WeeklyTime;
  isNew: boolean;
  /** In words, a plan that is saved with it; absent where there is none to save. */
  planToSave?: string | undefined;
  /** What the submission must know; at most 3,000 characters. */
  metadata: string;
}

const option = (text: string, value: string): PlainTextOption => ({
  text: plainText(text, LIMITS.optionText),
  value,
});

/** The modal that subscribes a channel to the weekly digest, or edits its day, time and zone. */
export function digestModal({ time, isNew, planToSave, metadata }: DigestModalParts): ModalView {
  return {
    type: 'modal',
    callback_id: DIGEST_MODAL.callbackId,
    private_metadata: metadata,
    title: plainText('Weekly digest', LIMITS.viewTitle),
    submit: plainText(isNew ? 'Subscribe' : 'Save', LIMITS.viewTitle),
    close: plainText('Close', LIMITS.viewTitle),
    blocks: [
      section('Once a week, one message in this channel about all plans saved in it.'),
      ...(planToSave === undefined ? [] : planInput(planToSave)),
      input(DIGEST_MODAL.weekday, 'Day', weekdaySelect(time.weekday)),
      input(DIGEST_MODAL.time, 'Time', {
        type: 'timepicker',
        action_id: DIGEST_MODAL.input,
        initial_time: time.localTime,
      }),
      input(DIGEST_MODAL.zone, 'Time zone', zoneSelect(time.timeZone)),
    ],
  };
}

type Element = Extract<KnownBlock, { type: 'input' }>['element'];

function input(block_id: string, label: string, element: Element): KnownBlock {
  return { type: 'input', block_id, label: plainText(label, LIMITS.inputText), element };
}

function planInput(understood: string): KnownBlock[] {
  return [
    input(DIGEST_MODAL.name, 'Save this plan as', {
      type: 'plain_text_input',
      action_id: DIGEST_MODAL.input,
      max_length: MAX_PLAN_NAME,
      initial_value: truncate(understood, MAX_PLAN_NAME),
    }),
    context(`Plan: ${escapeMrkdwn(understood)}. A name that is taken here is replaced.`),
  ];
}

function weekdaySelect(chosen: WeeklyTime['weekday']): StaticSelect {
  const options = WEEK.map((day) => option(weekdayName(day), day));
  return select({ options, initial_option: option(weekdayName(chosen), chosen) });
}

/** The menu of time zones by continent; a group too long for Slack goes on in another. */
function zoneSelect(chosen: string): StaticSelect {
  const byContinent = Map.groupBy(timeZones(), (zone) => zone.split('/')[0] ?? zone);
  const option_groups = [...byContinent].flatMap(([continent, zones]) =>
    inParts(zones).map((part) => ({
      label: plainText(continent, LIMITS.optionText),
      options: part.map(zoneOption),
    })),
  );
  return select({ option_groups, initial_option: zoneOption(chosen) });
}

function inParts(zones: readonly string[]): string[][] {
  const starts = zones.keys().filter((index) => index % LIMITS.options === 0);
  return [...starts].map((start) => zones.slice(start, start + LIMITS.options));
}

const zoneOption = (zone: string) => option(zone.replaceAll('_', ' '), zone);

function select(offered: Omit<StaticSelect, 'type' | 'action_id'>): StaticSelect {
  return { type: 'static_select', action_id: DIGEST_MODAL.input, ...offered };
}
