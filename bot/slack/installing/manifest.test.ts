import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { z } from 'zod';

import { httpManifest, MANIFEST, SHORTCUTS } from './manifest.ts';

const line = (max: number) => z.string().min(1).max(max);
const url = z
  .string()
  .regex(/^https?:\/\//)
  .max(3_000);

/**
 * What Slack publishes as the rules of a manifest, for the parts we use. Names of scopes and events
 * are checked by Slack's own type, which `MANIFEST` satisfies.
 * @see https://github.com/slackapi/manifest-schema (schema 2.0.0)
 * @see https://docs.slack.dev/reference/app-manifest
 */
const manifestRules = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int() }),
  display_information: z.strictObject({
    name: line(35),
    description: line(140),
    long_description: z.string().min(175).max(4_000),
    background_color: z.string().regex(/^#([0-9a-f]{3}){1,2}$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: line(80), always_online: z.boolean() }),
    agent_view: z.strictObject({
      agent_description: line(300),
      suggested_prompts: z.array(z.strictObject({ title: line(255), message: line(3_000) })).max(4),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          name: line(24),
          type: z.enum(['message', 'global']),
          callback_id: line(255),
          description: line(150),
        }),
      )
      .min(1)
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z
            .string()
            .regex(/^\/[a-z0-9_-]+$/)
            .max(32),
          url: url.optional(),
          description: line(2_000),
          usage_hint: line(1_000),
          should_escape: z.boolean(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(line(50)).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: url.optional(),
      bot_events: z.array(line(50)).max(100),
    }),
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: url.optional(),
      message_menu_options_url: url.optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

const OVER_HTTP = httpManifest('https://ducky.example.com');

for (const [name, manifest] of [
  ['Socket Mode', MANIFEST],
  ['HTTP', OVER_HTTP],
] as const) {
  test(`the manifest for ${name} keeps to Slack's rules`, () => {
    assert.deepEqual(manifestRules.safeParse(manifest).error?.issues ?? [], []);
  });
}

test('over HTTP everything goes to one address', () => {
  const address = 'https://ducky.example.com/slack/events';
  const commands = MANIFEST.features.slash_commands.length;
  assert.equal(JSON.stringify(OVER_HTTP).split(address).length - 1, 3 + commands);
  assert.equal(OVER_HTTP.settings?.socket_mode_enabled, false);
});

test('manifest.json is what `ducky manifest` prints', async () => {
  const file = await readFile(new URL('manifest.json', import.meta.url), 'utf8');
  assert.deepEqual(JSON.parse(file), MANIFEST);
});

test('every shortcut and scope is there once', () => {
  const ids = MANIFEST.features.shortcuts.map(({ callback_id }) => callback_id);
  assert.deepEqual(ids.toSorted(), Object.values(SHORTCUTS).toSorted());
  const { bot } = MANIFEST.oauth_config.scopes;
  assert.deepEqual(bot, [...new Set(bot)].toSorted());
});

test('the README gives a reason for each scope, and for no other', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const table = readme.split('## Scopes')[1]?.split('\n## ')[0] ?? '';
  const scopes = [...table.matchAll(/^\| `([\w:.]+)` +\| \S/gm)].map(([, scope]) => scope);
  assert.deepEqual(scopes, MANIFEST.oauth_config.scopes.bot);
});
