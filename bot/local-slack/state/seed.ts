import type { AppIdentity, Channel, User } from './types.ts';

/** The users, channels and app that a workspace starts with. */
export interface WorkspaceSeed {
  identity: AppIdentity;
  users: User[];
  channels: Channel[];
}

const person = (id: string, name: string, real_name: string, tz = 'Etc/UTC'): User => ({
  id,
  name,
  real_name,
  tz,
  is_bot: false,
  is_admin: false,
});

const channel = (id: string, name: string): Channel => ({
  id,
  name,
  is_channel: true,
  is_im: false,
});

const directMessage = (id: string, user: string): Channel => ({
  id,
  user,
  is_channel: false,
  is_im: true,
});

/** The default: a planner, an administrator, the duck, two channels and two direct messages. */
export const DEFAULT_SEED: WorkspaceSeed = {
  identity: {
    teamId: 'TLOCAL',
    teamName: 'Local Slack',
    appId: 'ALOCAL',
    botId: 'BDUCKY',
    botUserId: 'UDUCKY',
  },
  users: [
    person('UALICE', 'alice', 'Alice', 'Asia/Kolkata'),
    { ...person('UBOB', 'bob', 'Bob', 'Europe/London'), is_admin: true },
    { ...person('UDUCKY', 'ducky', 'Ducky'), is_bot: true },
    { ...person('USLACKBOT', 'slackbot', 'Slackbot'), is_bot: true },
  ],
  channels: [
    channel('C1', 'media-planning'),
    channel('C2', 'random'),
    directMessage('DALICE', 'UALICE'),
    directMessage('DBOB', 'UBOB'),
  ],
};
