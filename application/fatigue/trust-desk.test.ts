import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSigningKey } from '../../adapters/node-crypto/keys.ts';
import { signedTrustText } from '../../core/fatigue/session-trust.ts';
import {
  AGENT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';
import { replayDecisions } from '../log/replay-decisions.ts';
import type { TrustOrder } from './trust-desk.ts';

const HOUR = 3_600_000;
const ORDER: TrustOrder = { session: 'session-1', pattern: null, durationMs: HOUR };
const key = generateSigningKey('ed25519');

async function open(): Promise<TestGateway> {
  const gate = await openTestGateway({ approverKey: key });
  await gate.gateway.authorize(AGENT, propose('Read', { file_path: 'a.ts' }), NO_WAIT);
  return gate;
}

async function trust(
  gate: TestGateway,
  order: Partial<TrustOrder> = {},
): Promise<{ nonce: string; keyId: string; signature: string }> {
  const { trust: asked, statement } = await gate.gateway.askToTrust(OPERATOR, { ...ORDER, ...order });
  const keyId = gate.ports.approvers.list()[0]?.keyId ?? '';
  const text = signedTrustText(statement, { approver: OPERATOR.principal, keyId });
  const signature = Buffer.from(key.sign(Buffer.from(text, 'utf8'))).toString('base64');
  const answer = { nonce: asked.nonce, keyId, signature };
  await gate.gateway.trustSession(OPERATOR, answer);
  return answer;
}

async function verdict(gate: TestGateway, command: string): Promise<string> {
  const { decision } = await gate.gateway.check(AGENT, propose('Bash', { command }));
  return decision.verdict;
}

test('covers ordinary work of the session until it ends, and nothing beyond', async () => {
  const gate = await open();
  assert.equal(await verdict(gate, 'npm test'), 'require-approval');
  await trust(gate);
  assert.equal(await verdict(gate, 'npm test'), 'allow');
  for (const command of [
    'npm run deploy',
    'curl https://a.example',
    'rm -rf src',
    'git push',
    'npm test > /tmp/x',
    'node x.js',
  ])
    assert.notEqual(await verdict(gate, command), 'allow', command);
  const other = await gate.gateway.check(AGENT, propose('Bash', { command: 'npm test' }, { session: 'session-2' }));
  assert.equal(other.decision.verdict, 'require-approval');
  await gate.clock.advance(HOUR);
  assert.equal(await verdict(gate, 'npm test'), 'require-approval');
});

test('is taken back, and is over with the session', async () => {
  const gate = await open();
  await trust(gate);
  assert.equal((await gate.gateway.listTrust()).length, 1);
  await gate.gateway.revokeTrust(OPERATOR, 'session-1');
  assert.deepEqual(await gate.gateway.listTrust(), []);
  assert.equal(await verdict(gate, 'npm test'), 'require-approval');
  await trust(gate);
  await gate.gateway.observeSession(AGENT, { kind: 'ended', session: 'session-1', reason: 'done' });
  await assert.rejects(trust(gate), { code: 'input.invalid' });
});

test('in one pattern covers this command with what was shown', async () => {
  const gate = await open();
  const pattern = { tool: 'builtin:claude-code Bash', pattern: 'npm ci' };
  await trust(gate, { pattern });
  assert.equal(await verdict(gate, 'npm ci'), 'allow');
  assert.equal(await verdict(gate, 'npm ci --force'), 'require-approval');
  assert.equal(await verdict(gate, 'npm test'), 'require-approval');
  for (const wrong of ['sh *', 'rm -rf x', 'git push --force', 'nothing-known *'])
    await assert.rejects(trust(gate, { pattern: { ...pattern, pattern: wrong } }), { code: 'input.invalid' }, wrong);
  await assert.rejects(trust(gate, { pattern: { ...pattern, tool: 'Bash' } }), { code: 'input.invalid' });
});

test('takes only the signature of the person who asked, over this statement, once', async () => {
  const gate = await open();
  const answer = await trust(gate);
  await assert.rejects(gate.gateway.trustSession(OPERATOR, answer), { code: 'approval.unknown' });
  const { trust: asked } = await gate.gateway.askToTrust(OPERATOR, ORDER);
  const forged = { ...answer, nonce: asked.nonce };
  await assert.rejects(gate.gateway.trustSession(OPERATOR, forged), { code: 'approval.signature' });
  await assert.rejects(gate.gateway.trustSession({ ...OPERATOR, principal: 'human:eve' }, forged), {
    code: 'approval.unknown',
  });
  await gate.clock.advance(300_000);
  await assert.rejects(gate.gateway.trustSession(OPERATOR, forged), { code: 'approval.unknown' });
});

test('is refused to agents, for longer than four hours, and for a session that nobody knows', async () => {
  const gate = await open();
  await assert.rejects(gate.gateway.askToTrust(AGENT, ORDER), { code: 'auth.forbidden' });
  await assert.rejects(gate.gateway.revokeTrust(AGENT, 'session-1'), { code: 'auth.forbidden' });
  for (const durationMs of [60_000, 4 * HOUR - 1, 4 * HOUR])
    assert.ok((await gate.gateway.askToTrust(OPERATOR, { ...ORDER, durationMs })).statement);
  for (const durationMs of [0, 59_999, 4 * HOUR + 1, Number.NaN])
    await assert.rejects(gate.gateway.askToTrust(OPERATOR, { ...ORDER, durationMs }), { code: 'input.invalid' });
  await assert.rejects(gate.gateway.askToTrust(OPERATOR, { ...ORDER, session: 'nobody' }), { code: 'input.invalid' });
});

test('asks again once the session changed what tasks run, about each call until a person has seen it', async () => {
  const gate = await open();
  await trust(gate);
  const edit = propose('Write', { file_path: '/work/app/package.json', content: '{}' });
  assert.equal((await gate.gateway.authorize(AGENT, edit, NO_WAIT)).verdict, 'allow');
  const asked = await gate.gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), NO_WAIT);
  assert.equal(asked.verdict, 'require-approval');
  await gate.approve(asked.approval?.request.id ?? '');
  assert.equal(
    (await gate.gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), NO_WAIT)).verdict,
    'allow',
  );
  assert.equal(await verdict(gate, 'npm run build'), 'require-approval');
});

test('is on record with its signature, and every decision under it is derived again the same', async () => {
  const gate = await open();
  await trust(gate);
  await gate.gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), NO_WAIT);
  const size = (await gate.stores.ledger.loadHead())?.size ?? 0;
  const entries = await gate.stores.ledger.readEntries({ fromIndex: 0, limit: size });
  const granted = entries.map(({ text }) => JSON.parse(text)).filter(({ type }) => type === 'grant.created');
  assert.equal(granted.length, 1);
  assert.equal(granted[0].actor, 'human:operator');
  const ports = {
    ...gate.ports,
    ledger: gate.stores.ledger,
    policies: gate.stores.policies,
    preparePolicy: () => {
      const ready = gate.ports.preparePolicy({ layers: [], weights: { source: '', document: null }, cedar: '' });
      return ready.ok ? ready.value : null;
    },
  };
  for await (const finding of replayDecisions(ports, { fromIndex: 0, toIndex: size }))
    assert.equal(finding.outcome, 'same', finding.detail);
});
