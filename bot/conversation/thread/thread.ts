import type { ForecastRequest } from '../../../data/postgres/requests/requests.ts';
import type { Place } from '../messenger.ts';

/** Where what follows from a request goes: its thread, or that of the message it was clicked in. */
export function threadOf(
  { destination }: Pick<ForecastRequest, 'destination'>,
  clicked: { channel: string; threadTs?: string | undefined },
): Pick<Place, 'channel' | 'threadTs'> {
  if (destination?.channel !== clicked.channel) return clicked;
  const { channel, threadTs, messageTs } = destination;
  return { channel, threadTs: threadTs ?? messageTs };
}
