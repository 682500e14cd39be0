import type { InstalledApp } from '../../local-slack/state/installed-app.ts';
import { MANIFEST } from './manifest.ts';

/** Ducky as the local Slack installs it: with what its manifest asks for, and no more. */
export const INSTALLED_APP: InstalledApp = {
  shortcuts: MANIFEST.features.shortcuts,
  commands: MANIFEST.features.slash_commands.map(({ command }) => command),
  scopes: MANIFEST.oauth_config.scopes.bot,
  events: MANIFEST.settings.event_subscriptions.bot_events,
};
