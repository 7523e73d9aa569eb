import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());
const encoded = Buffer.from('Get-Content a', 'utf16le').toString('base64');
const READ = 'shell.opaque (text that was hidden by encoding it), file.read a';
const OPAQUE = /shell\.opaque \(an option that can run or load anything\)/;

describe('A command that PowerShell is given in base64 is read', () => {
  for (const option of ['-EncodedCommand', '-enc', '-e', '-ec', '/EncodedCommand', '-NoProfile -E'])
    test(option, () => assert.equal(effectsOf(`pwsh ${option} ${encoded}`), READ));
});

test('what is not base64 of text stays opaque', () => {
  assert.match(effectsOf('pwsh -enc a'), OPAQUE);
});

test('without a command there is nothing to read', () => {
  assert.equal(effectsOf('pwsh -c "Get-Content a"'), 'file.read a');
  assert.doesNotMatch(effectsOf('pwsh -enc'), /hidden/);
});
