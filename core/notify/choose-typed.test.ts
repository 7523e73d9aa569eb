import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ApprovalAnswer, ApprovalRequest } from '../approval/approval.ts';
import { chooseTyped, type ShownHere, type TypedAnswer } from './choose-typed.ts';

const NOW = 1_000_500;

function shown(id: string, changes: Partial<ApprovalRequest> = {}, sentAtMs: number | null = NOW - 5_000): ShownHere {
  return {
    request: { id, status: 'pending', answers: [], deadlineMs: NOW + 60_000, ...changes },
    delivery: { sentAtMs },
  };
}

function answered(approver: string, atMs: number): Pick<ApprovalRequest, 'status' | 'answers'> {
  const answer: ApprovalAnswer = {
    answer: 'deny',
    approver,
    keyId: '',
    channel: 'telegram',
    scope: 'action',
    note: '',
    atMs,
    signature: '',
  };
  return { status: 'denied', answers: [answer] };
}

const choose = (here: readonly ShownHere[], changes: Partial<TypedAnswer> = {}): string => {
  const typed: TypedAnswer = {
    answer: 'approve',
    id: null,
    atMs: NOW,
    principal: 'human:ada',
    personOf: (principal) => principal.replace('-chat', ''),
    ...changes,
  };
  const choice = chooseTyped(here, typed);
  if (choice.kind === 'several') return `several ${choice.waiting.map(({ request }) => request.id).join(' ')}`;
  return 'shown' in choice ? `${choice.kind} ${choice.shown.request.id}` : choice.kind;
};

describe('An approval that was typed', () => {
  test('without an id counts where exactly one request waits', () => {
    assert.equal(choose([]), 'none');
    assert.equal(choose([shown('a', { status: 'timed-out', deadlineMs: NOW })]), 'none');
    assert.equal(choose([shown('a')]), 'chosen a');
    assert.equal(choose([shown('a'), shown('b')]), 'several a b');
  });

  test('without an id counts for nothing while another may have been meant, which somebody else ended a minute ago', () => {
    const beside = (changes: Partial<ApprovalRequest>): string => choose([shown('a', changes), shown('b')]);
    assert.equal(beside(answered('human:bob', NOW - 59_999)), 'several b');
    assert.equal(beside(answered('human:bob', NOW - 60_000)), 'chosen b');
    assert.equal(beside(answered('human:ada-chat', NOW)), 'chosen b');
    assert.equal(beside({ ...answered('human:bob', NOW), status: 'approved' }), 'several b');
    for (const status of ['cancelled', 'superseded', 'timed-out'] as const) {
      assert.equal(beside({ status }), 'several b');
      assert.equal(beside({ status, deadlineMs: NOW - 60_000 }), 'chosen b');
    }
  });

  test('with an id counts for what begins like it and is open, also after its time', () => {
    const both = [shown('abc'), shown('abd', { status: 'timed-out' }), shown('ax', { status: 'denied' })];
    assert.equal(choose(both, { id: 'abc' }), 'chosen abc');
    assert.equal(choose(both, { id: 'abd' }), 'chosen abd');
    assert.equal(choose(both, { id: 'ab' }), 'ambiguous');
    assert.equal(choose(both, { id: 'ax' }), 'none');
  });

  test('counts for nothing that was shown after it was typed, in whole seconds', () => {
    for (const id of [null, 'a']) {
      assert.equal(choose([shown('a', {}, NOW - 1)], { id }), 'chosen a');
      assert.equal(choose([shown('a', {}, 1_000_999)], { id, atMs: 1_000_000 }), 'chosen a');
      assert.equal(choose([shown('a', {}, 1_001_000)], { id, atMs: 1_000_999 }), 'older a');
      assert.equal(choose([shown('a', {}, null)], { id }), 'older a');
    }
  });
});

describe('A denial that was typed', () => {
  test('is for the oldest that waits, or for what begins like its id, whenever it was typed', () => {
    const both = [shown('ab', { status: 'timed-out' }), shown('ac', {}, NOW + 9_000), shown('ad')];
    assert.equal(choose(both, { answer: 'deny' }), 'chosen ac');
    assert.equal(choose(both, { answer: 'deny', id: 'ab', atMs: 0 }), 'chosen ab');
    assert.equal(choose(both, { answer: 'deny', id: 'a' }), 'ambiguous');
    assert.equal(choose([], { answer: 'deny' }), 'none');
  });
});
