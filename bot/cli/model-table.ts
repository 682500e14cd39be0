import type { ListedModel } from '../../data/postgres/models/model-list.ts';
import { coverageInWords, errorInWords } from '../words/verdict.ts';
import { alignColumns } from './align-columns.ts';

const HEADINGS = [
  '',
  'Model',
  'Trained',
  'Data through',
  'Method',
  'Daily error',
  'Within P10–P90',
];

/** Formats the trained models for a terminal; each one's figures are of its own test days. */
export function modelTable(models: readonly ListedModel[]): string {
  if (models.length === 0) return 'There is no model yet. `ducky train` makes the first one.';
  const rows = models.map(({ version, trainedAt, metadata, ...model }) => [
    stateOf(model),
    version,
    trainedAt.toISOString().slice(0, 10),
    metadata?.dataThrough ?? '-',
    metadata?.method ?? '-',
    metadata ? errorInWords(metadata.metrics) : '-',
    metadata ? coverageInWords(metadata.metrics) : '-',
  ]);
  return alignColumns([HEADINGS, ...rows], { isLeft: (column) => column < 5 }).join('\n');
}

function stateOf({ serving, promotedAt }: Pick<ListedModel, 'serving' | 'promotedAt'>): string {
  if (serving) return 'serves';
  return promotedAt ? 'served' : 'kept';
}
