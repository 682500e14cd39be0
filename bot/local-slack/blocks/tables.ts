import { z } from 'zod';
import { SLACK_LIMITS } from '../limits.ts';
import { richText } from './rich-text.ts';
import { text } from './text.ts';

const { table, dataTable, id } = SLACK_LIMITS;

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string() }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
  richText,
]);
const rowsOf = (limit: { rows: number; columns: number }) =>
  z.array(z.array(cell).min(1).max(limit.columns)).min(1).max(limit.rows);

/** Counts the characters that people see in a table: those at any key `text`. */
function visibleCharacters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum, each) => sum + visibleCharacters(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) =>
      sum + (key === 'text' && typeof each === 'string' ? each.length : visibleCharacters(each)),
    0,
  );
}

const fits = (max: number) => (rows: unknown) => visibleCharacters(rows) <= max;
const sameWidth = (rows: unknown[][]) => rows.every((row) => row.length === rows[0]?.length);

export const tableBlock = z.strictObject({
  type: z.literal('table'),
  block_id: text(id).optional(),
  rows: rowsOf(table).refine(fits(table.characters), {
    message: `must have no more than ${table.characters} characters in all`,
  }),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(table.columns)
    .optional(),
});

/** Schema of a table that is shown in pages; every row has as many cells as the first. */
export const dataTableBlock = z.strictObject({
  type: z.literal('data_table'),
  block_id: text(id).optional(),
  caption: text(id),
  rows: rowsOf(dataTable)
    .refine(sameWidth, { message: 'must have as many cells in each row as in the first' })
    .refine(fits(dataTable.characters), {
      message: `must have no more than ${dataTable.characters} characters in all`,
    }),
  page_size: z.int().min(1).max(dataTable.pageSize).optional(),
  row_header_column_index: z
    .int()
    .min(0)
    .max(dataTable.columns - 1)
    .optional(),
});
