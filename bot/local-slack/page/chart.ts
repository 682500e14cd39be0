import type { JsonObject } from '../json.ts';
import { objectAt, objectsIn, textAt } from '../json.ts';
import { type Series, SeriesMarks } from './chart-marks.ts';
import { axisTicks } from './chart-scale.ts';
import { shorten } from './format.ts';
import { type Child, html } from './html.ts';
import { PieChart } from './pie-chart.ts';

const WIDTH = 640;
const HEIGHT = 260;
const PLOT = { left: 64, right: 30, top: 12, bottom: 42 };
const MAX_CATEGORY_LABELS = 8;

/** How data meet the drawing: positions in pixels. */
export interface Scale {
  x(index: number): number;
  y(value: number): number;
  /** The width that one category has. */
  bandPx: number;
}

/** A native chart, drawn as SVG with axes and a legend; its numbers stand in a hidden table. */
export function Chart({ block }: { block: JsonObject }) {
  const title = textAt(block, 'title') ?? '';
  const chart = objectAt(block, 'chart');
  if (chart.type === 'pie')
    return html`<${PieChart} title=${title} segments=${objectsIn(chart.segments)} />`;
  const type = textAt(chart, 'type') ?? 'line';
  const axes = objectAt(chart, 'axis_config');
  const categories = Array.isArray(axes.categories) ? axes.categories.map(String) : [];
  const series = objectsIn(chart.series).map(
    (each): Series => ({
      name: textAt(each, 'name') ?? '',
      values: objectsIn(each.data).map((point) => Number(point.value)),
    }),
  );
  const ticks = axisTicks(series.flatMap(({ values }) => values));
  const scale = createScale(categories.length, ticks, type === 'bar');
  return html`
    <figure class="block chart">
      <figcaption>${title}</figcaption>
      <${Legend} names=${series.map(({ name }) => name)} />
      <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <${ValueAxis} ticks=${ticks} scale=${scale} label=${textAt(axes, 'y_label')} />
        <${CategoryAxis} categories=${categories} scale=${scale} label=${textAt(axes, 'x_label')} />
        <${SeriesMarks} type=${type} series=${series} categories=${categories} scale=${scale} />
      </svg>
      <${HiddenTable} title=${title} categories=${categories} series=${series} />
    </figure>
  `;
}

function createScale(count: number, ticks: readonly number[], isBar: boolean): Scale {
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const plotWidth = WIDTH - PLOT.left - PLOT.right;
  const plotHeight = HEIGHT - PLOT.top - PLOT.bottom;
  const bandPx = isBar ? plotWidth / count : plotWidth / Math.max(1, count - 1);
  return {
    bandPx,
    x: (index) => PLOT.left + bandPx * (isBar ? index + 0.5 : index),
    y: (value) => PLOT.top + plotHeight * (1 - (value - low) / (high - low)),
  };
}

interface AxisProps {
  scale: Scale;
  label: string | undefined;
}

function ValueAxis({ ticks, scale, label }: AxisProps & { ticks: number[] }) {
  return html`
    <g class="axis">
      ${ticks.map(
        (tick) => html`
          <line x1=${PLOT.left} x2=${WIDTH - PLOT.right} y1=${scale.y(tick)} y2=${scale.y(tick)} />
          <text x=${PLOT.left - 8} y=${scale.y(tick) + 4} text-anchor="end">${shorten(tick)}</text>
        `,
      )}
      ${label && html`<text transform=${`translate(12 ${HEIGHT / 2}) rotate(-90)`} text-anchor="middle">${label}</text>`}
    </g>
  `;
}

function CategoryAxis({ categories, scale, label }: AxisProps & { categories: string[] }) {
  const every = Math.ceil(categories.length / MAX_CATEGORY_LABELS);
  return html`
    <g class="axis">
      ${categories.map(
        (category, index): Child =>
          index % every === 0
            ? html`<text x=${scale.x(index)} y=${HEIGHT - PLOT.bottom + 18} text-anchor="middle">${category}</text>`
            : null,
      )}
      ${label && html`<text x=${WIDTH / 2} y=${HEIGHT - 4} text-anchor="middle">${label}</text>`}
    </g>
  `;
}

/** The names of what is drawn, each with its colour. */
export function Legend({ names }: { names: string[] }) {
  return html`
    <ul class="legend" aria-hidden="true">
      ${names.map((name, index) => html`<li class=${`series-${index % 6}`}>${name}</li>`)}
    </ul>
  `;
}

interface HiddenTableProps {
  title: string;
  categories: string[];
  series: Series[];
}

function HiddenTable({ title, categories, series }: HiddenTableProps) {
  return html`
    <table class="visually-hidden">
      <caption>${title}</caption>
      <tr><th></th>${series.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr>
      ${categories.map(
        (category, index) => html`
          <tr><th scope="row">${category}</th>${series.map(({ values }) => html`<td>${values[index]}</td>`)}</tr>
        `,
      )}
    </table>
  `;
}
