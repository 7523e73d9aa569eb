import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './shell/testing/effects-of-line.ts';

const parseShell = await openShellParser();

/** Lines of other shells, and what they do. */
const LINES: readonly (readonly ['powershell' | 'cmd', string, string])[] = [
  ['powershell', 'Get-Content a', 'file.read a'],
  ['powershell', 'Remove-Item a', 'file.delete a'],
  ['powershell', 'Invoke-Unknown x', 'shell.opaque (powershell code that is not understood)'],
  ['powershell', 'rm -rf /', 'file.delete /, secret.read /, floor.wipe'],
  ['cmd', 'type a', 'file.read a'],
  ['cmd', 'del a', 'file.delete a'],
  ['cmd', 'hidden-tool x', 'shell.opaque (cmd code that is not understood), unknown hidden-tool x'],
  ['cmd', 'reboot', 'shell.opaque (cmd code that is not understood), service.change reboot, floor.power'],
];

describe('Text of another shell', () => {
  for (const [language, line, effects] of LINES) {
    test(`${language}: ${line}`, () => assert.equal(effectsOfLine(parseShell, language)(line), effects));
  }
});
