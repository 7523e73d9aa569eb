import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { GuestChannel } from './guest-channel.ts';
import { decodeValues, encodeFrame, encodeValues, type Frame, FrameReader, MAX_FRAME_BYTES } from './guest-frames.ts';

const frames = fc.array(
  fc.record(
    { kind: fc.constantFrom('R', 'x', 'D'), number: fc.nat(0xffffffff), body: fc.uint8Array({ maxLength: 60 }) },
    { noNullPrototype: true },
  ),
  { maxLength: 12 },
);

test('puts frames together, however they come in pieces', () => {
  fc.assert(
    fc.property(frames, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }), (sent, sizes) => {
      const bytes = Buffer.concat(sent.map((frame) => encodeFrame(frame)));
      const reader = new FrameReader();
      const got: Frame[] = [];
      for (let at = 0, index = 0; at < bytes.length; index += 1) {
        const size = sizes[index % sizes.length] ?? 1;
        got.push(...(reader.take(bytes.subarray(at, at + size)) ?? assert.fail('refused')));
        at += size;
      }
      assert.deepEqual(
        got.map(({ kind, number, body }) => ({ kind, number, body: new Uint8Array(body) })),
        sent,
      );
    }),
  );
});

test('reads back every list of values, and refuses a body that is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 8 }), (values) => {
      const body = encodeValues(values);
      assert.deepEqual(
        decodeValues(body)?.map((value) => new Uint8Array(value)),
        values,
      );
      if (body.length > 0) assert.equal(decodeValues(body.subarray(0, -1)), null);
    }),
  );
});

test('ends a channel on which a guest announces too much, too little or what nobody expects', async () => {
  const tooLong = Buffer.alloc(16);
  tooLong.writeUInt32BE(MAX_FRAME_BYTES + 1);
  const tooShort = Buffer.from([0, 0, 0, 4, 1, 2, 3, 4, 5]);
  const unknown = encodeFrame({ kind: '?', number: 1, body: Buffer.from('x') });
  for (const bytes of [tooLong, tooShort, unknown]) {
    const stream = new PassThrough();
    const channel = new GuestChannel(stream);
    channel.listen(['o'], () => undefined);
    stream.push(bytes);
    await channel.closed;
    assert.equal(channel.isOpen, false);
  }
});
