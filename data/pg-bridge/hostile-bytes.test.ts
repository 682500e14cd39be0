import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import type pg from 'pg';
import { type TestBridge, testBridge } from './test-bridge.ts';

const STARTUP = startup(196608, 'user\0anyone\0\0');

function startup(code: number, rest: string): Buffer {
  const body = Buffer.from(rest);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(code, 4);
  return Buffer.concat([head, body]);
}

function message(type: string, body: Buffer, length = body.length + 4): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(length, 1);
  return Buffer.concat([head, body]);
}

/** What the bridge answers to bytes after which the client says no more. */
async function answerTo(bytes: Buffer, { port }: TestBridge): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.end(bytes);
  return buffer(socket).catch(() => Buffer.alloc(0));
}

test('no bytes of a stranger bring the bridge down', async (t) => {
  const bridge = await testBridge(t);
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
  const letter = fc.constantFrom(...'QPBDECSHXpdf\0\xff');
  const broken = fc.oneof(
    bytes,
    bytes.map((rest) => Buffer.concat([STARTUP, rest])),
    fc.tuple(letter, bytes).map(([type, body]) => Buffer.concat([STARTUP, message(type, body)])),
    fc
      .tuple(letter, bytes, fc.integer())
      .map(([type, body, length]) => Buffer.concat([STARTUP, message(type, body, length | 0)])),
    fc.nat(STARTUP.length - 1).map((length) => STARTUP.subarray(0, length)),
    fc.constantFrom(
      startup(80877103, ''),
      startup(80877104, ''),
      startup(80877102, 'x'),
      startup(131072, ''),
    ),
  );
  await fc.assert(
    fc.asyncProperty(broken, async (sent) => void (await answerTo(sent, bridge))),
    {
      numRuns: 150,
    },
  );
  assert.equal((await (await bridge.connect()).query('SELECT 1')).rowCount, 1);
});

test('no message of a client that has logged in brings the bridge down', async (t) => {
  const bridge = await testBridge(t);
  const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
  const sql = fc.constantFrom('SELECT 1\0', 'SELECT $1\0', "SELECT 'a\0b'\0", 'SELECT 1', '\0');
  const body = fc.oneof(
    bytes,
    sql.map((text) => Buffer.from(text)),
    fc.tuple(sql, bytes).map(([text, rest]) => Buffer.concat([Buffer.from(`\0${text}`), rest])),
  );
  const sent = fc.array(fc.tuple(fc.constantFrom(...'QPBDECSHf'), body), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(sent, async (messages) => {
      const client = await bridge.connect();
      const { stream } = (
        client as unknown as { connection: { stream: import('node:net').Socket } }
      ).connection;
      stream.removeAllListeners('data');
      stream.resume();
      for (const [type, part] of messages) stream.write(message(type, part));
      stream.end(message('X', Buffer.alloc(0)));
      if (!stream.closed) await once(stream, 'close');
    }),
    { numRuns: 60 },
  );
  assert.equal((await (await bridge.connect()).query('SELECT 1')).rowCount, 1);
});

test('a NUL, a text that is not UTF-8 and a message too long are refused', async (t) => {
  const bridge = await testBridge(t, { messageBytes: 5000 });
  const client = await bridge.connect();
  await assert.rejects(client.query('SELECT word FROM word WHERE word = $1', ['a\0b']), {
    code: '22021',
  });
  await assert.rejects(rawQuery(client, Buffer.from("SELECT '\xff'\0", 'latin1')), {
    code: '22021',
  });
  await assert.rejects(rawQuery(client, Buffer.from("SELECT 'a\0b'\0")), { code: '08P01' });
  const other = await bridge.connect();
  await assert.rejects(other.query(`SELECT '${'x'.repeat(6000)}'`), { code: '08P01' });
});

/** Sends a Query message with a body that the client would not make. */
function rawQuery(client: pg.Client, body: Buffer): Promise<unknown> {
  const inner = client as unknown as {
    connection: { query(text: string): void; stream: { write(bytes: Buffer): void } };
  };
  inner.connection.query = () => inner.connection.stream.write(message('Q', body));
  return client.query('replaced').finally(() => Reflect.deleteProperty(inner.connection, 'query'));
}
