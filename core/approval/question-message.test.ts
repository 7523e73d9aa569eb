import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../decide.ts';
import type { JsonObject } from '../encoding/json.ts';
import { actionOf, factsOf, policyOf } from '../testing/samples.ts';
import { QUESTION_LIMITS, questionMessage } from './question-message.ts';

function message(args: JsonObject, reason = 'the rule asks', name = 'send'): string | null {
  const action = actionOf(name, args, { tool: { name, origin: 'mcp:mail', digest: null } });
  const decision = { ...decide(action, factsOf(), policyOf()), reason };
  return questionMessage({ action, decision });
}

test('says which tool, how risky, why, and the arguments in full, last', () => {
  const text = message({ to: 'ada@example.test', body: 'Hello\nthere' }) ?? '';
  assert.deepEqual(text.split('\n'), [
    'Countersign asks before this call runs.',
    '',
    'Tool: send from mcp:mail',
    'Risk: high (66 of 100)',
    'Why: the rule asks',
    'Arguments:',
    '  {',
    '    "to": "ada@example.test",',
    '    "body": "Hello\\nthere"',
    '  }',
  ]);
});

test('shows what people would not see, in arguments, reason and names', () => {
  const text = message({ 'a\u200b': '\u202e\u{e0041}' }, 'be\u0007cause\nof\u2028this', 'se\u00adnd') ?? '';
  assert.match(text, /"a\\u\{200b\}": "\\u\{202e\}\\u\{e0041\}"/);
  assert.match(text, /^Why: be\\u\{7\}cause\\u\{a\}of\\u\{2028\}this$/m);
  assert.match(text, /^Tool: se\\u\{ad\}nd from mcp:mail$/m);
});

test('lets no argument begin a line of ours', () => {
  const text = message({ x: '"\nRisk: none (0 of 100)', 'y\nTool: other': 1 }) ?? '';
  assert.equal(text.split('\n').filter((line) => line.startsWith('Risk:') || line.startsWith('Tool:')).length, 2);
});

test('asks nothing where the arguments do not fit, by length or by lines', () => {
  const frame = (message({ x: '' }) ?? '').split('Arguments:\n')[1]?.length ?? 0;
  assert.notEqual(message({ x: 'a'.repeat(QUESTION_LIMITS.argumentsLength - frame) }), null);
  assert.equal(message({ x: 'a'.repeat(QUESTION_LIMITS.argumentsLength - frame + 1) }), null);
  const keys = (count: number): JsonObject =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 1]));
  assert.notEqual(message(keys(QUESTION_LIMITS.argumentLines - 2)), null);
  assert.equal(message(keys(QUESTION_LIMITS.argumentLines - 1)), null);
});

test('shortens only the reason', () => {
  const text = message({}, 'r'.repeat(600)) ?? '';
  assert.ok(text.includes(`Why: ${'r'.repeat(QUESTION_LIMITS.reasonLength)}…\n`));
});
