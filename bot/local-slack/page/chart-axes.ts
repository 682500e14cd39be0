import { type Scale, WIDTH } from './chart-scale.ts';
import { shorten } from './format.ts';
import { type Child, html } from './html.ts';

const MAX_LABELS = 8;
const LETTER_PX = 8;
/** Slanted labels end here; the whole name is told when they are pointed at. */
const MAX_SLANTED_LETTERS = 14;
const SLANT_PX = 70;
const SLANT_DEGREES = -35;

interface AxisProps {
  scale: Scale;
  label: string | undefined;
}

/** The vertical axis of a chart: values on the left, with a grid line across the plot for each. */
export function ValueAxis({ ticks, scale, label }: AxisProps & { ticks: number[] }) {
  const middle = scale.y(ticks.at(-1) ?? 0) / 2 + scale.bottomPx / 2;
  return html`
    <g class="axis">
      ${ticks.map(
        (tick) => html`
          <line x1=${scale.leftPx} x2=${scale.rightPx} y1=${scale.y(tick)} y2=${scale.y(tick)} />
          <text x=${scale.leftPx - 8} y=${scale.y(tick) + 4} text-anchor="end">${shorten(tick)}</text>
        `,
      )}
      ${label && html`<text class="axis-name" transform=${`translate(12 ${middle}) rotate(-90)`} text-anchor="middle">${label}</text>`}
    </g>
  `;
}

interface CategoryAxisProps extends AxisProps {
  categories: string[];
}

/**
 * The horizontal axis of a chart: names below the plot, as many as fit, slanted where they would
 * run into each other.
 */
export function CategoryAxis({ categories, scale, label }: CategoryAxisProps) {
  const every = labelEvery(categories);
  const slantPx = slantRoomPx(categories, scale);
  const y = scale.bottomPx + 21;
  const name = (category: string, index: number): Child => {
    if (index % every > 0) return null;
    const x = scale.x(index);
    if (slantPx === 0) return html`<text x=${x} y=${y} text-anchor="middle">${category}</text>`;
    const turn = `translate(${x + 6} ${y - 2}) rotate(${SLANT_DEGREES})`;
    return html`
      <text class="slanted" transform=${turn} text-anchor="end">${cut(category)}<title>${category}</title></text>
    `;
  };
  return html`
    <g class="axis">
      ${categories.map(name)}
      ${label && html`<text class="axis-name" x=${WIDTH / 2} y=${y + 17 + slantPx} text-anchor="middle">${label}</text>`}
    </g>
  `;
}

/** The height that axis labels take beyond a row of them: 0 where they stand side by side. */
export function slantRoomPx(categories: readonly string[], scale: Scale): number {
  const longest = Math.max(0, ...categories.map(({ length }) => length));
  return longest * LETTER_PX > scale.bandPx * labelEvery(categories) ? SLANT_PX : 0;
}

function labelEvery({ length }: { length: number }): number {
  return Math.ceil(length / MAX_LABELS);
}

function cut(name: string): string {
  return name.length > MAX_SLANTED_LETTERS ? `${name.slice(0, MAX_SLANTED_LETTERS - 1)}…` : name;
}
