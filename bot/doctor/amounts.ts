const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Formats bytes for people: `1.5 GB`. */
export function bytesText(bytes: number): string {
  const steps = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const amount = bytes / 1000 ** steps;
  return `${amount >= 100 || steps === 0 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[steps]}`;
}

/** Formats a time span for people: `250 ms`, `12 s`, `5 min`, `3 h`. */
export function timeText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 3_600_000)} h`;
}
