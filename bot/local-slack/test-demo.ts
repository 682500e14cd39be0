import type { App } from '@slack/bolt';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });

const DAYS = Array.from({ length: 14 }, (_, index) => `Nov ${17 + index}`);
const median = (index: number) => 1_200_000 + (index % 7) * 60_000;
const QUANTILES = [
  ['P10', 0.85],
  ['P50', 1],
  ['P90', 1.2],
] as const;

/** A picture of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A message that says it is being worked on. */
export function progressBlocks() {
  const task = (task_id: string, title: string, status: string) => ({
    type: 'task_card',
    task_id,
    title,
    status,
  });
  return [
    {
      type: 'plan',
      title: 'Forecast: women 25-34 on iOS in Mumbai',
      tasks: [
        task('read', 'Read the targeting', 'complete'),
        task('history', 'Fetch its history', 'in_progress'),
        task('forecast', 'Forecast impressions and reach', 'pending'),
      ],
    },
  ];
}

/** A result with everything that a forecast shows. */
export function resultBlocks(imageId: string) {
  const rows = DAYS.map((day, index) => [
    { type: 'raw_text', text: day },
    ...QUANTILES.map(([, factor]) => {
      const value = Math.round(median(index) * factor);
      return { type: 'raw_number', value, text: value.toLocaleString('en') };
    }),
  ]);
  const head = ['Day', 'P10', 'P50', 'P90'].map((text) => ({ type: 'raw_text', text }));
  return [
    { type: 'header', text: plain('Forecast ready') },
    {
      type: 'section',
      text: mrkdwn('*1.24M impressions a day* (1.08M to 1.43M), reach *412k* :duck:'),
      fields: [mrkdwn('*Targeting*\nwomen 25-34, iOS, Mumbai'), mrkdwn('*Flight*\n14 days')],
    },
    { type: 'image', slack_file: { id: imageId }, alt_text: 'Fan chart of daily impressions' },
    chart('line'),
    { type: 'data_table', caption: 'Daily impressions', page_size: 7, rows: [head, ...rows] },
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'edit',
          style: 'primary',
          text: plain('Edit and rerun'),
          value: 'job-1',
        },
        {
          type: 'button',
          action_id: 'delete',
          style: 'danger',
          text: plain('Delete'),
          confirm: {
            title: plain('Delete this forecast?'),
            text: plain('Nobody will see it any more.'),
            confirm: plain('Delete'),
            deny: plain('Keep'),
            style: 'danger',
          },
        },
      ],
    },
    { type: 'context', elements: [mrkdwn('Data through Nov 22 · asked by <@UALICE>')] },
  ];
}

function chart(type: 'line' | 'bar' | 'area') {
  return {
    type: 'data_visualization',
    title: 'Daily impressions',
    chart: {
      type,
      series: QUANTILES.map(([name, factor]) => ({
        name,
        data: DAYS.map((label, index) => ({ label, value: median(index) * factor })),
      })),
      axis_config: { categories: DAYS, y_label: 'Impressions' },
    },
  };
}

const option = (value: string) => ({ text: plain(value), value });

/** A modal with every input there is. */
export const EDIT_MODAL = {
  type: 'modal' as const,
  callback_id: 'edit',
  title: plain('Edit forecast'),
  submit: plain('Run'),
  close: plain('Cancel'),
  blocks: [
    input('where', 'Where', {
      type: 'plain_text_input',
      placeholder: plain('Mumbai, IN-KA or DE'),
    }),
    input('device', 'Device', {
      type: 'static_select',
      options: [option('phone'), option('tablet')],
      initial_option: option('phone'),
    }),
    input('gender', 'Gender', {
      type: 'multi_static_select',
      options: [option('female'), option('male'), option('other')],
      initial_options: [option('female')],
    }),
    input('place', 'Place', {
      type: 'multi_external_select',
      action_id: 'place',
      min_query_length: 2,
      initial_options: [option('Pune')],
    }),
    input('at', 'At', { type: 'timepicker', initial_time: '09:00' }),
    input('channel', 'Channel', {
      type: 'conversations_select',
      default_to_current_conversation: true,
    }),
    input('start', 'First day', { type: 'datepicker', initial_date: '2026-11-23' }),
    input('days', 'Days', {
      type: 'number_input',
      is_decimal_allowed: false,
      initial_value: '14',
    }),
    input('formats', 'Formats', {
      type: 'checkboxes',
      options: [option('banner'), option('video')],
      initial_options: [option('banner')],
    }),
    input('goal', 'Goal', {
      type: 'radio_buttons',
      options: [option('impressions'), option('reach')],
      initial_option: option('reach'),
    }),
  ],
};

function input(block_id: string, label: string, element: object) {
  return {
    type: 'input' as const,
    block_id,
    label: plain(label),
    element: { action_id: 'v', ...element } as never,
  };
}

/** The demonstration's shortcuts. */
export const DEMO_SHORTCUTS = [
  { name: 'Demo form', type: 'global', callback_id: 'demo_new', description: 'Opens a form' },
  { name: 'Demo point', type: 'message', callback_id: 'demo_message', description: 'Points here' },
] as const;

/** Listeners of a bot that forecasts the same whatever it is asked. */
export function addDemoListeners(app: App, image: Buffer): void {
  app.command('/forecast', async ({ ack, command, client }) => {
    await ack();
    const channel = command.channel_id;
    const { ts = '' } = await client.chat.postMessage({
      channel,
      text: 'Working on it',
      blocks: progressBlocks(),
    });
    const uploaded = await client.filesUploadV2({ file: image, filename: 'fan.png' });
    const imageId = uploaded.files[0]?.files?.[0]?.id ?? '';
    const blocks = resultBlocks(imageId);
    await client.chat.update({ channel, ts, text: 'Forecast ready', blocks });
  });
  app.action('edit', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions') return;
    await client.views.open({ trigger_id: body.trigger_id, view: EDIT_MODAL });
  });
  app.action('delete', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.channel || !body.message) return;
    await client.chat.delete({ channel: body.channel.id, ts: body.message.ts });
  });
  app.options('place', async ({ ack, options: { value } }) => {
    const places = ['Mumbai', 'Munnar', 'Delhi'].filter((name) => name.startsWith(value));
    await ack({ options: places.map(option) });
  });
  app.shortcut('demo_new', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: EDIT_MODAL });
  });
  app.shortcut('demo_message', async ({ ack, shortcut, client }) => {
    await ack();
    if (shortcut.type !== 'message_action') return;
    const text = `You pointed at: ${shortcut.message.text}`;
    await client.chat.postEphemeral({ channel: 'C1', user: shortcut.user.id, text });
  });
  app.view('edit', async ({ ack, view, body, client }) => {
    const where = view.state.values.where?.v?.value;
    if (where === 'nowhere') {
      return ack({ response_action: 'errors', errors: { where: 'Did you mean "Norway"?' } });
    }
    await ack();
    const places = view.state.values.place?.place?.selected_options ?? [];
    const names = [where, ...places.map(({ value }) => value)].join(', ');
    const note = { channel: 'C1', user: body.user.id, text: `Running again for *${names}*` };
    await client.chat.postEphemeral(note);
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `Quack, <@${event.user}>!`, thread_ts: event.ts });
  });
}
