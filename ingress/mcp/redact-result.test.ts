import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redactResult } from './redact-result.ts';
import { reviewFault, reviewResult } from './review-result.ts';
import { answerOf, RpcFault } from './rpc.ts';

const TOKEN = ['ghp', 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2'].join('_');

test('takes secrets out of every text, wherever it stands', () => {
  const result = {
    content: [
      { type: 'text', text: `token ${TOKEN}` },
      { type: 'text', text: 'nothing here' },
    ],
    structuredContent: { deep: [{ token: TOKEN }] },
  };
  const redacted = JSON.stringify(redactResult(result));
  assert.equal(redacted.includes(TOKEN), false);
  assert.match(redacted, /nothing here/);
});

test('takes secrets out of a member named like bytes whose text is not base64', () => {
  const result = { structuredContent: { data: `token ${TOKEN}`, blob: [`token ${TOKEN}`] } };
  assert.equal(JSON.stringify(redactResult(result)).includes(TOKEN), false);
});

test('takes secrets out of the error that a server answers, and hands any other error on', () => {
  const review = { maxBytes: 1_000, redact: redactResult };
  const found = reviewFault(new RpcFault(-32_000, `refused ${TOKEN}`, { sent: TOKEN }), review);
  assert.ok(found instanceof RpcFault);
  assert.equal(found.code, -32_000);
  assert.equal(JSON.stringify([found.message, found.data]).includes(TOKEN), false);
  const clean = new RpcFault(-32_000, 'refused', 'why');
  assert.equal(reviewFault(clean, review), clean);
  const other = new Error(TOKEN);
  assert.equal(reviewFault(other, review), other);
});

test('answers the very same object where there is nothing to take out', () => {
  const result = { content: [{ type: 'image', data: 'AAAA', mimeType: 'image/png' }], n: 1, none: null };
  assert.equal(redactResult(result), result);
});

test('keeps the text of a result in which nothing was found, whatever was asked for', () => {
  const review = { maxBytes: 1_000, redact: redactResult };
  const answer = { result: { content: [] }, text: '{ "content":[] }' };
  assert.equal(reviewResult('tools/call', answer, review).text, '{ "content":[] }');
  for (const method of ['completion/complete', 'foo/bar']) {
    const { result } = reviewResult(method, answerOf({ values: [TOKEN] }), review);
    assert.deepEqual(result, { values: ['[redacted github-token]'] });
  }
});

test('turns a result that is too large into a sentence for the model, and any other answer into an error', () => {
  const review = { maxBytes: 100, redact: redactResult };
  const large = answerOf({ content: [{ type: 'text', text: 'ü'.repeat(90) }] });
  const held = reviewResult('tools/call', large, review).result;
  assert.equal(held['isError'], true);
  assert.match(JSON.stringify(held), /The call did run/);
  assert.throws(() => reviewResult('resources/read', large, review), /at most 100/);
});
