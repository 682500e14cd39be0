const EMOJI: Record<string, string> = {
  '+1': '👍',
  '-1': '👎',
  bar_chart: '📊',
  bell: '🔔',
  bulb: '💡',
  calendar: '📅',
  chart_with_upwards_trend: '📈',
  clock3: '🕒',
  duck: '🦆',
  eyes: '👀',
  hatching_chick: '🐣',
  heavy_check_mark: '✔️',
  hourglass_flowing_sand: '⏳',
  information_source: 'ℹ️',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  mag: '🔍',
  no_entry: '⛔',
  octagonal_sign: '🛑',
  question: '❓',
  red_circle: '🔴',
  rotating_light: '🚨',
  rocket: '🚀',
  sparkles: '✨',
  tada: '🎉',
  thinking_face: '🤔',
  thumbsdown: '👎',
  thumbsup: '👍',
  wave: '👋',
  warning: '⚠️',
  white_check_mark: '✅',
  x: '❌',
};

/** The character of an emoji's name; the name itself, in colons, where it is not known. */
export function emojiOf(name: string): string {
  return EMOJI[name] ?? `:${name}:`;
}
