import { type Figure, meetsGoal } from '../../../data/bench/figure.ts';

/** Formats benchmark figures as a table, with their goals and whether they are met. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    figure.rows === undefined ? '' : `${figure.rows.toLocaleString('en')} rows`,
    `${rounded(figure.value)} ${figure.unit}`,
    goalText(figure),
    verdict(figure),
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => pad(cell, column, widths))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The name and the verdict stand at the left of their columns, numbers at the right. */
function pad(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0;
  return column === 0 || column > 3 ? cell.padEnd(width) : cell.padStart(width);
}

/** Hundredths matter where one figure is a multiple of another. */
function rounded(value: number): string {
  const maximumFractionDigits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return value.toLocaleString('en', { maximumFractionDigits });
}

function verdict(figure: Figure): string {
  const isMet = meetsGoal(figure);
  if (isMet === null) return '';
  return isMet ? 'met' : 'missed';
}

function goalText({ goal, unit }: Figure): string {
  if (goal === undefined) return '';
  return 'atMost' in goal
    ? `goal <= ${rounded(goal.atMost)} ${unit}`
    : `goal >= ${rounded(goal.atLeast)} ${unit}`;
}
