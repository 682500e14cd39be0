/** Formats rows as a text table with its columns under each other; numbers go to the right. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  { isLeft }: { isLeft: (column: number, columns: number) => boolean },
): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        isLeft(column, row.length)
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
