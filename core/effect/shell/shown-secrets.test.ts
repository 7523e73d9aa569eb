import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

const READING = [
  'env',
  'env A=1',
  'env | sort',
  'printenv',
  'printenv -0',
  'set',
  'export',
  'export -p',
  'declare -p',
  'declare -x',
  'typeset',
  'ps auxe',
  'env | grep -v PATH',
  'env | grep KEY',
  'env | grep P',
  'env | grep',
  'env | grep PATH f',
  'env | grep "$x"',
  'env | grep "a$x"',
  'env | sed -n p',
  'env | { grep PATH; }',
  'printenv API_KEY',
  'printenv GH_PAT',
  'echo "$GITHUB_TOKEN"',
  'printf %s $GITHUB_TOKEN',
  'echo "$GITHUB_TOKEN" | cat',
  'echo "$(echo "$GITHUB_TOKEN")"',
];

const HARMLESS = [
  'env | grep PATH',
  'env | grep -i ^node',
  'printenv | rg HOME=',
  'set | grep PATH',
  'export -p | grep PATH',
  'ps auxe | grep PATH',
  'env -i',
  'env -',
  'env --ignore-environment',
  'env --help',
  'env --version',
  'printenv HOME',
  'set -e',
  'declare -p x',
  'declare -x x',
  'readonly -p',
  'local -p',
  'ps aux',
  'ps -ef',
  'ps',
  'echo "$HOME"',
  'echo "${GITHUB_TOKEN:+set}"',
  'GITHUB_TOKEN=a; echo "$GITHUB_TOKEN"',
  'echo "$GIT_AUTHOR_NAME"',
  'ls "$GITHUB_TOKEN"',
];

describe('Printing secrets of the environment is reading secrets', () => {
  for (const line of READING) test(line, () => assert.match(effectsOf(line), /secret\.read/));
});

describe('Printing one that is none is not', () => {
  for (const line of HARMLESS) test(line, () => assert.doesNotMatch(effectsOf(line), /secret\.read/));
});

test('what goes into a file is not shown', () => {
  assert.equal(effectsOf('echo "$GITHUB_TOKEN" > a'), 'file.write a');
});
