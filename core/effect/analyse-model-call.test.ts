import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../decide.ts';
import { actionOf, factsOf, policyOf } from '../testing/samples.ts';
import { analyseModelCall } from './analyse-model-call.ts';

const call = actionOf(
  'messages',
  { model: 'claude-x' },
  { surface: 'model-proxy', tool: { name: 'messages', origin: 'model:anthropic', digest: null } },
);

test('a call through the model proxy is one call of a model', () => {
  const effects = analyseModelCall(call)?.effects ?? [];
  assert.deepEqual(
    effects.map((effect) => [effect.class, effect.resource.value]),
    [['model.call', 'anthropic/claude-x']],
  );
});

test('a call that names no model is one of the provider', () => {
  assert.equal(analyseModelCall({ ...call, args: {} })?.effects[0]?.resource.value, 'anthropic/');
});

test('nobody but the proxy can pass another call off as one of a model', () => {
  assert.equal(analyseModelCall({ ...call, surface: 'api' }), null);
  assert.equal(
    analyseModelCall({ ...call, tool: { name: 'Bash', origin: 'builtin:claude-code', digest: null } }),
    null,
  );
});

test('a call through the model proxy is decided as nothing else, whatever its tool is called', () => {
  const tool = { name: 'Bash', origin: 'model:anthropic', digest: null };
  const decision = decide({ ...call, tool, args: { model: 'm', command: 'rm -rf ~' } }, factsOf(), policyOf());
  assert.deepEqual(
    decision.effects.map((effect) => effect.class),
    ['model.call'],
  );
});
