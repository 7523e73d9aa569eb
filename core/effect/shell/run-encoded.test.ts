import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());
const encoded = Buffer.from('Get-Content a', 'utf16le').toString('base64');
const READ = 'shell.opaque (text that was hidden by encoding it), file.read a';
const OPAQUE = /shell\.opaque \(an option that can run or load anything\)/;

describe('A command that PowerShell is given in base64 is read', () => {
  for (const option of [
    '-EncodedCommand',
    '-enc',
    '-e',
    '-ec',
    '/EncodedCommand',
    '-NoProfile -E',
    '-NoP -W Hidden -enc',
  ])
    test(option, () => assert.equal(effectsOf(`pwsh ${option} ${encoded}`), READ));
});

test('what is not base64 of text stays opaque', () => {
  assert.match(effectsOf('pwsh -enc a'), OPAQUE);
});

test('without a command there is nothing to read', () => {
  assert.equal(effectsOf('pwsh -c "Get-Content a"'), 'file.read a');
  assert.doesNotMatch(effectsOf('pwsh -enc'), /hidden/);
});

/** Command lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['powershell -ExecutionPolicy Bypass -Command Get-Content a', 'file.read a'],
  ['powershell -EP bypass -noni -CO Get-Content a', 'file.read a'],
  ['powershell Get-Content a', 'file.read a'],
  ['powershell Remove-Item -Recurse -Force b', 'file.delete b'],
  ['pwsh x.ps1 -Recurse', 'file.read x.ps1, process.run pwsh x.ps1'],
  ['pwsh ./x y', 'file.read x, process.run pwsh ./x'],
  ['pwsh Remove-Item -Recurse b', 'file.delete b'],
  ['pwsh -NoLogo -File x.ps1 y', 'file.read x.ps1, process.run pwsh x.ps1'],
  ['pwsh -zzz -c "Get-Content a"', 'file.read a'],
  ['pwsh -wd /tmp -c "Get-Content a"', 'file.read /tmp/a'],
  ['pwsh -NoExit -wd', 'shell.opaque (it runs what it reads from its input)'],
  ['echo "Get-Content a" | powershell -c -', 'file.read a'],
];

describe('Parameters of PowerShell mean the same cut short, in any case, and without -Command', () => {
  for (const [line, effects] of LINES) test(line, () => assert.equal(effectsOf(line), effects));
});
