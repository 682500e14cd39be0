import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';

import { stubSlack } from '../../testing/stub-slack.ts';
import { fileSharer } from './share-file.ts';

const FILE = { name: 'chart.png', title: 'Chart', bytes: Buffer.from('png'), comment: 'A chart.' };

/** Shares a file at a Slack of which only the upload of bytes fails. */
async function shareWith(t: TestContext, upload: (response: ServerResponse) => void) {
  const { client } = await stubSlack(t, (method, response, url) => {
    if (method !== 'files.getUploadURLExternal') return upload(response);
    response.end(JSON.stringify({ ok: true, file_id: 'F1', upload_url: `${url}/upload` }));
  });
  return fileSharer(client)({ channel: 'C1', threadTs: '1.1' }, FILE);
}

test('an upload that the network or a failing server ends is worth another try', async (t) => {
  const away = { code: 'unavailable', retryable: true };
  await assert.rejects(
    shareWith(t, (response) => response.destroy()),
    away,
  );
  await assert.rejects(
    shareWith(t, (response) => response.writeHead(502).end()),
    away,
  );
});

test('an upload that is refused says with which status, not that Slack is away', async (t) => {
  const refused = shareWith(t, (response) => response.writeHead(403).end());
  await assert.rejects(refused, /statusCode = 403/);
});
