import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../core/encoding/json.ts';
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

const PASSWORD = ['q7Hd92kLm', 'Zx81Vt4'].join('');
const KEY_ID = ['AKIA', 'QYLPMN5HFIQR7XYA'].join('');
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const redactedText = (value: object) => JSON.stringify(redactResult(value as JsonObject));

test('takes out what only the name of its member says to be secret, in results and in log lines', () => {
  for (const member of [
    { db_password: PASSWORD },
    { db_password: [PASSWORD] },
    { deep: [{ 'db-password': PASSWORD }] },
    { name: 'DB_PASSWORD', value: PASSWORD },
  ]) {
    assert.equal(redactedText({ content: [], structuredContent: member }).includes(PASSWORD), false);
    assert.equal(redactedText({ level: 'info', data: member }).includes(PASSWORD), false);
  }
  const result = { note: PASSWORD, password: 'the word you chose', nextCursor: PASSWORD };
  assert.equal(redactResult(result), result);
});

test('takes secrets out of the names of members, and keeps two members two', () => {
  const redacted = redactResult({ structuredContent: { [TOKEN]: 1, [`${TOKEN} `]: 2, [`x ${TOKEN}`]: 3 } });
  assert.equal(JSON.stringify(redacted).includes(TOKEN), false);
  assert.deepEqual(Object.values(redacted['structuredContent'] as object), [1, 2, 3]);
});

test('takes bytes for bytes only where a block of content holds them', () => {
  for (const value of [
    { structuredContent: { data: KEY_ID } },
    { structuredContent: { type: 'image', data: KEY_ID } },
    { content: [{ type: 'text', text: '', data: KEY_ID }] },
    { content: [{ type: 'image', data: KEY_ID }] },
    { contents: [{ blob: KEY_ID }] },
    { level: 'info', data: KEY_ID },
  ]) {
    assert.equal(redactedText(value).includes(KEY_ID), false);
  }
});

test('takes secrets out of files in base64 that are text, and leaves other bytes alone', () => {
  const secret = base64(`GITHUB_TOKEN=${TOKEN}\n`);
  const resource = { uri: 'x://y', mimeType: 'text/plain', blob: secret };
  for (const value of [
    { contents: [resource] },
    { content: [{ type: 'resource', resource }] },
    { messages: [{ role: 'user', content: { type: 'resource', resource } }] },
    { content: [{ type: 'image', data: secret, mimeType: 'image/png' }] },
  ]) {
    assert.equal(redactedText(value).includes(secret), false);
  }
  const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 254]).toString('base64');
  const picture = { content: [{ type: 'image', data: bytes, mimeType: 'image/png' }] };
  assert.equal(redactResult(picture), picture);
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
