import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMarkedInline } from './allowed-secret.ts';

function isMarked(text: string, kind = 'github-token'): boolean {
  return isMarkedInline(text, { kind, end: text.indexOf('KEY') + 3 });
}

test('A line asks for leave for the kinds that it names', () => {
  assert.ok(isMarked('x = "KEY" // countersign:allow-secret github-token'));
  assert.ok(isMarked('a\nKEY # countersign:allow-secret npm-token, github-token, x\nb'));
  assert.ok(isMarked('countersign:allow-secret github-token\r KEY'.replace('\r', ' ')));
  assert.ok(isMarked('KEY # countersign:allow-secret github-token\r\n'));
});

test('Another line, another kind, or half the words ask for nothing', () => {
  assert.ok(!isMarked('// countersign:allow-secret github-token\nKEY'));
  assert.ok(!isMarked('KEY\n// countersign:allow-secret github-token'));
  assert.ok(!isMarked('KEY // countersign:allow-secret npm-token'));
  assert.ok(!isMarked('KEY // allow-secret github-token'));
  assert.ok(!isMarked(`countersign:allow-secret github-token ${'x'.repeat(3_000)} KEY`));
});
