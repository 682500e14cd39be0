import { pino } from 'pino';
import { runUntilStopped } from '../../data/run-until-stopped.ts';
import { endWhenAskedAgain, stopRequest } from '../../data/stop-request.ts';

/** A process whose work never ends, for tests that ask it to end again and again. */
const asked = stopRequest();
endWhenAskedAgain(asked);
const working = setInterval(() => {}, 60_000);
await runUntilStopped({
  start: async () => () => new Promise<void>(() => working.ref()),
  onReady: () => process.send?.('ready'),
  asked,
  endMs: 3_600_000,
  log: pino({ level: 'silent' }),
});
