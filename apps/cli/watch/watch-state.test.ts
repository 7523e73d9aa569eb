import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireApproval } from '../../../sdk/wire.ts';
import { sampleApproval } from '../testing/sample-approval.ts';
import { readKeys } from './keys.ts';
import { IDLE, stepWatch, type WatchEffect, type WatchEvent, type WatchState } from './watch-state.ts';

const SHOWN_MS = 1_000;
const LATER_MS = 2_000;

test('asks about the first request and keeps the next until it is answered', () => {
  const [first, second] = [sampleApproval({ id: 'aaaa111122223333' }), sampleApproval({ id: 'bbbb111122223333' })];
  const both = play([pending(first), pending(second)]);
  assert.deepEqual(
    both.effects.map(({ kind }) => kind),
    ['show'],
  );
  const next = play([ended({ ...first, status: 'approved' })], both.state);
  assert.deepEqual(
    next.effects.map(({ kind }) => kind),
    ['say', 'show'],
  );
  assert.equal(next.state.queue[0]?.id, second.id);
});

test('approves with y, s and a, each with its scope, and denies with n', () => {
  for (const [key, answer, scope] of [
    ['y', 'approve', 'action'],
    ['s', 'approve', 'session'],
    ['a', 'approve', 'proposal'],
    ['n', 'deny', 'action'],
  ]) {
    const { effects, state } = play([pending(sampleApproval()), keys(key ?? '')]);
    const last = effects.at(-1);
    assert.ok(last?.kind === 'answer');
    assert.deepEqual([last.answer, last.scope], [answer, scope]);
    assert.equal(state.mode.kind, 'sending');
  }
});

test('offers only once where the risk is high', () => {
  for (const key of ['s', 'a'])
    assert.deepEqual(answersOf([pending(sampleApproval({ level: 'high' })), keys(key)]), []);
  assert.equal(answersOf([pending(sampleApproval({ level: 'high' })), keys('y')]).length, 1);
});

test('takes nothing for a yes but one key, struck after the request was shown', () => {
  const request = pending(sampleApproval());
  for (const data of ['yes', 'y\r', '\r', ' ', '\u001b[A', '\u001by', 'z'])
    assert.deepEqual(answersOf([request, keys(data)]), [], JSON.stringify(data));
  assert.deepEqual(answersOf([request, { ...keys('y'), nowMs: SHOWN_MS + 100 }]), []);
});

test('does not answer twice, nor the next request with a key meant for the one before', () => {
  const [first, second] = [sampleApproval({ id: 'aaaa111122223333' }), sampleApproval({ id: 'bbbb111122223333' })];
  assert.equal(answersOf([pending(first), keys('y'), keys('y')]).length, 1);
  const after = play([pending(first), pending(second), ended({ ...first, status: 'denied' }, LATER_MS)]);
  assert.deepEqual(answersOf([{ ...keys('y'), nowMs: LATER_MS + 50 }], after.state), []);
});

test('denies with the words that were typed, and types nothing into an answer', () => {
  const { effects } = play([pending(sampleApproval()), keys('e'), keys('use yarnn'), keys('\u007f'), keys('\r')]);
  const last = effects.at(-1);
  assert.ok(last?.kind === 'answer');
  assert.deepEqual([last.answer, last.note], ['deny', 'use yarn']);
  assert.deepEqual(answersOf([pending(sampleApproval()), keys('e'), keys('\r')]), []);
  assert.deepEqual(answersOf([pending(sampleApproval()), keys('e'), keys('y'), keys('\u001b')]), []);
});

test('says who answered elsewhere, and that a time-out can be reviewed', () => {
  const request = sampleApproval();
  const elsewhere = {
    answer: 'deny',
    approver: 'human:anna',
    key_id: 'k',
    channel: 'telegram',
    scope: 'action',
    note: '',
    at_ms: 1,
    signature: '',
  } as const;
  const said = play([pending(request), ended({ ...request, status: 'denied', answers: [elsewhere] })]).effects.at(-1);
  assert.ok(said?.kind === 'say');
  assert.match(said.text, /denied by human:anna \(telegram\)/u);
  const timedOut = play([pending(request), ended({ ...request, status: 'timed-out' })]).effects.at(-1);
  assert.ok(timedOut?.kind === 'say');
  assert.match(timedOut.text, /nobody answered.*\n.*countersign approvals approve 7k2m9xw/u);
});

test('asks again after an answer that did not arrive, and goes on after one that came too late', () => {
  const request = sampleApproval();
  const failed = { kind: 'failed', id: request.id, message: 'no connection', nowMs: LATER_MS } as const;
  assert.equal(play([pending(request), keys('y'), { ...failed, isOver: false }]).state.mode.kind, 'choose');
  assert.equal(play([pending(request), keys('y'), { ...failed, isOver: true }]).state.queue.length, 0);
});

test('never approves what nobody can see', () => {
  assert.deepEqual(answersOf([pending({ ...sampleApproval(), shown: null }), keys('y')]), []);
  assert.equal(answersOf([pending({ ...sampleApproval(), shown: null }), keys('n')]).length, 1);
});

test('approves together with b, struck twice, exactly what was named', () => {
  const low = sampleApproval({ id: 'aaaa111122223333', level: 'low' });
  const medium = sampleApproval({ id: 'bbbb111122223333' });
  const high = sampleApproval({ id: 'cccc111122223333', level: 'high' });
  const unseen = { ...sampleApproval({ id: 'dddd111122223333' }), shown: null };
  const named = play([pending(low), pending(medium), pending(high), pending(unseen), keys('b')]);
  const said = named.effects.flatMap((effect) => (effect.kind === 'say' ? [effect.text] : []));
  assert.equal(said.length, 3);
  assert.match(said.at(-1) ?? '', /approve these 2/u);
  const late = sampleApproval({ id: 'eeee111122223333' });
  const again = { ...keys('b'), nowMs: LATER_MS + 400 };
  const sent = play([pending(late), again], named.state).effects.at(-1);
  assert.ok(sent?.kind === 'approve-all');
  assert.deepEqual(
    sent.approvals.map(({ id }) => id),
    [low.id, medium.id],
  );
  assert.deepEqual(play([keys('b')], named.state).effects, [], 'struck at once it was one stroke too many');
});

test('approves nothing together where another key follows, or where there is one request', () => {
  const [first, second] = [sampleApproval({ id: 'aaaa111122223333' }), sampleApproval({ id: 'bbbb111122223333' })];
  const named = play([pending(first), pending(second), keys('b')]);
  const other = play([{ ...keys('x'), nowMs: LATER_MS + 400 }], named.state);
  assert.equal(other.state.mode.kind, 'choose');
  assert.deepEqual(
    play([{ ...keys('b'), nowMs: LATER_MS + 400 }], other.state).effects.map(({ kind }) => kind),
    ['say', 'say', 'say'],
  );
  assert.deepEqual(
    play([pending(first), keys('b')]).effects.map(({ kind }) => kind),
    ['show', 'say'],
  );
});

test('leaves with q and with Ctrl-C, also while something is typed', () => {
  assert.equal(play([keys('q')]).effects[0]?.kind, 'quit');
  assert.equal(play([pending(sampleApproval()), keys('e'), keys('\u0003')]).effects.at(-1)?.kind, 'quit');
});

function pending(approval: WireApproval): WatchEvent {
  return { kind: 'pending', approval, nowMs: SHOWN_MS };
}

function ended(approval: WireApproval, nowMs = LATER_MS): WatchEvent {
  return { kind: 'ended', approval, nowMs };
}

function keys(data: string): Extract<WatchEvent, { kind: 'keys' }> {
  return { kind: 'keys', keys: readKeys(data), nowMs: LATER_MS };
}

function play(
  events: readonly WatchEvent[],
  from: WatchState = IDLE,
): { readonly state: WatchState; readonly effects: readonly WatchEffect[] } {
  let state = from;
  const effects: WatchEffect[] = [];
  for (const event of events) {
    const step = stepWatch(state, event);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

function answersOf(events: readonly WatchEvent[], from?: WatchState): readonly WatchEffect[] {
  return play(events, from).effects.filter(({ kind }) => kind === 'answer');
}
