import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AGENT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';
import { readyPolicy } from '../../test/harness/test-policy.ts';
import type { ReadyPolicy } from '../gateway-ports.ts';
import { type ReplayFinding, replayDecisions } from './replay-decisions.ts';

async function replay(
  test: TestGateway,
  preparePolicy: (bundle: string) => ReadyPolicy | null,
): Promise<readonly ReplayFinding[]> {
  const { ledger, policies } = test.stores;
  const toIndex = test.gateway.health().log.size;
  const findings: ReplayFinding[] = [];
  for await (const finding of replayDecisions(
    { ledger, policies, cipher: test.ports.cipher, hash: test.ports.hash, preparePolicy },
    { fromIndex: 0, toIndex },
  )) {
    findings.push(finding);
  }
  return findings;
}

async function someDecisions(): Promise<TestGateway> {
  const test = await openTestGateway();
  for (const [tool, args] of [
    ['Read', { file_path: 'a' }],
    ['Write', { file_path: 'a', content: 'x' }],
    ['Bash', { command: 'make' }],
    ['Bash', { command: 'rm -rf /' }],
    ['WebFetch', { url: 'https://example.com/', prompt: 'p' }],
  ] as const) {
    await test.gateway.authorize(AGENT, propose(tool, args), NO_WAIT);
  }
  return test;
}

const samePolicy = (bundle: string): ReadyPolicy => readyPolicy(JSON.parse(bundle));

test('derives every recorded verdict again, byte for byte', async () => {
  const findings = await replay(await someDecisions(), samePolicy);
  assert.deepEqual(
    findings.map(({ outcome }) => outcome),
    ['same', 'same', 'same', 'same', 'same'],
  );
});

test('finds a verdict that the recorded facts do not give', async () => {
  const looser = (bundle: string): ReadyPolicy => {
    const ready = samePolicy(bundle);
    const evaluateRules: ReadyPolicy['policy']['evaluateRules'] = () => ({
      forbids: [
        {
          id: 'f',
          layer: 'safety',
          decision: 'forbid',
          when: [],
          reason: 'changed',
          instead: '',
          expiresAtMs: null,
          match: [],
          notMatch: [],
        },
      ],
      asks: [],
      permits: [],
      broken: [],
    });
    return { ...ready, policy: { ...ready.policy, evaluateRules } };
  };
  const findings = await replay(await someDecisions(), looser);
  assert.ok(findings.some(({ outcome }) => outcome === 'different'));
});

test('says so when a policy is not in the archive or comes out as another version', async () => {
  const test = await someDecisions();
  const findings = await replay(test, () => readyPolicy({ profile: 'safe' }));
  assert.ok(findings.every(({ outcome }) => outcome === 'unknown-policy'));
});

test('skips a payload that was erased on record and refuses one that was swapped', async () => {
  const test = await someDecisions();
  const index = (await replay(test, samePolicy))[0]?.index ?? 0;
  await test.gateway.erasePayload(OPERATOR, { index, rationale: 'it holds personal data' });
  const [erased] = await replay(test, samePolicy);
  assert.deepEqual([erased?.outcome, erased?.detail], ['erased', 'payload erased']);
  const swapped = Object.assign(Object.create(test.stores.ledger) as typeof test.stores.ledger, {
    readPayload: async (place: number) => test.stores.ledger.readPayload(place + 1),
  });
  const failing = { ...test, stores: { ...test.stores, ledger: swapped } };
  await assert.rejects(replay(failing, samePolicy), { code: 'log.corrupt' });
});

test('does not take a payload that vanished without a record for an erased one', async () => {
  const test = await someDecisions();
  const [first, second] = await replay(test, samePolicy);
  await test.gateway.erasePayload(OPERATOR, { index: second?.index ?? 0, rationale: 'it holds personal data' });
  await test.stores.ledger.erasePayload(first?.index ?? 0);
  const outcomes = (await replay(test, samePolicy)).map(({ outcome }) => outcome);
  assert.deepEqual(outcomes.slice(0, 3), ['missing', 'erased', 'same']);
});
