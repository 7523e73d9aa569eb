import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatewayError } from '../../application/gateway-error.ts';
import { PROBLEM_CODES } from '../../sdk/problem.ts';
import { problemAnswer, problemOf, refusalOf } from './answer.ts';
import { ERROR_ANSWERS } from './error-status.ts';
import { problemSchema } from './schema/operation-schema.ts';

test('has a status for every code the SDK knows, and no other', () => {
  assert.deepEqual(Object.keys(ERROR_ANSWERS).toSorted(), [...PROBLEM_CODES].toSorted());
  for (const { status } of Object.values(ERROR_ANSWERS)) assert.ok(status >= 400 && status <= 507);
});

test('gives every code a body that the schema describes', () => {
  for (const code of PROBLEM_CODES) {
    const body = problemOf({ code, reason: 'do something: found a, want b' }, 'request-1');
    assert.equal(problemSchema.safeParse(body).success, true, code);
  }
});

test('keeps the remedies and problems of a flow, and bounds their number', () => {
  const problem = { path: '$.a', found: 'b', wanted: 'c' };
  const error = new GatewayError('input.invalid', 'read it: no', {
    remedies: ['try'],
    problems: Array.from({ length: 500 }, () => problem),
  });
  const body = problemOf(refusalOf(error), 'request-1');
  assert.deepEqual([body.status, body.remedies, body.problems.length], [422, ['try'], 100]);
});

test('tells when to come back where that helps', async () => {
  const answer = problemAnswer({ code: 'busy', reason: 'full' }, 'request-1');
  assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '1']);
  assert.equal(problemAnswer({ code: 'auth.missing', reason: 'none' }, 'r').headers.get('retry-after'), null);
});

test('shows nothing of an error that no flow foresaw', () => {
  const body = JSON.stringify(problemOf(refusalOf(new Error('password=hunter2')), 'request-1'));
  assert.equal(body.includes('hunter2'), false);
  assert.match(body, /"code":"unavailable"/);
});
