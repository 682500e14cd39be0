import assert from 'node:assert/strict';
import { test } from 'node:test';

import { plainBlocks } from './plain-blocks.ts';

const MARKDOWN = `## Ranges

P10 to **P90** come from
\`CALIBRATION_DAYS\`; see [how](docs/ranges.md) and _History_.

![A chart](chart.png)

- **First**: one,
  two
2. second

| setting | what it does |
| ------- | ------------ |
| \`PORT\`  | where it listens |

\`\`\`sh
npm start

npm test
\`\`\`
The end: <https://example.com/a_b>.
`;

test('paragraphs, items and rows are plain text; headings, pictures and code are left out', () => {
  assert.deepEqual(plainBlocks(MARKDOWN), [
    'P10 to P90 come from CALIBRATION_DAYS; see how and History.',
    'First: one, two',
    'second',
    'PORT: where it listens',
    'The end: https://example.com/a_b.',
  ]);
});
