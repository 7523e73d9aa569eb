import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { isOwnAddress } from './own-address.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

const OWN = [
  'localhost',
  'localhost:3000',
  '127.0.0.1',
  '127.0.0.1:80',
  '::1',
  '[::1]',
  '[::1]:80',
  'tcp://localhost:1',
];
const OTHERS = [
  '',
  '0.0.0.0',
  '::',
  ':8000',
  '8000',
  '127.1',
  '127.0.0.1.example.com',
  '127.0.0.x',
  'localhost:x',
  'a::1',
];

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['vite --host', 'net.connect vite, process.run vite --host'],
  ['vite --host 127.0.0.1', 'process.run vite --host 127.0.0.1'],
  ['vite --host=0.0.0.0', 'net.connect vite 0.0.0.0, process.run vite --host=0.0.0.0'],
  ['next dev -H 0.0.0.0', 'net.connect next dev, process.run next dev -H 0.0.0.0, file.read 0.0.0.0'],
  ['uvicorn a:b --host localhost', 'process.run uvicorn a:b --host localhost'],
  ['python3 -m http.server', 'net.connect http.server'],
  ['python3 -m http.server --bind 127.0.0.1', 'file.read python3 -m http.server --bind 127.0.0.1'],
  ['python3 -m http.server --bind 10.0.0.1', 'net.connect http.server 10.0.0.1'],
];

describe('The address of a server', () => {
  test('is its machine’s own for the names and numbers of that alone', () => {
    assert.deepEqual(
      OWN.filter((address) => !isOwnAddress(address)),
      [],
    );
    assert.deepEqual(OTHERS.filter(isOwnAddress), []);
  });

  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
