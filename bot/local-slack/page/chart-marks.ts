import type { Scale } from './chart-scale.ts';
import { shorten } from './format.ts';
import { type Child, html } from './html.ts';

const BAND_SHARE = 0.7;
const MAX_BAR_PX = 60;

/** One named row of values, one for each category. */
export interface Series {
  name: string;
  values: number[];
}

interface MarksProps {
  type: string;
  series: Series[];
  categories: string[];
  scale: Scale;
}

/** Draws a chart's series as lines, areas or bars; each mark tells its value when pointed at. */
export function SeriesMarks({ type, series, categories, scale }: MarksProps) {
  const draw = type === 'bar' ? bars : type === 'area' ? area : line;
  return series.map((each, index) => {
    const label = (point: number) =>
      `${each.name}, ${categories[point]}: ${shorten(each.values[point] ?? 0)}`;
    return html`<g class=${`series-${index % 6}`}>
      ${draw(each, { scale, index, count: series.length, label })}
    </g>`;
  });
}

interface Drawing {
  scale: Scale;
  index: number;
  count: number;
  label(point: number): string;
}

function line({ values }: Series, { scale, label }: Drawing): Child {
  return html`
    <polyline class="line" points=${path(values, scale)} />
    ${values.map(
      (value, point) => html`
        <circle class="dot" cx=${scale.x(point)} cy=${scale.y(value)} r="3"><title>${label(point)}</title></circle>
      `,
    )}
  `;
}

function area(series: Series, drawing: Drawing): Child {
  const { scale } = drawing;
  const last = series.values.length - 1;
  const floor = scale.y(0);
  const outline = `${scale.x(0)},${floor} ${path(series.values, scale)} ${scale.x(last)},${floor}`;
  return html`<polygon class="area" points=${outline} />${line(series, drawing)}`;
}

function bars({ values }: Series, { scale, index, count, label }: Drawing): Child {
  const width = Math.min((scale.bandPx * BAND_SHARE) / count, MAX_BAR_PX);
  const left = (point: number) => scale.x(point) + (index - count / 2) * width;
  return values.map((value, point) => {
    const [top, bottom] = [scale.y(Math.max(0, value)), scale.y(Math.min(0, value))];
    return html`
      <rect class="bar" x=${left(point)} y=${top} width=${width} height=${bottom - top}>
        <title>${label(point)}</title>
      </rect>
    `;
  });
}

function path(values: readonly number[], scale: Scale): string {
  return values.map((value, point) => `${scale.x(point)},${scale.y(value)}`).join(' ');
}
