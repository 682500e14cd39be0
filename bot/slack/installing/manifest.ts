import type { AppsManifestValidateArguments } from '@slack/web-api';

type SlackManifest = Exclude<AppsManifestValidateArguments['manifest'], string>;
type BotScope = NonNullable<
  NonNullable<NonNullable<SlackManifest['oauth_config']>['scopes']>['bot']
>[number];

type Settings = NonNullable<SlackManifest['settings']>;
type BotEvent = NonNullable<NonNullable<Settings['event_subscriptions']>['bot_events']>[number];

/** An app's manifest in Slack's own type, which knows all scopes and events but those of agents. */
export type Manifest = Pick<SlackManifest, '_metadata' | 'display_information' | 'features'> & {
  oauth_config: { scopes: { bot: (BotScope | 'assistant:write')[] } };
  settings: Omit<Settings, 'event_subscriptions'> & {
    event_subscriptions: {
      bot_events: (BotEvent | 'agent_session_stopped')[];
      request_url?: string;
    };
  };
};

/** Callback ids of the shortcuts. */
export const SHORTCUTS = {
  newForecast: 'new_forecast',
  forecastMessage: 'forecast_message',
} as const;

/**
 * Ducky's Slack app manifest, for Socket Mode: the one place for its scopes, events, commands and
 * shortcuts. `README.md` gives each scope's reason.
 * @see https://docs.slack.dev/reference/app-manifest
 */
export const MANIFEST = {
  _metadata: { major_version: 2, minor_version: 1 },
  display_information: {
    name: 'Ducky',
    description: 'Forecasts what a targeting would deliver: impressions and reach, day by day',
    long_description:
      'Ask in your own words what a targeting would deliver, for example: women 25-34 on iOS in Mumbai next 14 days. Ducky answers within seconds with a daily forecast of impressions and reach, with honest ranges, and posts a weekly digest of the plans that a channel has saved.',
    background_color: '#3b1540',
  },
  features: {
    app_home: {
      home_tab_enabled: false,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    },
    bot_user: { display_name: 'Ducky', always_online: true },
    agent_view: {
      agent_description:
        'Ducky forecasts what a targeting would deliver, in impressions and reach, with honest ranges.',
      suggested_prompts: [
        { title: 'Forecast two weeks', message: 'women 25-34 on iOS in Mumbai next 14 days' },
        { title: 'Forecast one week', message: 'men on Android phones in Delhi next 7 days' },
        {
          title: 'Ask about a goal',
          message: 'can I get 5M impressions in Germany in the next 2 weeks?',
        },
        { title: 'Ask about forecasts', message: 'How right were the forecasts?' },
      ],
    },
    shortcuts: [
      {
        name: 'New forecast',
        type: 'global',
        callback_id: SHORTCUTS.newForecast,
        description: 'Fill in a plan and forecast it',
      },
      {
        name: 'Forecast this message',
        type: 'message',
        callback_id: SHORTCUTS.forecastMessage,
        description: 'Read the targeting in this message and forecast it',
      },
    ],
    slash_commands: [
      {
        command: '/forecast',
        description: 'Forecast the impressions and reach of a targeting',
        usage_hint: 'women 25-34 on iOS in Mumbai next 14 days | new | plans | digest | help',
        should_escape: true,
      },
      {
        command: '/ducky',
        description: 'Ask about forecasts: why, what changed, what it means, how right they were',
        usage_hint: 'why is it that number? | what would deliver more? | help',
        should_escape: true,
      },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'app_mentions:read',
        'assistant:write',
        'channels:history',
        'chat:write',
        'commands',
        'files:write',
        'groups:history',
        'im:history',
        'im:write',
        'mpim:history',
        'users:read',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        'agent_session_stopped',
        'app_home_opened',
        'app_mention',
        'message.channels',
        'message.groups',
        'message.im',
        'message.mpim',
      ],
    },
    interactivity: { is_enabled: true },
    org_deploy_enabled: false,
    socket_mode_enabled: true,
    token_rotation_enabled: false,
  },
} satisfies Manifest;

/**
 * The app manifest for an app that Slack calls over HTTP; `origin` is the bot's public
 * `https://host`.
 */
export function httpManifest(origin: string): Manifest {
  const request_url = new URL(SLACK_EVENTS_PATH, origin).href;
  const { features, settings } = MANIFEST;
  return {
    ...MANIFEST,
    features: {
      ...features,
      slash_commands: features.slash_commands.map((each) => ({ ...each, url: request_url })),
    },
    settings: {
      ...settings,
      event_subscriptions: { ...settings.event_subscriptions, request_url },
      interactivity: {
        ...settings.interactivity,
        request_url,
        message_menu_options_url: request_url,
      },
      socket_mode_enabled: false,
    },
  };
}

/** Where the bot takes everything that Slack sends over HTTP. */
export const SLACK_EVENTS_PATH = '/slack/events';
