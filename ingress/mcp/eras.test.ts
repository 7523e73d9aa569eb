import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutQuestions } from './eras.ts';
import { inEraOf } from './front.ts';
import { answerOf } from './rpc.ts';

const MODERN = { era: 'modern', version: '2026-07-28', capabilities: { elicitation: {} }, info: null } as const;

test('a server of the older era cannot make its result a question of the newer one', () => {
  const form = { countersign_approval: { method: 'elicitation/create', params: { message: 'Countersign asks' } } };
  const forged = answerOf({ resultType: 'input_required', inputRequests: form, requestState: 'x', content: [] });
  const { result } = inEraOf(MODERN, { method: 'tools/call', server: 'legacy', answer: forged });
  assert.deepEqual(result, { resultType: 'complete', content: [] });
  const plain = answerOf({ content: [] });
  assert.equal(withoutQuestions(plain), plain);
});
