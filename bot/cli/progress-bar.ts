import { SingleBar } from 'cli-progress';

import { say } from './output.ts';

const STEP_WITHOUT_TERMINAL = 0.1;

/** Shows the progress of a long step on standard error. */
export interface ProgressBar {
  /** `fraction` is 0 to 1; null where it cannot be told. */
  update(step: string, fraction: number | null): void;
  stop(): void;
}

/** A bar on a terminal; elsewhere a line each new step and each tenth. */
export function progressBar(stream = process.stderr): ProgressBar {
  return stream.isTTY ? terminalBar(stream) : plainLines();
}

function terminalBar(stream: NodeJS.WriteStream): ProgressBar {
  const bar = new SingleBar({
    format: '{bar} {percentage}%  {step}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    stream,
  });
  let started = false;
  return {
    update(step, fraction) {
      if (started) bar.update(fraction ?? 0, { step });
      else bar.start(1, fraction ?? 0, { step });
      started = true;
    },
    stop() {
      if (started) bar.stop();
    },
  };
}

/** Prints progress as plain lines, for a log or a pipe. */
function plainLines(): ProgressBar {
  let last = { step: '', fraction: 0 };
  return {
    update(step, fraction) {
      const done = fraction ?? 0;
      if (step === last.step && done < last.fraction + STEP_WITHOUT_TERMINAL) return;
      last = { step, fraction: done };
      say(fraction === null ? step : `${step} ${Math.round(done * 100)}%`);
    },
    stop() {},
  };
}
