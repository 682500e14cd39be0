import type { MethodTable } from './method.ts';

/** API methods that tell who the app is (`auth.test`) and open its Socket Mode connections. */
export const authMethods: MethodTable = {
  'auth.test': (_args, { workspace: { identity, users }, baseUrl }) => ({
    url: `${baseUrl()}/`,
    team: identity.teamName,
    team_id: identity.teamId,
    user: users.get(identity.botUserId)?.name ?? '',
    user_id: identity.botUserId,
    bot_id: identity.botId,
    is_enterprise_install: false,
  }),

  'team.info': (_args, { workspace: { identity } }) => ({
    team: { id: identity.teamId, name: identity.teamName, domain: 'local' },
  }),

  'bots.info': (_args, { workspace: { identity } }) => ({
    bot: {
      id: identity.botId,
      app_id: identity.appId,
      user_id: identity.botUserId,
      name: 'ducky',
      deleted: false,
    },
  }),

  'apps.connections.open': (_args, slack) => ({
    url: slack.socketMode.issueUrl(slack.baseUrl()),
  }),
};
