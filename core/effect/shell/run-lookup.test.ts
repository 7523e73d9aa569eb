import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['dig example.com MX', 'net.connect example.com'],
  ['dig +short txt example.com @192.0.2.1', 'net.connect example.com, net.connect 192.0.2.1'],
  ['dig in a', 'file.read dig in a'],
  ['drill example.com', 'net.connect example.com'],
];

describe('A question to the domain name system', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
