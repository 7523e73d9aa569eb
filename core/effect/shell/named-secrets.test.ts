import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and whether handing the name of a secret to code that nobody has read counts as reading it. */
const LINES: readonly (readonly [string, boolean])[] = [
  ['./a ~/.ssh/id_rsa', true],
  ['python a.py ~/.aws/credentials', true],
  ['npm run a -- --key=$HOME/.ssh/id_rsa', true],
  ['a.sh ~/.ssh', true],
  ['make; touch /tmp/a; ./b ~/.netrc', true],
  ['./a ~/notes', false],
  ['./a .env', false],
  ['./a b=/c', false],
];

describe('The name of a secret in the words of code that nobody has read', () => {
  for (const [line, isRead] of LINES)
    test(line, () => assert.equal(effectsOf(line).includes('secret.read'), isRead, effectsOf(line)));
});
