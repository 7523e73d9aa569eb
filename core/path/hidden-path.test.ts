import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hidesPath } from './hidden-path.ts';

/** Ways to write two dots, and a slash, that one decoder or another takes. */
const DOTS = [
  '%2e%2e',
  '.%2e',
  '%252e%252e',
  '%%32%65%%32%65',
  '%u002e%u002e',
  '%c0%ae%c0%ae',
  '0x2e0x2e',
  '%uff0e%uff0e',
];
const SLASHES = ['/', '%2f', '%5c', '%252f', '%c0%af', '%u2215', '%uEFC8', '%c1%pc', '%bg%qf', '0x2f', '0x5c'];

describe('A way out is found', () => {
  for (const dots of DOTS) {
    for (const slash of SLASHES) {
      test(`in ${dots}${slash}etc`, () => assert.equal(hidesPath(`a/${dots}${slash}etc`), true));
    }
  }
  const others = [
    '%2fetc%2fpasswd',
    '%43:%5cx',
    'a%00.png',
    'a%0ab',
    '%2egit%2fconfig',
    '.gi%74/x',
    '..%5cx',
    '..0x2fx',
  ];
  for (const path of others) test(`in ${path}`, () => assert.equal(hidesPath(path), true));
});

describe('Nothing is hidden', () => {
  const plain = [
    'a.ts',
    'a%20b',
    '@scope%2fname.json',
    '100%.md',
    '%5Bslug%5D.tsx',
    '0x2f.json',
    '0x.md',
    'x%2e%2ey',
    '..a%20b',
  ];
  for (const path of plain) test(`in ${path}`, () => assert.equal(hidesPath(path), false));
});
