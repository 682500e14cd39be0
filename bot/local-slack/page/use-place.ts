import { useEffect, useState } from 'preact/hooks';

/** Where somebody is: who, in which channel, with which thread open beside it. */
export interface Place {
  user: string;
  channel: string;
  thread?: string;
}

const START: Place = { user: 'UALICE', channel: 'C1' };

/** The place in the page's URL (`#/user/channel/thread`), and a way to navigate elsewhere. */
export function usePlace(): [Place, (place: Place) => void] {
  const [place, setPlace] = useState(readPlace);
  useEffect(() => {
    const follow = () => setPlace(readPlace());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return [
    place,
    ({ user, channel, thread }) => {
      location.hash = `#/${[user, channel, thread].filter(Boolean).join('/')}`;
    },
  ];
}

/** Parses the place in the URL; a permalink, which has no user, opens its message as a thread. */
function readPlace(): Place {
  const [, user, channel, thread] = location.hash.split('/').map(decodeURIComponent);
  if (!user || !channel) return START;
  return user.startsWith('U')
    ? { user, channel, ...(thread ? { thread } : {}) }
    : { user: START.user, channel: user, thread: channel };
}
