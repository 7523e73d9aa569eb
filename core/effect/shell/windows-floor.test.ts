import assert from 'node:assert/strict';
import { test } from 'node:test';
import { floorOfWindowsCommand, isGraveCmdlet } from './windows-floor.ts';

const ruleOf = (name: string, ...texts: readonly (string | null)[]): string | null =>
  floorOfWindowsCommand(name, texts)?.rule ?? null;

test('knows what switches Windows off or formats a disk there', () => {
  assert.equal(ruleOf('Stop-Computer', '-Force'), 'floor.power');
  assert.equal(ruleOf('RESTART-COMPUTER'), 'floor.power');
  assert.equal(ruleOf('Clear-Disk', '-Number', null), 'floor.format');
  assert.equal(ruleOf('format', 'C:', '/q'), 'floor.format');
  assert.equal(ruleOf('format.com', '/y', 'd:'), 'floor.format');
  assert.ok(isGraveCmdlet('Format-Volume'));
});

test('leaves what only tells, and what only has such a name', () => {
  assert.equal(ruleOf('Stop-Computer', '-WhatIf', null), null);
  assert.equal(ruleOf('format', 'src', null, '1:', 'c'), null);
  assert.equal(ruleOf('Get-Disk'), null);
  assert.ok(!isGraveCmdlet('Get-Disk'));
});
