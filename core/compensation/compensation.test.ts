import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { effectOf } from '../testing/samples.ts';
import {
  COMPENSATION_STATES,
  type Compensation,
  type CompensationEvent,
  canBeCompensated,
  compensationsFor,
  stepCompensation,
} from './compensation.ts';

function compensation(action: string, state: Compensation['state'] = 'registered'): Compensation {
  const tool = { name: 'mcp__mail__unsend', origin: 'mcp:mail', digest: null };
  return {
    action,
    inverse: { tool, args: { id: 1 }, cwd: '/w' },
    note: 'unsends',
    registeredAtMs: 1,
    state,
    ranAs: null,
  };
}

test('keeps inverses of what no checkpoint brings back', () => {
  assert.equal(canBeCompensated([effectOf('file.write'), effectOf('message.send')]), true);
  assert.equal(canBeCompensated([effectOf('package.install')]), true);
  assert.equal(canBeCompensated([effectOf('file.delete'), effectOf('git.commit')]), false);
  assert.equal(canBeCompensated([{ ...effectOf('file.write'), reversibility: 'irreversible' }]), false);
  assert.equal(canBeCompensated([]), false);
});

test('runs the inverse of the last action first, each once, and none that is done or running or may have run', () => {
  const all = [
    compensation('a'),
    compensation('b', 'done'),
    compensation('c', 'failed'),
    compensation('d', 'running'),
    compensation('e', 'refused'),
    compensation('f', 'unknown'),
  ];
  const order = compensationsFor(['a', 'b', 'c', 'none', 'd', 'e', 'f', 'a'], all).map(({ action }) => action);
  assert.deepEqual(order, ['a', 'e', 'c']);
});

describe('An inverse', () => {
  const run = { kind: 'released', action: 'x' } as const;
  const refuse = { kind: 'refused', action: 'x' } as const;
  const steps: readonly (readonly [Compensation['state'], CompensationEvent, Compensation['state'] | null])[] = [
    ['registered', run, 'running'],
    ['registered', refuse, 'refused'],
    ['refused', run, 'running'],
    ['failed', run, 'running'],
    ['running', run, null],
    ['done', run, null],
    ['done', refuse, null],
    ['running', { kind: 'succeeded' }, 'done'],
    ['running', { kind: 'failed' }, 'failed'],
    ['registered', { kind: 'succeeded' }, null],
    ['refused', { kind: 'failed' }, null],
    ['done', { kind: 'failed' }, null],
    ['running', { kind: 'lapsed' }, 'unknown'],
    ['registered', { kind: 'lapsed' }, null],
    ['done', { kind: 'lapsed' }, null],
    ['unknown', { kind: 'lapsed' }, null],
    ['unknown', run, null],
    ['unknown', refuse, null],
    ['unknown', { kind: 'succeeded' }, 'done'],
    ['unknown', { kind: 'failed' }, 'failed'],
  ];
  for (const [from, event, to] of steps) {
    test(`that is ${from} ${to === null ? 'cannot be' : `is ${to} once it is`} ${event.kind}`, () => {
      assert.equal(stepCompensation(compensation('a', from), event)?.state ?? null, to);
    });
  }
  test('names the action that it became', () => {
    assert.equal(stepCompensation(compensation('a'), run)?.ranAs, 'x');
  });
  test('never leaves the state of having been done', () => {
    const events: readonly CompensationEvent[] = [run, refuse, { kind: 'succeeded' }, { kind: 'failed' }];
    assert.ok(COMPENSATION_STATES.includes('done'));
    for (const event of events) assert.equal(stepCompensation(compensation('a', 'done'), event), null);
  });
});
