import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { sha256 } from '../../../adapters/node-crypto/hash.ts';
import { replayDecisions } from '../../../application/log/replay-decisions.ts';
import { openContextScan } from '../../../application/model/scan-context.ts';
import { readyPolicy } from '../../harness/test-policy.ts';
import { openLocalProvider, type ScriptedTurn, USAGE } from './local-provider.ts';
import { openProxiedGateway, PROVIDER_KEY, TOKEN } from './proxied-gateway.ts';

const run = promisify(execFile);

/** Three turns: a call that is rewritten beside one that is denied; a call as it is; and a last word. */
const TURNS: readonly ScriptedTurn[] = [
  {
    thinking: 'First look around.',
    text: 'I look around.',
    calls: [
      { id: 'call_a', name: 'Grep', input: { pattern: 'x', path: 'src' } },
      { id: 'call_b', name: 'Bash', input: { command: 'rm -rf ~' } },
    ],
  },
  { calls: [{ id: 'call_c', name: 'Read', input: { file_path: '/work/app/a.ts' } }] },
  { text: 'All is well.' },
];

const REWRITES = [{ id: 'short-search', tool: 'Grep', kind: 'set' as const, values: { head_limit: 10 } }];

type Printed = { readonly ran: { name: string; input: unknown }[]; readonly said: string; readonly keys: string[] };

describe('a program with an official client that knows only its environment', () => {
  for (const api of ['messages', 'chat', 'responses']) {
    for (const mode of ['stream', 'whole']) {
      test(`completes its loop over ${api} (${mode}) with one call denied and one rewritten`, async (t) => {
        const provider = await openLocalProvider((results) => TURNS[results] ?? { text: 'too far' });
        t.after(() => provider.close());
        const scan = openContextScan(
          { secrets: 'redact', isNeverSent: () => false, neverSend: 'exclude', home: '/home/dev' },
          sha256,
        );
        const gateway = await openProxiedGateway(provider.address, { settings: { rewrites: REWRITES }, scan });
        t.after(() => gateway.close());
        const { stdout } = await run(process.execPath, ['test/integration/model-proxy/agent-program.ts', api, mode], {
          env: {
            PATH: process.env['PATH'] ?? '',
            ANTHROPIC_BASE_URL: `${gateway.address}/model/anthropic`,
            ANTHROPIC_API_KEY: TOKEN,
            OPENAI_BASE_URL: `${gateway.address}/model/openai/v1`,
            OPENAI_API_KEY: TOKEN,
          },
          timeout: 120_000,
        });
        await gateway.settled();
        const printed = JSON.parse(stdout) as Printed;
        assert.deepEqual(printed.ran, [
          { name: 'Grep', input: { pattern: 'x', path: 'src', head_limit: 10 } },
          { name: 'Read', input: { file_path: '/work/app/a.ts' } },
        ]);
        assert.equal(printed.said, 'All is well.');
        assert.deepEqual(gateway.failures, []);
        checkProvider(provider.seen);
        await checkRecord(gateway);
      });
    }
  }
});

/** The provider saw its own key, never the client's, and the refusal in the place of the call. */
function checkProvider(seen: Awaited<ReturnType<typeof openLocalProvider>>['seen']): void {
  assert.equal(seen.length, 3);
  for (const { headers } of seen) {
    const sent = JSON.stringify(headers);
    assert.ok(sent.includes(PROVIDER_KEY) && !sent.includes(TOKEN), sent);
  }
  const last = JSON.stringify(seen.at(-1)?.body);
  assert.ok(last.includes('Countersign denied the call of Bash'), last);
  assert.ok(!last.includes('"call_b"'), last);
}

/** Three calls of the model and three of tools were decided, each on record before it went on; usage was counted. */
async function checkRecord({ test: opened }: Awaited<ReturnType<typeof openProxiedGateway>>): Promise<void> {
  const entries = await opened.stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 });
  const parsed = entries.map(({ text }) => JSON.parse(text) as { type: string; data: Record<string, unknown> });
  const decisions = parsed.filter(({ type }) => type === 'decision').map(({ data }) => data);
  const calls = decisions.filter(({ effects }) => (effects as string[])[0] === 'model.call');
  assert.equal(calls.length, 3);
  const tools = decisions.filter(({ effects }) => (effects as string[])[0] !== 'model.call');
  assert.deepEqual(tools.map(({ tool, verdict }) => [tool, verdict]).toSorted(byName), [
    ['Bash', 'deny'],
    ['Grep', 'allow'],
    ['Read', 'allow'],
  ]);
  assert.deepEqual(tools.find(({ tool }) => tool === 'Grep')?.['rewritten_by'], ['short-search']);
  const outcomes = parsed.filter(({ type }) => type === 'outcome').map(({ data }) => data['result']);
  assert.deepEqual(
    outcomes,
    Array.from({ length: 5 }, () => 'completed'),
  );
  const { cipher, hash } = opened.ports;
  const { ledger, policies } = opened.stores;
  const parts = { ledger, policies, cipher, hash, preparePolicy: () => readyPolicy() };
  for await (const { outcome } of replayDecisions(parts, { fromIndex: 0, toIndex: entries.length }))
    assert.equal(outcome, 'same');
  const [usage, ...rest] = await opened.gateway.listUsage({ fromDay: 0, toDay: 1e6, principal: null, limit: 10 });
  assert.deepEqual(rest, []);
  assert.equal(usage?.calls, 3);
  assert.equal(usage?.usage.input, 3 * USAGE.input);
  assert.equal(usage?.usage.output, 3 * USAGE.output);
}

function byName([first]: readonly unknown[], [second]: readonly unknown[]): number {
  return String(first).localeCompare(String(second));
}
