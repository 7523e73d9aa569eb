import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { FirstBytesReader, readFirstBytes } from './client-hello.ts';
import { clientHello } from './testing/client-hello.ts';

describe('The first bytes of a tunnel', () => {
  test('are a hello that names its server', () => {
    assert.deepEqual(readFirstBytes(clientHello({ names: ['a.example'] })), {
      kind: 'tls',
      serverName: 'a.example',
      isEncrypted: false,
      protocols: null,
    });
    assert.deepEqual(readFirstBytes(clientHello({ names: ['a.example'], isEncrypted: true })), {
      kind: 'tls',
      serverName: 'a.example',
      isEncrypted: true,
      protocols: null,
    });
    assert.deepEqual(readFirstBytes(clientHello()), {
      kind: 'tls',
      serverName: null,
      isEncrypted: false,
      protocols: null,
    });
  });

  test('say what is to be spoken inside, where that can be read', () => {
    const offered = (...bytes: readonly number[]) => {
      const found = readFirstBytes(clientHello({ more: [{ type: 16, data: Uint8Array.from(bytes) }] }));
      return found.kind === 'tls' ? found.protocols : found.kind;
    };
    const h2 = [2, 0x68, 0x32];
    assert.deepEqual(offered(0, 3, ...h2), ['h2']);
    assert.deepEqual(offered(0, 5, ...h2, 1, 0x78), ['h2', 'x']);
    for (const broken of [[], [0], [0, 0], [0, 9, ...h2], [0, 3, ...h2, 0], [0, 3, 9, 0x68, 0x32]])
      assert.equal(offered(...broken), null, String(broken));
  });

  test('are the same hello in however many records and pieces', () => {
    for (const recordBytes of [12, 16, 40, 100]) {
      const whole = clientHello({ names: ['a.example'], recordBytes });
      assert.deepEqual(readFirstBytes(whole), {
        kind: 'tls',
        serverName: 'a.example',
        isEncrypted: false,
        protocols: null,
      });
      for (let length = 0; length < whole.length; length++)
        assert.equal(readFirstBytes(whole.subarray(0, length)).kind, 'incomplete', `${recordBytes} ${length}`);
    }
  });

  test('are no hello in more records than anybody sends', () => {
    assert.deepEqual(readFirstBytes(clientHello({ names: ['a.example'], recordBytes: 1 })), { kind: 'other' });
    const reader = new FirstBytesReader();
    for (const unit of [1, 0, 100, ...Array.from({ length: 13 }, () => 0)])
      assert.equal(reader.take(Uint8Array.of(22, 3, 3, 0, 1, unit)).kind, 'incomplete');
    assert.equal(reader.take(Uint8Array.of(22)).kind, 'other');
  });

  test('cost the same work in pieces of one byte as in one, and no more than a few times their number', () => {
    const whole = clientHello({ names: ['a.example'], more: [{ type: 21, data: Buffer.alloc(60_000) }] });
    const atOnce = new FirstBytesReader();
    const slowly = new FirstBytesReader();
    assert.equal(atOnce.take(whole).kind, 'tls');
    for (const unit of whole) slowly.take(Uint8Array.of(unit));
    assert.equal(slowly.take(new Uint8Array()).kind, 'tls');
    assert.equal(slowly.workDone, atOnce.workDone);
    assert.ok(slowly.workDone <= 2 * whole.length, String(slowly.workDone));
  });

  test('are no hello where it names two servers, or a name that is none', () => {
    const two = Buffer.from([0, 10, 0, 0, 2, 97, 98, 0, 0, 2, 99, 100]);
    const hellos = [
      clientHello({ names: ['a.example', 'b.example'] }),
      clientHello({ names: [''] }),
      clientHello({ names: ['a\0.example'] }),
      clientHello({ more: [{ type: 0, data: two }] }),
      clientHello({ more: [{ type: 0, data: Buffer.from([0, 4, 1, 0, 1, 97]) }] }),
    ];
    for (const hello of hellos) assert.deepEqual(readFirstBytes(hello), { kind: 'other' });
  });

  test('are no hello where lengths do not agree, or something else is in the record', () => {
    const broken = clientHello({ names: ['a.example'] });
    broken.writeUInt16BE(broken.readUInt16BE(broken.length - 20) + 7, 5 + 4 + 34 + 33 + 4 + 2);
    for (const bytes of [
      broken,
      Buffer.from([22, 2, 0, 0, 1, 1]),
      Buffer.from([22, 3, 1, 0, 0]),
      Buffer.from([22, 3, 1, 0, 1, 2]),
      Buffer.from([22, 3, 1, 255, 255]),
    ])
      assert.equal(readFirstBytes(bytes).kind, 'other');
  });

  test('are an HTTP request, or something else', () => {
    const kinds = ['GET ', 'M-SEARCH ', 'GET', '', 'get ', 'SSH-2.0-x', ' GET', 'A'.repeat(30), '\x80'].map(
      (text) => readFirstBytes(Buffer.from(text, 'latin1')).kind,
    );
    assert.deepEqual(kinds, ['http', 'http', 'incomplete', 'incomplete', 'other', 'other', 'other', 'other', 'other']);
  });

  test('are read without throwing, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isTls) => {
        const input = isTls ? Buffer.concat([Buffer.from([22, 3, 1, 0, 100, 1, 0, 0, 90]), bytes]) : bytes;
        assert.equal(typeof readFirstBytes(input).kind, 'string');
      }),
      { numRuns: 3_000 },
    );
  });
});
