/**
 * The chart's canvas, in points. It is small for its text on purpose: shown 360 points wide on a
 * phone, the smallest letters are still 10 points high.
 */
export const CANVAS = { width: 720, height: 440 } as const;

/** The area the data are drawn in. */
export const PLOT = { left: 72, right: 700, top: 128, bottom: 388 } as const;

/** Colours that keep apart for the colour-blind and in grey print; text at least 4.5:1 on white. */
export const COLOURS = {
  background: '#ffffff',
  title: '#111827',
  text: '#4b5563',
  grid: '#e5e7eb',
  divider: '#9ca3af',
  history: '#1f4e9c',
  forecast: '#c2410c',
  band: '#fbd5bf',
  otherBand: '#c9d8f0',
} as const;

export const FONT = { family: 'Inter', title: 26, subtitle: 19, label: 19 } as const;
