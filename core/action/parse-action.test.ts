import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../encoding/json.ts';
import { actionOf } from '../testing/samples.ts';
import { ACTION_LIMITS } from './action.ts';
import { digestedFields } from './digest-action.ts';
import { parseAction } from './parse-action.ts';

const ACTION = actionOf();
const WIRE: JsonObject = {
  ...digestedFields(ACTION),
  id: ACTION.id,
  idempotency_key: null,
  proposed_at_ms: ACTION.proposedAtMs,
};

/** What is wrong with an action that is right but for these fields. */
function problems(changes: { readonly [field: string]: unknown }): readonly string[] {
  const parsed = parseAction({ ...WIRE, ...changes });
  return parsed.ok ? [] : parsed.failure.map(({ path, found, wanted }) => `${path}: ${found}, ${wanted}`);
}

test('reads an action as it was written', () => {
  assert.deepEqual(parseAction(WIRE), { ok: true, value: ACTION });
  assert.deepEqual(parseAction(JSON.parse(JSON.stringify(WIRE))), { ok: true, value: ACTION });
});

test('takes a missing plan, key or tool digest for none', () => {
  const { plan: _plan, idempotency_key: _key, ...rest } = WIRE;
  assert.equal(parseAction({ ...rest, tool: { name: 'Read', origin: 'builtin:claude-code' } }).ok, true);
  assert.deepEqual(problems({ plan: 'p', idempotency_key: 'k', tool: { name: 'a', origin: 'b', digest: 'c' } }), []);
});

describe('A field', () => {
  const text = (most: number) => `text of 1 to ${most} characters without control characters`;
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['id', '', `text "", ${text(64)}`],
    ['id', 'x'.repeat(65), `text "${'x'.repeat(48)}…", ${text(64)}`],
    ['session', null, `null, ${text(256)}`],
    ['session', undefined, `nothing, ${text(256)}`],
    ['principal', 7, `number 7, ${text(256)}`],
    ['principal', 'a\u0000', `text "a\\u0000", ${text(256)}`],
    ['principal', 'a\u007f', `text "a\u007f", ${text(256)}`],
    ['principal', 'a\u0085', `text "a\u0085", ${text(256)}`],
    ['principal', 'a\u202eb', `text "a\u202eb", ${text(256)}`],
    ['principal', 'a\u2066b', `text "a\u2066b", ${text(256)}`],
    ['principal', '\ud800', `text "\\ud800", ${text(256)}`],
    ['on_behalf_of', true, `boolean true, ${text(256)}`],
    ['surface', 'fax', 'text "fax", one of hook, mcp, api, sdk, model-proxy, egress-proxy, sandbox, cli'],
    ['surface', {}, 'an object, one of hook, mcp, api, sdk, model-proxy, egress-proxy, sandbox, cli'],
    ['args', [], 'an array, an object'],
    ['cwd', 'relative', 'text "relative", an absolute path'],
    ['workspace', '', `text "", ${text(4_096)}`],
    ['plan', 7, `number 7, ${text(256)}`],
    ['proposed_at_ms', 1.5, 'number 1.5, milliseconds since 1970 as a whole number'],
    ['proposed_at_ms', -1, 'number -1, milliseconds since 1970 as a whole number'],
    ['proposed_at_ms', '1', 'text "1", milliseconds since 1970 as a whole number'],
    ['proposed_at_ms', () => 1, 'a function, milliseconds since 1970 as a whole number'],
  ];
  for (const [field, value, expected] of cases) {
    test(`${field} is refused: ${expected.slice(0, 56)}`, () => {
      assert.deepEqual(problems({ [field]: value }), [`$.${field}: ${expected}`]);
    });
  }

  test('of the tool is refused by its path', () => {
    assert.deepEqual(problems({ tool: 'Read' }), ['$.tool: text "Read", an object']);
    assert.deepEqual(problems({ tool: { name: 'a', origin: '', digest: null } }), [
      `$.tool.origin: text "", ${text(256)}`,
    ]);
    const wanted = 'one of name, origin, digest';
    assert.deepEqual(problems({ tool: { ...ACTION.tool, sha: 'x' } }), [`$.tool.sha: an unknown field, ${wanted}`]);
  });

  test('that nobody knows is refused, also one of the prototype', () => {
    const parsed = parseAction(JSON.parse(`{"__proto__": {}, "constructor": 1, ${JSON.stringify(WIRE).slice(1)}`));
    assert.ok(!parsed.ok);
    assert.deepEqual(
      parsed.failure.map(({ path }) => path),
      ['$.__proto__', '$.constructor'],
    );
  });

  test('is never taken from the prototype', () => {
    const { session: _, ...rest } = WIRE;
    const parsed = parseAction(Object.assign(Object.create({ session: 's' }), rest));
    assert.ok(!parsed.ok);
    assert.equal(parsed.failure[0]?.path, '$.session');
  });
});

describe('Arguments', () => {
  const deep = (depth: number): unknown => (depth === 1 ? {} : { a: deep(depth - 1) });
  test('are bounded in depth, number and size', () => {
    assert.deepEqual(problems({ args: deep(ACTION_LIMITS.depth) }), []);
    assert.deepEqual(problems({ args: deep(ACTION_LIMITS.depth + 1) }), ['$.args: deeper nesting, depth 32']);
    assert.deepEqual(problems({ args: { a: Array.from({ length: 49_998 }, () => 1) } }), []);
    assert.deepEqual(problems({ args: { a: Array.from({ length: 49_999 }, () => 1) } }), [
      '$.args: more values, at most 50000 values',
    ]);
    const size = ACTION_LIMITS.argsBytes - '{"a":""}'.length;
    assert.deepEqual(problems({ args: { a: 'x'.repeat(size) } }), []);
    assert.deepEqual(problems({ args: { a: 'x'.repeat(size + 1) } }), ['$.args: 1048577 bytes, at most 1048576 bytes']);
  });
  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['a lone surrogate', { a: '\ud800' }, 'a lone surrogate, well-formed Unicode'],
    ['a lone surrogate in a key', { '\udc00': 1 }, 'a lone surrogate in a key, well-formed Unicode'],
    ['what is no number', { a: Number.NaN }, 'NaN, a finite number'],
    ['what is too large', { a: Number.POSITIVE_INFINITY }, 'Infinity, a finite number'],
    ['what is undefined', { a: undefined }, 'undefined, a JSON value'],
    ['a big integer', { a: [1n] }, 'bigint, a JSON value'],
  ];
  for (const [name, args, expected] of wrong) {
    test(`are refused with ${name}`, () => assert.deepEqual(problems({ args }), [`$.args: ${expected}`]));
  }
});

describe('An input', () => {
  test('that is no object is refused', () => {
    for (const input of [null, undefined, 1, 'x', [], true, Symbol('x')]) {
      const parsed = parseAction(input);
      assert.ok(!parsed.ok);
      assert.equal(parsed.failure[0]?.wanted, 'an object');
    }
  });
  test('that throws when it is read is refused', () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    for (const input of [hostile, { ...WIRE, args: hostile }, { ...WIRE, args: { a: new Array(2) } }]) {
      const parsed = parseAction(input);
      assert.ok(!parsed.ok);
    }
  });
  test('has its problems explained at once, but not without end', () => {
    const parsed = parseAction({});
    assert.ok(!parsed.ok);
    assert.equal(parsed.failure.length, 10);
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`x${index}`, 1]));
    const flooded = parseAction({ ...WIRE, ...many });
    assert.ok(!flooded.ok);
    assert.equal(flooded.failure.length, 32);
  });
  test('has unreadable keys quoted', () => {
    assert.deepEqual(
      problems({ 'a\nb': 1 }).map((problem) => problem.split(':')[0]),
      ['$."a\\nb"'],
    );
    assert.equal(problems({ ['x'.repeat(1_000)]: 1 })[0]?.startsWith(`$.${'x'.repeat(64)}:`), true);
  });
});
