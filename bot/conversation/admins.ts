/** Who may change what everybody forecasts with: the model and the history. */
export interface Admins {
  /** Slack users. */
  users: ReadonlySet<string>;
  /** Slack channels in which they may; empty means in all of them. */
  channels: ReadonlySet<string>;
}

/** Whether this user may stop other people's requests. */
export function isAdmin({ users }: Admins, user: string): boolean {
  return users.has(user);
}

/** Whether this user may change the model and the history from this channel. */
export function mayAdminister(admins: Admins, by: { user: string; channel: string }): boolean {
  const { channels } = admins;
  return isAdmin(admins, by.user) && (channels.size === 0 || channels.has(by.channel));
}
