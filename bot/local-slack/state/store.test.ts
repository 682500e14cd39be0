import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { WebClient } from '@slack/web-api';
import { SERVER_LIMITS } from '../limits.ts';
import type { LocalSlack } from '../server.ts';
import { startTestSlack } from '../test-app.ts';

const clientOf = (slack: LocalSlack) =>
  new WebClient(slack.botToken, { slackApiUrl: slack.slackApiUrl });

describe('a workspace on disk', () => {
  let directory: string;
  let storePath: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'local-slack-'));
    storePath = join(directory, 'slack.json');
  });
  after(() => rm(directory, { recursive: true }));

  test('outlives a restart: messages can be updated, files be shown', async () => {
    const first = await startTestSlack({ storePath });
    const { ts = '' } = await clientOf(first).chat.postMessage({ channel: 'C1', text: 'working' });
    await clientOf(first).chat.postEphemeral({ channel: 'C1', user: 'UBOB', text: 'psst' });
    const file = Buffer.from('png bytes');
    const uploaded = await clientOf(first).filesUploadV2({ file, filename: 'chart.png' });
    const id = uploaded.files[0]?.files?.[0]?.id;
    await first.close();

    const second = await startTestSlack({ storePath });
    await clientOf(second).chat.update({ channel: 'C1', ts, text: 'done' });
    const [message, ...rest] = second.workspace.messages.inChannel('C1');
    assert.equal(message?.text, 'done');
    assert.deepEqual(rest, []);
    const shown = await fetch(`${second.url}/files/${id}/chart.png`);
    assert.equal(await shown.text(), 'png bytes');
    const later = await clientOf(second).chat.postMessage({ channel: 'C1', text: 'next' });
    assert.ok(Number(later.ts) > Number(ts));
    await second.close();
  });

  test('keeps the bytes of the newest files and of no others', async () => {
    const slack = await startTestSlack({ storePath });
    const { files } = slack.workspace;
    const ids = Array.from({ length: SERVER_LIMITS.storedFiles + 1 }, (_, index) => {
      const file = files.registerUpload({ name: `${index}.txt`, size: 1, altText: '' });
      files.receive(file, Buffer.from('x'));
      files.complete(file, file.name);
      return file.id;
    });
    await slack.close();
    const stored = await readdir(`${storePath}.files`);
    assert.deepEqual(stored.toSorted(), ids.slice(1).toSorted());
  });

  test('starts empty where it is damaged, and keeps the damaged file', async () => {
    await writeFile(storePath, '{"version":1,"messages":[{"type":"mess');
    const slack = await startTestSlack({ storePath });
    assert.deepEqual(slack.workspace.messages.all(), []);
    await slack.close();
    const kept = (await readdir(directory)).filter((name) => name.includes('.damaged-'));
    assert.equal(kept.filter((name) => !name.endsWith('.files')).length, 1);
    const [files = ''] = kept.filter((name) => name.endsWith('.files'));
    assert.equal((await readdir(join(directory, files))).length, SERVER_LIMITS.storedFiles);
  });
});
