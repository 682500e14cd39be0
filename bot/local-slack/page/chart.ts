import type { JsonObject } from '../json.ts';
import { objectAt, objectsIn, textAt } from '../json.ts';
import { CategoryAxis, slantRoomPx, ValueAxis } from './chart-axes.ts';
import { type Series, SeriesMarks } from './chart-marks.ts';
import { axisTicks, createScale, WIDTH } from './chart-scale.ts';
import { html } from './html.ts';
import { PieChart } from './pie-chart.ts';

/** Below the plot: a row of labels, and what they are. */
const FOOT_PX = 42;

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
  const slantPx = slantRoomPx(categories, scale);
  return html`
    <figure class="block chart">
      <figcaption>${title}</figcaption>
      <${Legend} names=${series.map(({ name }) => name)} />
      <svg viewBox=${`0 0 ${WIDTH} ${scale.bottomPx + FOOT_PX + slantPx}`} aria-hidden="true">
        <${ValueAxis} ticks=${ticks} scale=${scale} label=${textAt(axes, 'y_label')} />
        <${CategoryAxis} categories=${categories} scale=${scale} label=${textAt(axes, 'x_label')} />
        <${SeriesMarks} type=${type} series=${series} categories=${categories} scale=${scale} />
      </svg>
      <${HiddenTable} title=${title} categories=${categories} series=${series} />
    </figure>
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

/** The numbers of a chart as a table, for screen readers. */
function HiddenTable({ title, categories, series }: HiddenTableProps) {
  return html`
    <div class="visually-hidden">
      <table>
        <caption>${title}</caption>
        <tr><th></th>${series.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr>
        ${categories.map(
          (category, index) => html`
            <tr><th scope="row">${category}</th>${series.map(({ values }) => html`<td>${values[index]}</td>`)}</tr>
          `,
        )}
      </table>
    </div>
  `;
}
