import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safeModeStatement, signedSafeModeText } from './safe-mode-statement.ts';

const QUESTION = { nonce: '0'.repeat(32), origin: 'a.log', createdAtMs: 1, expiresAtMs: 300_001 };
const EXIT = { approver: 'human:anna', keyId: 'k1', reason: 'the host was looked at' };

test('states what would be ended, of which gateway and until when, on one line', () => {
  assert.equal(
    safeModeStatement(QUESTION),
    `{"change":"leave-safe-mode","created_at_ms":1,"expires_at_ms":300001,"log":"a.log","nonce":"${'0'.repeat(32)}"}`,
  );
});

test('signs four lines, whatever stands in the names and the reason', () => {
  const texts = [
    EXIT,
    { ...EXIT, reason: 'two\nlines' },
    { ...EXIT, approver: 'human:anna" "k1' },
    { ...EXIT, approver: 'human:a\nb', keyId: '' },
  ].map((exit) => signedSafeModeText(safeModeStatement(QUESTION), exit));
  for (const text of texts) {
    assert.equal(text.split('\n').length, 4);
    assert.ok(text.startsWith('countersign-safe-mode/v1\n'));
  }
  assert.equal(new Set(texts).size, texts.length);
});

test('signs another text for another question, gateway or time', () => {
  const questions = [
    QUESTION,
    { ...QUESTION, nonce: '1'.repeat(32) },
    { ...QUESTION, origin: 'b.log' },
    { ...QUESTION, expiresAtMs: 2 },
    { ...QUESTION, createdAtMs: 2 },
  ];
  assert.equal(new Set(questions.map((question) => signedSafeModeText(safeModeStatement(question), EXIT))).size, 5);
});
