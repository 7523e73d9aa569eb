import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DELIVERY_LIMITS, type Delivery } from './delivery.ts';
import * as transitions from './delivery-transitions.ts';
import { isReached, stepToBegin } from './next-step.ts';

const NOW = 1_000_000;

function delivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    id: 'd',
    purpose: 'question',
    request: 'r',
    decision: null,
    step: 0,
    channel: 'telegram',
    to: '1',
    person: 'human:ada',
    state: 'queued',
    attempts: 0,
    dueAtMs: NOW,
    createdAtMs: NOW,
    sentAtMs: null,
    reference: null,
    failure: null,
    handles: [],
    answerable: 'none',
    fingerprint: null,
    shown: null,
    editAttempts: 0,
    editDueAtMs: null,
    settled: false,
    version: 1,
    ...changes,
  };
}

const FAILED = { code: 'unreachable', retryAfterMs: null, nowMs: NOW, random: 0 } as const;

describe('An attempt to send', () => {
  test('begins when it is due, of what waits, and counts', () => {
    const begun = transitions.beginSending(delivery(), NOW);
    assert.deepEqual([begun?.state, begun?.attempts, begun?.dueAtMs, begun?.version], ['sending', 1, null, 2]);
    assert.equal(transitions.beginSending(delivery({ state: 'failed' }), NOW)?.state, 'sending');
    assert.equal(transitions.beginSending(delivery(), NOW - 1), null);
    assert.equal(transitions.beginSending(delivery({ dueAtMs: null }), NOW), null);
    for (const state of ['standby', 'sending', 'accepted', 'delivered', 'dead', 'dropped'] as const)
      assert.equal(transitions.beginSending(delivery({ state }), NOW), null, state);
  });

  test('that succeeds keeps what proves it; only a question is looked after from then on', () => {
    const sent = {
      proof: 'accepted',
      reference: 'm',
      atMs: NOW,
      shown: 'pending',
      fingerprint: 'f',
      answerable: 'all',
    } as const;
    const noted = transitions.noteSent(delivery({ state: 'sending', failure: 'unreachable' }), sent);
    assert.deepEqual(
      [noted.state, noted.reference, noted.sentAtMs, noted.failure, noted.shown, noted.answerable, noted.settled],
      ['accepted', 'm', NOW, null, 'pending', 'all', false],
    );
    assert.equal(transitions.noteSent(delivery({ purpose: 'test' }), { ...sent, proof: 'delivered' }).settled, true);
  });

  test('that fails is tried again with doubled pauses, half of them random, up to five minutes', () => {
    const pauses = [1, 2, 3, 9].map((attempts) => {
      const { dueAtMs } = transitions.noteFailed(delivery({ attempts: Math.min(attempts, 7) }), {
        ...FAILED,
        random: attempts === 9 ? 0.999 : 0,
      });
      return (dueAtMs ?? 0) - NOW;
    });
    assert.deepEqual(pauses, [500, 1_000, 2_000, 63_968]);
    const patient = transitions.noteFailed(delivery({ attempts: 1 }), {
      ...FAILED,
      code: 'rate-limited',
      retryAfterMs: 60_000,
    });
    assert.equal(patient.dueAtMs, NOW + 60_000);
    const greedy = transitions.noteFailed(delivery({ attempts: 1 }), { ...FAILED, retryAfterMs: 10 ** 12 });
    assert.equal(greedy.dueAtMs, NOW + DELIVERY_LIMITS.maxRetryAfterMs);
  });

  test('is the last one where nothing else can come of it, or after eight', () => {
    for (const code of ['refused', 'unknown-place', 'too-long', 'misconfigured'] as const) {
      const dead = transitions.noteFailed(delivery({ attempts: 1 }), { ...FAILED, code });
      assert.deepEqual([dead.state, dead.failure, dead.dueAtMs, dead.settled], ['dead', code, null, true]);
    }
    assert.equal(transitions.noteFailed(delivery({ attempts: 7 }), FAILED).state, 'failed');
    assert.equal(transitions.noteFailed(delivery({ attempts: 8 }), FAILED).state, 'dead');
  });

  test('is put off without counting, taken up after a restart, begun from standby, and given up', () => {
    const later = transitions.postpone(delivery({ attempts: 2 }), NOW + 9, 'rate-limited');
    assert.deepEqual(
      [later.state, later.attempts, later.dueAtMs, later.failure],
      ['failed', 2, NOW + 9, 'rate-limited'],
    );
    assert.equal(transitions.takeUpSending(delivery({ state: 'sending', dueAtMs: null }), NOW).state, 'queued');
    const queued = delivery();
    assert.equal(transitions.takeUpSending(queued, NOW), queued);
    assert.equal(transitions.queueNow(delivery({ state: 'standby', dueAtMs: null }), NOW).dueAtMs, NOW);
    assert.equal(transitions.queueNow(queued, NOW), queued);
    const standby = delivery({ state: 'standby', dueAtMs: null });
    const kept = transitions.keepStandby(standby, NOW + 9);
    assert.deepEqual([kept.state, kept.dueAtMs], ['standby', NOW + 9]);
    assert.equal(transitions.keepStandby(kept, NOW), kept);
    assert.equal(transitions.keepStandby(queued, NOW), queued);
    assert.equal(transitions.beginSending(kept, NOW + 9), null);
    assert.deepEqual([transitions.drop(queued).state, transitions.drop(queued).settled], ['dropped', true]);
    assert.equal(transitions.settle(queued).settled, true);
  });

  test('is made anew of a dead letter only', () => {
    const again = transitions.revive(delivery({ state: 'dead', attempts: 8, settled: true }), NOW);
    assert.deepEqual([again?.state, again?.attempts, again?.settled], ['queued', 0, false]);
    assert.equal(transitions.revive(delivery(), NOW), null);
  });
});

describe('An edit', () => {
  test('that succeeds keeps what was shown whole, and ends the matter when it is final', () => {
    const edited = transitions.noteEdited(
      delivery({ editAttempts: 3, editDueAtMs: NOW, answerable: 'deny' }),
      'denied',
      null,
    );
    assert.deepEqual(
      [edited.shown, edited.editAttempts, edited.editDueAtMs, edited.settled, edited.answerable],
      ['denied', 0, null, true, 'deny'],
    );
    const later = transitions.noteEdited(delivery(), 'timed-out', NOW + 5);
    assert.deepEqual([later.settled, later.editDueAtMs], [false, NOW + 5]);
  });

  test('that fails is tried again every five minutes for a week, unless the message itself is the reason', () => {
    const failed = transitions.noteEditFailed(delivery(), FAILED);
    assert.deepEqual([failed.editAttempts, failed.editDueAtMs, failed.settled], [1, NOW + 500, false]);
    for (const code of ['unreachable', 'rate-limited', 'misconfigured'] as const) {
      const again = transitions.noteEditFailed(delivery({ editAttempts: 500 }), { ...FAILED, code, random: 0.999 });
      assert.deepEqual([again.settled, again.failure], [false, code]);
      assert.ok((again.editDueAtMs ?? 0) - NOW > 290_000 && (again.editDueAtMs ?? 0) - NOW <= 300_000);
      const week = NOW + DELIVERY_LIMITS.editForMs;
      assert.equal(transitions.noteEditFailed(delivery(), { ...FAILED, code, nowMs: week - 1 }).settled, false);
      const over = transitions.noteEditFailed(delivery(), { ...FAILED, code, nowMs: week });
      assert.deepEqual([over.settled, over.editDueAtMs], [true, null]);
    }
    for (const code of ['refused', 'unknown-place', 'too-long'] as const) {
      const refused = transitions.noteEditFailed(delivery({ editDueAtMs: NOW }), { ...FAILED, code });
      assert.deepEqual([refused.editDueAtMs, refused.settled, refused.failure], [null, true, code]);
    }
  });

  test('that failed is due at once after a start, and nothing else is', () => {
    const waiting = delivery({ editAttempts: 9, editDueAtMs: NOW + 1 });
    assert.equal(transitions.takeUpEdit(waiting, NOW).editDueAtMs, NOW);
    for (const other of [
      { ...waiting, settled: true },
      { ...waiting, editAttempts: 0 },
      { ...waiting, editDueAtMs: NOW },
      { ...waiting, editDueAtMs: null },
    ])
      assert.equal(transitions.takeUpEdit(other, NOW), other);
  });

  test('leaves no failure behind once it succeeded, and nothing to do once the message is given up', () => {
    assert.equal(transitions.noteEdited(delivery({ failure: 'unreachable' }), 'denied', null).failure, null);
    const edited = delivery({ editDueAtMs: NOW, attempts: 1 });
    assert.equal(transitions.drop(edited).editDueAtMs, null);
    assert.equal(transitions.noteFailed(edited, { ...FAILED, code: 'refused' }).editDueAtMs, null);
  });
});

describe('The next step', () => {
  const one = (state: Delivery['state'], step: number, person: string | null = 'human:ada') => ({
    state,
    step,
    person,
    isAnswerable: true,
  });

  test('begins as soon as everything before it was tried and too few were reached', () => {
    assert.equal(stepToBegin([one('failed', 0), one('standby', 1), one('standby', 2)], 1), 1);
    assert.equal(stepToBegin([one('dead', 0), one('dropped', 0), one('standby', 2)], 1), 2);
    assert.equal(stepToBegin([one('queued', 0), one('failed', 0), one('standby', 1)], 1), null);
    assert.equal(stepToBegin([one('sending', 0), one('standby', 1)], 1), null);
    assert.equal(stepToBegin([one('accepted', 0), one('standby', 1)], 1), null);
    assert.equal(stepToBegin([one('failed', 0)], 1), null);
    assert.equal(stepToBegin([], 1), null);
  });

  test('wants as many different people as must answer; a place of several counts as all', () => {
    assert.equal(isReached([one('delivered', 0), one('accepted', 1)], 2), false);
    assert.equal(isReached([one('delivered', 0), one('accepted', 1, 'human:bob')], 2), true);
    assert.equal(isReached([one('delivered', 0, null)], 3), true);
    assert.equal(isReached([one('failed', 0, null)], 1), false);
  });

  test('begins where nobody who can answer was reached', () => {
    const short = { ...one('delivered', 0, null), isAnswerable: false };
    assert.equal(stepToBegin([short, one('standby', 1)], 1), 1);
    assert.equal(stepToBegin([short, one('queued', 0), one('standby', 1)], 1), null);
    assert.equal(isReached([short, one('delivered', 0)], 2), false);
  });

  test('is not kept back by what is told beside the steps', () => {
    assert.equal(
      stepToBegin([one('failed', 0), one('delivered', -1, null), one('queued', -1, null), one('standby', 1)], 1),
      1,
    );
  });
});
