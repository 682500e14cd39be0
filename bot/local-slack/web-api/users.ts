import type { SlackContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import type { User } from '../state/types.ts';
import { LAST_PAGE } from './conversations.ts';
import type { MethodTable } from './method.ts';
import { SlackError } from './slack-error.ts';

function describeUser(user: User, { workspace, clock }: SlackContext): JsonObject {
  return {
    team_id: workspace.identity.teamId,
    ...user,
    ...zoneOf(user.tz, new Date(clock())),
    deleted: false,
    profile: { real_name: user.real_name, display_name: user.name },
  };
}

/** A time zone's name for people, and its offset from UTC at that moment in seconds. */
function zoneOf(timeZone: string, at: Date): JsonObject {
  const named = (timeZoneName: 'long' | 'longOffset') =>
    new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(named('longOffset')) ?? [];
  const seconds = Number(hours) * 3_600 + Number(minutes) * 60;
  return { tz_label: named('long'), tz_offset: sign === '-' ? -seconds : seconds };
}

/** API methods that look up and list the users of the workspace. */
export const userMethods: MethodTable = {
  'users.info'(args, slack) {
    const user = slack.workspace.users.get(args.text('user'));
    if (!user) throw new SlackError('user_not_found');
    return { user: describeUser(user, slack) };
  },

  'users.list': (_args, slack) => ({
    members: [...slack.workspace.users.values()].map((user) => describeUser(user, slack)),
    ...LAST_PAGE,
  }),
};
