import { useEffect, useState } from 'preact/hooks';
import { readSnapshot, type Snapshot } from './api.ts';

/**
 * What a user sees in a channel, fetched again whenever something changes; `live` is false while
 * the server is away.
 */
export function useSlack(user: string, channel: string): { snapshot?: Snapshot; live: boolean } {
  const [seen, setSeen] = useState<{ key: string; snapshot: Snapshot }>();
  const [live, setLive] = useState(true);
  const key = `${user} ${channel}`;

  useEffect(() => {
    let stopped = false;
    const refresh = async () => {
      try {
        const snapshot = await readSnapshot(user, channel);
        if (!stopped) setSeen({ key: `${user} ${channel}`, snapshot });
        setLive(true);
      } catch {
        setLive(false);
      }
    };
    const events = new EventSource('/playground/events');
    events.addEventListener('changed', () => void refresh());
    events.addEventListener('error', () => setLive(false));
    return () => {
      stopped = true;
      events.close();
    };
  }, [user, channel]);

  if (!seen) return { live };
  const isCurrent = seen.key === key;
  return {
    live,
    snapshot: isCurrent ? seen.snapshot : { ...seen.snapshot, messages: [], views: [], home: null },
  };
}
