/**
 * The administrators (`ADMIN_USERS`, `ADMIN_CHANNELS`): who may change what everybody forecasts
 * with, the model and the history.
 */
export interface Admins {
  /** Slack users. */
  users: ReadonlySet<string>;
  /** Slack channels in which they may; empty means in all of them. */
  channels: ReadonlySet<string>;
}

/** Whether a Slack user is an administrator, who may also cancel other people's requests. */
export function isAdmin({ users }: Admins, user: string): boolean {
  return users.has(user);
}

/**
 * Checks the permission to change the model and the history: only an administrator has it, and only
 * in the channels where that is allowed.
 */
export function mayAdminister(admins: Admins, by: { user: string; channel: string }): boolean {
  const { channels } = admins;
  return isAdmin(admins, by.user) && (channels.size === 0 || channels.has(by.channel));
}
