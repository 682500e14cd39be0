import { CANVAS, COLOURS, FONT } from './layout.ts';
import { element, label } from './svg.ts';

export interface ChartTitles {
  title: string;
  subtitle: string;
}

/** Puts a chart together as an SVG document: background, title and subtitle, then its parts. */
export function chartSvg(chart: ChartTitles, parts: readonly string[]): string {
  const background = element('rect', { width: '100%', height: '100%', fill: COLOURS.background });
  const { width, height } = CANVAS;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      'font-family': FONT.family,
      'font-size': FONT.label,
      fill: COLOURS.text,
    },
    [background, titles(chart), ...parts].join(''),
  );
}

function titles({ title, subtitle }: ChartTitles): string {
  const style = { 'font-size': FONT.title, 'font-weight': 700, fill: COLOURS.title };
  return (
    label(fit(title, 46), { x: 24, y: 40, ...style }) +
    label(fit(subtitle, 68), { x: 24, y: 70, 'font-size': FONT.subtitle })
  );
}

/** Truncates a title or a name with an ellipsis to the characters that fit. */
export function fit(text: string, characters: number): string {
  const letters = [...text.replace(/\s+/g, ' ')];
  if (letters.length <= characters) return letters.join('');
  return `${letters.slice(0, characters - 1).join('')}…`;
}
