import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { openLineChannel } from './line-channel.ts';
import type { Incoming } from './rpc.ts';

async function open(maxLineBytes: number) {
  const input = new PassThrough();
  const received: Incoming[] = [];
  const closed: string[] = [];
  const channel = openLineChannel({ input, output: new PassThrough(), maxLineBytes });
  await channel.start({ received: (message) => received.push(message), closed: (reason) => closed.push(reason) });
  const settle = () => new Promise((done) => setImmediate(done));
  return { input, received, closed, settle };
}

test('reads messages however the bytes are cut, also in the middle of a character', async () => {
  const { input, received, settle } = await open(1_000);
  const bytes = Buffer.from('{"jsonrpc":"2.0","method":"é"}\r\n\n{"jsonrpc":"2.0","id":1,"result":{"n":1.0}}\n');
  for (const byte of bytes) input.write(Buffer.from([byte]));
  await settle();
  assert.deepEqual(received[0], { kind: 'notification', call: { method: 'é', params: {} } });
  assert.equal(received[1]?.kind === 'result' && received[1].answer.text, '{"n":1.0}');
  assert.equal(received.length, 2);
});

test('closes at a line that is too long, and reads nothing behind it', async () => {
  const { input, received, closed, settle } = await open(40);
  input.write(`{"jsonrpc":"2.0","method":"a"}\n${'x'.repeat(41)}\n{"jsonrpc":"2.0","method":"b"}\n`);
  await settle();
  assert.equal(received.length, 1);
  assert.deepEqual(closed, ['found a line of more than 40 bytes']);
});

test('hands on what is no message as an invalid one', async () => {
  const { input, received, settle } = await open(1_000);
  input.write('hello\n[]\n{"jsonrpc":"2.0","id":{},"method":"x"}\n{"jsonrpc":"1.0","id":7,"method":"x"}\n');
  await settle();
  assert.deepEqual(
    received.map((message) => [message.kind, message.kind === 'invalid' ? message.id : 0]),
    [
      ['invalid', null],
      ['invalid', null],
      ['invalid', null],
      ['invalid', 7],
    ],
  );
});

test('closes when the other side leaves too much unread', async () => {
  const closed: string[] = [];
  const output = new PassThrough();
  const channel = openLineChannel({ input: new PassThrough(), output, maxUnreadBytes: 1_000_000 });
  await channel.start({ received: () => {}, closed: (reason) => closed.push(reason) });
  const params = { data: 'x'.repeat(100_000) };
  for (let count = 0; count < 40; count++) channel.send({ kind: 'notification', call: { method: 'm', params } });
  assert.deepEqual(closed, ['the other side leaves more than 1000000 bytes unread']);
  assert.ok(output.destroyed);
});
