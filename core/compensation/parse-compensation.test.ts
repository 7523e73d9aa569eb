import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Json } from '../encoding/json.ts';
import { actionOf, foreignAction } from '../testing/samples.ts';
import { parseCompensation, type RegistrationContext } from './parse-compensation.ts';

const ACTION = foreignAction({ to: 'bob', text: 'hi' }, 'mcp__mail__send');
const CONTEXT: RegistrationContext = {
  action: ACTION,
  wasAllowed: true,
  principal: ACTION.principal,
  existing: null,
  nowMs: 5,
};
const TOOL = { name: 'mcp__mail__unsend', origin: 'mcp:mail', digest: null };
const INPUT = { inverse: { tool: TOOL, args: { id: 7 } }, note: 'takes the message back' };

function problems(input: unknown, more: Partial<RegistrationContext> = {}): readonly string[] {
  const parsed = parseCompensation(input, { ...CONTEXT, ...more });
  return parsed.ok ? [] : parsed.failure.map(({ path, found }) => `${path}: ${found}`);
}

test('keeps an inverse, in the folder of its action unless it names another', () => {
  const expected = {
    action: ACTION.id,
    inverse: { tool: TOOL, args: { id: 7 }, cwd: ACTION.cwd },
    note: 'takes the message back',
    registeredAtMs: 5,
    state: 'registered',
    ranAs: null,
  };
  assert.deepEqual(parseCompensation(INPUT, CONTEXT), { ok: true, value: expected });
  const elsewhere = parseCompensation({ ...INPUT, inverse: { ...INPUT.inverse, cwd: '/tmp' } }, CONTEXT);
  assert.equal(elsewhere.ok && elsewhere.value.inverse.cwd, '/tmp');
});

describe('An inverse is refused', () => {
  const refused: readonly (readonly [string, Json, readonly string[]])[] = [
    ['that is no object', 'undo', ['$: no object']],
    ['without a call', { note: 'x' }, ['$.inverse: no object']],
    ['without a note', { inverse: INPUT.inverse }, ['$.note: no such text']],
    ['with an empty note', { ...INPUT, note: ' ' }, ['$.note: no such text']],
    ['with a note that is too long', { ...INPUT, note: 'x'.repeat(513) }, ['$.note: no such text']],
    ['with half a character in its note', { ...INPUT, note: '\ud800' }, ['$.note: no such text']],
    ['with a note that reads backwards', { ...INPUT, note: 'a\u202eb' }, ['$.note: no such text']],
    ['with unknown fields', { ...INPUT, force: true }, ['$: an unknown field']],
    [
      'for another session',
      { ...INPUT, inverse: { ...INPUT.inverse, session: 's2' } },
      ['$.inverse: an unknown field'],
    ],
    [
      'that is the action itself',
      { ...INPUT, inverse: { tool: ACTION.tool, args: ACTION.args } },
      ['$.inverse: the action itself'],
    ],
  ];
  for (const [what, input, expected] of refused) {
    test(what, () => assert.deepEqual(problems(input), expected));
  }
  test('that no action could be, with every reason at once', () => {
    const found = problems({ inverse: { tool: { name: '' }, args: [], cwd: 'x', more: 1 } });
    assert.deepEqual(
      found.map((line) => line.split(':')[0]),
      ['$.note', '$.inverse', '$.inverse.tool.name', '$.inverse.tool.origin', '$.inverse.args', '$.inverse.cwd'],
    );
  });
  test('where the action was not allowed, or is another principal’s', () => {
    assert.deepEqual(problems(INPUT, { wasAllowed: false }), ['$: an action that was not allowed']);
    assert.deepEqual(problems(INPUT, { principal: 'agent:other' }), ['$: the action of another principal']);
  });
  test('once an earlier one has run or runs, not before', () => {
    const parsed = parseCompensation(INPUT, CONTEXT);
    assert.ok(parsed.ok);
    const states = ['registered', 'refused', 'failed', 'running', 'done'] as const;
    const counts = states.map((state) => problems(INPUT, { existing: { ...parsed.value, state } }).length);
    assert.deepEqual(counts, [0, 0, 0, 1, 1]);
  });
  test('that cannot be read', () => {
    const hostile = {
      get inverse(): never {
        throw new Error('no');
      },
    };
    assert.deepEqual(problems(hostile), ['$: a value that cannot be read']);
  });
});

test('takes the same tool with other arguments for an inverse', () => {
  const action = actionOf('mcp__light__set', { on: true });
  const inverse = { tool: action.tool, args: { on: false } };
  assert.deepEqual(problems({ inverse, note: 'switches it off again' }, { action, principal: action.principal }), []);
});
