import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseAnswer, postHook } from './post-hook.ts';

const TARGET = {
  address: 'http://127.0.0.1:1',
  lease: null,
  token: 'cs_token',
  waitMs: 1_000,
  agent: 'claude-code',
  event: '',
};

test('reads a verdict with its text, the word end in it or not', () => {
  assert.deepEqual(parseAnswer('0 stdout\n{}\nend\n'), { verdict: 'answer', text: '{}' });
  assert.deepEqual(parseAnswer('2 stderr\na\nend\nb\nend\n'), { verdict: 'block', text: 'a\nend\nb' });
  assert.deepEqual(parseAnswer('2 stderr\n\nend\n'), { verdict: 'block', text: '' });
});

test('takes no part of an answer for the whole of it', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (text, cut) => {
      const whole = `0 stdout\n${JSON.stringify({ text })}\nend\n`;
      assert.equal(parseAnswer(whole).text, JSON.stringify({ text }));
      assert.throws(() => parseAnswer(whole.slice(0, cut % whole.length)), Error);
    }),
  );
});

test('takes nothing else for an answer', () => {
  for (const answer of [
    '',
    'end\n',
    '0 stdout\nend\n',
    '1 stdout\nx\nend\n',
    '0  stdout\nx\nend\n',
    '\n0 stdout\nx\nend\n',
  ]) {
    assert.throws(() => parseAnswer(answer), Error, JSON.stringify(answer));
  }
});

test('sends the token to loopback only', async () => {
  for (const address of [
    'http://10.0.0.1:7391',
    'https://127.0.0.1',
    'http://127.0.0.1.evil.example',
    'file:///etc',
    '',
  ]) {
    await assert.rejects(postHook(Buffer.from('{}'), { ...TARGET, address }), /the address of the gateway is not/);
  }
  await assert.rejects(postHook(Buffer.from('{}'), TARGET), /no gateway answers at http:\/\/127\.0\.0\.1:1/);
});
