import assert from 'node:assert/strict';
import { test } from 'node:test';
import decodeQr from 'qr/decode.js';
import { drawQr, showQr } from './draw-qr.ts';

const ADDRESS =
  'otpauth://totp/Countersign:human%3Aoperator?issuer=Countersign&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30';

/** What a camera sees of the lines: four pixels a module. */
function photograph(lines: readonly string[]): {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
} {
  const rows = lines.flatMap((line) => [
    Array.from(line, (half) => half === '▀' || half === '█'),
    Array.from(line, (half) => half === '▄' || half === '█'),
  ]);
  const [height, width] = [rows.length * 4, (rows[0]?.length ?? 0) * 4];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (rows[y >> 2]?.[x >> 2] === true) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { width, height, data };
}

test('draws a code that a reader reads back', () => {
  const lines = drawQr(ADDRESS);
  assert.equal(decodeQr(photograph(lines)), ADDRESS);
  assert.equal(new Set(lines.map(({ length }) => length)).size, 1);
  assert.ok((lines[0]?.length ?? 0) <= 60, `${lines[0]?.length} columns`);
});

test('shows it only where there are colours, and room', () => {
  const shown: string[] = [];
  const show = (drawsProgress: boolean, columns: number): boolean =>
    showQr(
      { drawsProgress, errorOutput: { isTTY: true, columns, write: () => true }, err: (line) => shown.push(line) },
      ADDRESS,
    );
  assert.deepEqual([show(false, 80), show(true, 30), shown.length], [false, false, 0]);
  assert.equal(show(true, 80), true);
  assert.ok(shown.every((line) => line.startsWith('\u001b[30;107m') && line.endsWith('\u001b[39;49m')));
});
