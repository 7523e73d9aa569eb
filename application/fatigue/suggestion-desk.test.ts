import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../test/harness/manual-clock.ts';
import {
  AGENT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';

const DAY = 86_400_000;

/** Asks about a command and answers, so many times, each in a session of its own. */
async function answered(
  gate: TestGateway,
  times: number,
  {
    command = 'npm test',
    afterMs = 5_000,
    answer = 'approve',
  }: { command?: string; afterMs?: number; answer?: 'approve' | 'deny' } = {},
): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const session = `s-${gate.clock.nowMs()}`;
    const asked = await gate.gateway.authorize(AGENT, propose('Bash', { command }, { session }), NO_WAIT);
    await gate.clock.advance(afterMs);
    await gate.approve(asked.approval?.request.id ?? '', { answer });
    await gate.clock.advance(60_000);
  }
  await settle(40);
}

async function suggested({ gateway }: TestGateway): Promise<readonly string[]> {
  const proposals = await gateway.listProposals({ limit: 100 });
  return proposals.filter(({ by }) => by === 'gateway').map(({ yaml }) => yaml ?? '');
}

test('proposes the narrow rule after ten approvals, once, and puts nothing in force', async () => {
  const gate = await openTestGateway();
  await answered(gate, 9);
  assert.deepEqual(await suggested(gate), []);
  await answered(gate, 1);
  const [rule, ...others] = await suggested(gate);
  assert.match(rule ?? '', /permit: "Bash\(npm test\)"/u);
  assert.deepEqual(others, []);
  await answered(gate, 3);
  assert.equal((await suggested(gate)).length, 1);
  const again = await gate.gateway.check(AGENT, propose('Bash', { command: 'npm test' }));
  assert.equal(again.decision.verdict, 'require-approval');
});

test('does not count reflexes, denials end it, and destructive things are never proposed', async () => {
  const gate = await openTestGateway();
  await answered(gate, 12, { afterMs: 500 });
  await answered(gate, 12, { command: 'rm -rf src' });
  await answered(gate, 1, { command: 'node x.js', answer: 'deny' });
  await answered(gate, 12, { command: 'node x.js' });
  assert.deepEqual(await suggested(gate), []);
});

test('does not come back for thirty days after it was dismissed, and then does', async () => {
  const gate = await openTestGateway();
  await answered(gate, 10);
  const [proposal] = await gate.gateway.listProposals({ limit: 10 });
  const { untilMs } = await gate.gateway.dismissProposal(OPERATOR, proposal?.index ?? -1);
  assert.equal(untilMs, gate.clock.nowMs() + 30 * DAY);
  assert.equal((await gate.gateway.listProposals({ limit: 1 }))[0]?.state, 'dismissed');
  await answered(gate, 2);
  assert.equal((await suggested(gate)).length, 1);
  gate.clock.set(untilMs);
  await answered(gate, 1);
  assert.equal((await suggested(gate)).length, 2);
  await assert.rejects(gate.gateway.dismissProposal(OPERATOR, 0), { code: 'log.unknown-entry' });
  assert.throws(() => gate.gateway.dismissProposal(AGENT, 0), { code: 'auth.forbidden' });
});

test('counts what was answered before a restart', async () => {
  const gate = await openTestGateway();
  await answered(gate, 6);
  await gate.close();
  const { stores, clock, ports } = gate;
  const again = await openTestGateway({ stores, clock, ports: { logSigner: ports.logSigner } });
  await answered(again, 4);
  assert.equal((await suggested(again)).length, 1);
});
