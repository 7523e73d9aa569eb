import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withRule } from '../../core/fatigue/saved-by-rule.ts';
import { AGENT, NO_WAIT, openTestGateway, propose, type TestGateway } from '../../test/harness/test-gateway.ts';
import { readyPolicy } from '../../test/harness/test-policy.ts';
import { readPrompts } from './read-prompts.ts';
import { savingRules } from './survey-fatigue.ts';

const HOUR = 3_600_000;

async function answer(
  gate: TestGateway,
  command: string,
  said: 'approve' | 'deny' | null = 'approve',
): Promise<number> {
  const session = `s-${gate.clock.nowMs()}`;
  const asked = await gate.gateway.authorize(AGENT, propose('Bash', { command }, { session }), NO_WAIT);
  await gate.clock.advance(1_500);
  if (said !== null) await gate.approve(asked.approval?.request.id ?? '', { answer: said });
  await gate.clock.advance(120_000);
  return asked.logIndex;
}

test('measures from the log, gives the alarm, and names the rule that would have saved most', async () => {
  const gate = await openTestGateway();
  const places: number[] = [];
  for (let time = 0; time < 10; time += 1) places.push(await answer(gate, 'npm test'));
  await answer(gate, 'npm run build');
  await answer(gate, 'node x.js', 'deny');
  await answer(gate, 'node y.js', null);
  await answer(gate, 'rm -rf src');
  const { all, people, rules } = await gate.gateway.readFatigue({ lastMs: HOUR });
  assert.deepEqual([all.prompts, all.approved, all.denied, all.unanswered], [14, 12, 1, 1]);
  assert.deepEqual(
    people.map(({ by, channel, alarms }) => [by, channel, alarms]),
    [['human:operator', 'cli', ['fast']]],
  );
  assert.deepEqual(
    rules.map(({ pattern, saved }) => [pattern, saved.length]),
    [
      ['Bash(npm test)', 10],
      ['Bash(npm run build)', 1],
      ['Bash(node y.js)', 1],
    ],
  );
  assert.deepEqual(rules[0]?.saved, places);
});

test('looks at the time that was asked for', async () => {
  const gate = await openTestGateway();
  await answer(gate, 'npm test');
  await gate.clock.advance(2 * HOUR);
  await answer(gate, 'npm test');
  assert.equal((await gate.gateway.readFatigue({ lastMs: HOUR })).all.prompts, 1);
  assert.equal((await gate.gateway.readFatigue({ lastMs: 3 * HOUR })).all.prompts, 2);
});

test('names no rule that is in force, and none less because of those', async () => {
  const gate = await openTestGateway();
  const inForce = Array.from({ length: 13 }, (_, at) => `npm run task-${at}`);
  for (const line of [...inForce, ...inForce, 'npm run other']) await answer(gate, line);
  const read = await readPrompts(
    { ...gate.ports, ledger: gate.stores.ledger },
    { sinceMs: 0, nowMs: gate.clock.nowMs() },
  );
  let { policy } = readyPolicy();
  for (const { narrow } of read.slice(0, inForce.length)) if (narrow !== null) policy = withRule(policy, narrow.rule);
  assert.deepEqual(
    savingRules(read, policy).map(({ pattern }) => pattern),
    ['Bash(npm run other)'],
  );
});
