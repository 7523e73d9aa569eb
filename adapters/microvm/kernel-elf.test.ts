import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { decodeLz4 } from './decode-lz4.ts';
import { kernelElf } from './kernel-elf.ts';
import { findMachinery } from './machinery.ts';
import { TEST_FOLDER } from './testing/microvm-under-test.ts';

const ELF = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46]), Buffer.from('the rest of a kernel')]);

function imageOf(packed: Buffer, sizeBytes: number = ELF.length): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(sizeBytes);
  const setup = Buffer.alloc(1024);
  setup[0x1f1] = 1;
  setup.writeUInt32LE(0x53726448, 0x202);
  setup.writeUInt32LE(0, 0x248);
  setup.writeUInt32LE(packed.length + 4, 0x24c);
  return Buffer.concat([setup, packed, size]);
}

/** Literals only, as one block of the legacy framing. */
function lz4Of(bytes: Buffer): Buffer {
  const block = Buffer.concat([Buffer.from([0xf0, bytes.length - 15]), bytes]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(block.length);
  return Buffer.concat([Buffer.from([0x02, 0x21, 0x4c, 0x18]), length, block]);
}

test('finds the kernel in images of each packing, and leaves one that is not packed', () => {
  for (const image of [imageOf(gzipSync(ELF)), imageOf(zstdCompressSync(ELF)), imageOf(lz4Of(ELF)), ELF])
    assert.deepEqual(kernelElf(image), ELF);
});

test('refuses what is no image, is packed otherwise, is damaged or claims another size', () => {
  const xz = Buffer.concat([Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), Buffer.alloc(40)]);
  assert.throws(() => kernelElf(Buffer.alloc(2000)), /found no Linux image/);
  assert.throws(() => kernelElf(imageOf(xz)), /want gzip, zstd or LZ4/);
  assert.throws(() => kernelElf(imageOf(gzipSync(ELF), 0)), /found a size of 0 bytes/);
  assert.throws(() => kernelElf(imageOf(lz4Of(ELF), 500)), /damaged/);
  assert.throws(() => kernelElf(imageOf(gzipSync(Buffer.from('no kernel')), 9)), /no ELF file/);
});

test('copies of what was just written repeat it', () => {
  const block = Buffer.from([0x2a, 0x61, 0x62, 2, 0, 0x00]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(block.length - 1);
  const packed = Buffer.concat([length, block.subarray(0, 5)]);
  assert.equal(decodeLz4(packed, 16).toString(), 'ab'.repeat(8));
});

test('damaged data is refused, and nothing is read or written beside it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(300), (bytes, sizeBytes) => {
      try {
        assert.equal(decodeLz4(Buffer.from(bytes), sizeBytes).length, sizeBytes);
      } catch (error) {
        assert.match(String(error), /the data is damaged/);
      }
    }),
  );
});

test('unpacks the kernel that guests are started with', (t) => {
  const found = findMachinery(TEST_FOLDER);
  if ('missing' in found) return t.skip(found.missing.join('; '));
  const kernel = kernelElf(readFileSync(found.kernel.image));
  assert.ok(kernel.length > 10_000_000);
  assert.ok(kernel.includes('Linux version'));
});
