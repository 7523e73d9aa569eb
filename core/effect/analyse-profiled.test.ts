import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surroundingsOf } from '../decide.ts';
import type { Json } from '../encoding/json.ts';
import { factsOf, foreignAction, policyOf } from '../testing/samples.ts';
import { placeOf } from './action-place.ts';
import { analyseProfiled } from './analyse-profiled.ts';
import type { EffectClass } from './effect.ts';

function found(effectClass: EffectClass, value?: Json, argument: string | null = 'x'): readonly string[] {
  const action = foreignAction(value === undefined ? {} : { x: value }, 'tool');
  const profile = { tool: 'tool', effects: [{ class: effectClass, argument }] };
  const { effects } = analyseProfiled(profile, action, placeOf(action, surroundingsOf(factsOf(), policyOf())));
  return effects.map(({ class: name, resource, marks }) => [name, resource.value, ...marks].join(' '));
}

const SITE = '/home/ada/site';

const CASES: readonly (readonly [EffectClass, Json | undefined, readonly string[]])[] = [
  ['file.write', 'a', [`file.write ${SITE}/a`]],
  ['file.delete', 'file:///srv/a', ['file.delete /srv/a outside-workspace data-deletion']],
  ['file.read', ['a', 'b'], [`file.read ${SITE}/a`, `file.read ${SITE}/b`]],
  ['file.write', undefined, ['unknown tool']],
  ['file.write', {}, ['unknown tool']],
  ['file.write', null, ['unknown tool']],
  ['file.write', [], ['unknown tool']],
  ['file.write', ['a', {}], ['unknown tool']],
  ['file.write', Array.from({ length: 65 }, () => 'a'), ['unknown tool']],
  ['net.fetch', 'https://a.example', ['net.fetch a.example unknown-host']],
  ['net.fetch', '169.254.169.254/latest', ['net.fetch 169.254.169.254 metadata-address']],
  ['net.fetch', 'http://a b', ['unknown http://a b']],
  ['net.fetch', 'how to fetch', ['net.fetch how to fetch']],
  ['net.connect', 7, ['net.connect 0.0.0.7 private-address']],
  ['net.upload', undefined, ['unknown tool']],
  ['shell.opaque', 'ls', ['shell.opaque ls']],
  ['shell.opaque', undefined, ['unknown tool']],
  ['message.send', 'bob', ['message.send bob']],
  ['message.send', undefined, ['message.send ']],
  ['payment', 50, ['payment 50']],
  ['payment', '51', ['payment 51 over-limit']],
  ['db.write', 'x'.repeat(5_000), [`db.write ${'x'.repeat(4_096)}`]],
];

for (const [effectClass, value, expected] of CASES) {
  test(`reads ${effectClass} of ${JSON.stringify(value ?? null).slice(0, 32)} as ${expected[0]?.slice(0, 40)}`, () => {
    assert.deepEqual(found(effectClass, value), expected);
  });
}

test('takes an effect that names no argument as it is declared', () => {
  assert.deepEqual(found('deploy.staging', 'a', null), ['deploy.staging ']);
  assert.deepEqual(found('net.fetch', 'a', null), ['net.fetch ']);
});

test('takes a change of files nobody names for one that cannot be undone', () => {
  const action = foreignAction({}, 'tool');
  const place = placeOf(action, surroundingsOf(factsOf(), policyOf()));
  const reversibilityOf = (effectClass: EffectClass) =>
    analyseProfiled({ tool: 'tool', effects: [{ class: effectClass, argument: null }] }, action, place).effects[0]
      ?.reversibility;
  assert.equal(reversibilityOf('file.write'), 'irreversible');
  assert.equal(reversibilityOf('file.read'), 'reversible');
});

test('never takes an argument from the prototype', () => {
  assert.deepEqual(found('file.write', undefined, 'constructor'), ['unknown tool']);
  assert.deepEqual(found('file.write', undefined, '__proto__'), ['unknown tool']);
});
