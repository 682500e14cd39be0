import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import { Legend } from './chart.ts';
import { html } from './html.ts';

const RADIUS = 90;
/** A circle of this radius has a circumference of 100, so that dashes are percentages. */
const UNIT_RADIUS = 100 / (2 * Math.PI);

/** Draws a pie chart: shares of a whole, in percent. */
export function PieChart({ title, segments }: { title: string; segments: JsonObject[] }) {
  const values = segments.map((segment) => Number(segment.value));
  const total = values.reduce((sum, value) => sum + value, 0);
  const share = (value: number) => (value / total) * 100;
  const names = segments.map(
    (segment, index) => `${textAt(segment, 'label')}: ${Math.round(share(values[index] ?? 0))}%`,
  );
  return html`
    <figure class="block chart pie">
      <figcaption>${title}</figcaption>
      <${Legend} names=${names} />
      <svg viewBox="0 0 40 40" width=${RADIUS * 2} role="img" aria-label=${`${title}. ${names.join(', ')}`}>
        ${values.map((value, index) => {
          const before = values.slice(0, index).reduce((sum, each) => sum + share(each), 0);
          return html`
            <circle
              class=${`segment series-${index % 6}`}
              cx="20"
              cy="20"
              r=${UNIT_RADIUS}
              stroke-dasharray=${`${share(value)} ${100 - share(value)}`}
              stroke-dashoffset=${25 - before}
            />
          `;
        })}
      </svg>
    </figure>
  `;
}
