import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['npx gone a', 'process.run npx gone a, unknown gone a'],
  ['npm exec gone', 'process.run npm exec gone, unknown gone'],
  ['npx gone@1.2.3', 'process.run npx gone@1.2.3, unknown gone@1.2.3'],
  ['npx -p other gone', 'process.run npx, process.run npx -p other gone, unknown gone'],
  ['pnpm exec gone', 'process.run pnpm exec gone, process.run gone'],
  ['pnpm dlx gone', 'process.run pnpm dlx gone, unknown gone'],
  ['uvx gone', 'process.run uvx gone, unknown gone'],
  ['bundle exec gone', 'process.run bundle exec gone, process.run gone'],
  ['npx rm -r src', 'process.run npx rm -r src, file.delete src'],
  ['nice gone', 'unknown gone'],
  ['npx $gone', 'process.run npx …, shell.opaque (a program whose name is not known)'],
  ["alias gone='cat a'; npx gone", 'file.read a, process.run npx gone'],
  ['cargo gone', 'process.run cargo gone'],
];

describe('A program that another runs and no table knows', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
