import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../core/encoding/json.ts';
import {
  AGENT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
} from '../../test/harness/test-gateway.ts';
import { readyPolicy, testPolicy } from '../../test/harness/test-policy.ts';
import type { Authorization, Caller, Proposal } from '../gateway.ts';
import { replayDecisions } from '../log/replay-decisions.ts';
import { LINK_HOLDS_MS } from './linked-calls.ts';

const WRAP: Caller = { principal: 'agent:mcp', scopes: ['decide', 'outcome', 'elicit'] };
const ARGS = { path: '/work/app/a.txt', content: 'x' };

/** The call as the agent's hook proposes it, and as the wrapped server's front does. */
const hooked = (args: JsonObject = ARGS, more: Partial<Proposal> = {}): Proposal =>
  propose('mcp__files__write', args, {
    tool: { name: 'mcp__files__write', origin: 'mcp:files', digest: null },
    ...more,
  });
const wrapped = (args: JsonObject = ARGS, more: Partial<Proposal> = {}): Proposal =>
  hooked(args, { surface: 'mcp', session: 'mcp-1', ...more });

/** A gateway that knows the tool, and has let the person approve the hook's call. */
async function approvedOnce(options: Parameters<typeof openTestGateway>[0] = {}): Promise<TestGateway> {
  const opened = await openTestGateway(options);
  const { gateway } = opened;
  const listing = { name: 'write', inputSchema: { type: 'object' } };
  const [noted] = await gateway.noteTools(AGENT, { server: 'files', tools: [listing] });
  await gateway.vouchTool(OPERATOR, { server: 'files', tools: [{ name: 'write', digest: noted?.seenDigest ?? '' }] });
  const asked = await gateway.authorize(AGENT, hooked(), NO_WAIT);
  assert.equal(asked.verdict, 'require-approval');
  await opened.approve(asked.approval?.request.id ?? '');
  assert.equal((await gateway.authorize(AGENT, hooked(), NO_WAIT)).verdict, 'allow');
  return opened;
}

async function tried(opened: TestGateway, proposal: Proposal, caller = WRAP): Promise<Authorization> {
  const known = opened.gateway.listTools({ server: 'files' }).find(({ name }) => name === 'write');
  const tool = { ...proposal.tool, digest: known?.seenDigest ?? null };
  return opened.gateway.authorize(caller, { ...proposal, tool }, NO_WAIT);
}

describe('a call that a hook and a wrapped server both propose', () => {
  test('is asked about once, recorded twice, and the second record names the first', async () => {
    const opened = await approvedOnce();
    const second = await tried(opened, wrapped());
    assert.equal(second.verdict, 'allow');
    const entries = await opened.stores.ledger.readEntries({ fromIndex: 0, limit: 1_000 });
    const decisions = entries
      .map(({ text }) => JSON.parse(text) as { type: string; action: string; data: { follows?: string } })
      .filter(({ type }) => type === 'decision');
    const first = decisions.at(-2);
    assert.equal(decisions.at(-1)?.data.follows, first?.action);
    const ledger = opened.stores.ledger;
    const { policies } = opened.stores;
    const { cipher, hash } = opened.ports;
    const parts = { ledger, policies, cipher, hash, preparePolicy: () => readyPolicy() };
    const outcomes: string[] = [];
    for await (const { outcome } of replayDecisions(parts, { fromIndex: 0, toIndex: entries.length }))
      outcomes.push(outcome);
    assert.deepEqual(new Set(outcomes), new Set(['same']));
  });

  test('is asked about again the second time, and after a minute', async () => {
    const opened = await approvedOnce();
    assert.equal((await tried(opened, wrapped())).verdict, 'allow');
    assert.equal((await tried(opened, wrapped())).verdict, 'require-approval');
    const late = await approvedOnce();
    await late.clock.advance(LINK_HOLDS_MS);
    assert.equal((await tried(late, wrapped())).verdict, 'require-approval');
  });

  const OTHERS: readonly (readonly [string, Proposal, Caller?])[] = [
    ['other arguments', wrapped({ ...ARGS, content: 'y' })],
    ['one argument more', wrapped({ ...ARGS, mode: 'w' })],
    ['another workspace', wrapped(ARGS, { session: 'mcp-2', workspace: '/work/other' })],
    ['another person', wrapped(ARGS, { onBehalfOf: 'human:eve' })],
    ['another server', wrapped(ARGS, { tool: { name: 'mcp__mail__write', origin: 'mcp:mail', digest: null } })],
    [
      'a name that is not the origin’s',
      wrapped(ARGS, { tool: { name: 'mcp__files__write', origin: 'mcp:x', digest: null } }),
    ],
    ['a second hook', hooked(ARGS, { session: 'session-2' })],
    ['a token that cannot answer for a person', wrapped(), { ...WRAP, scopes: ['decide', 'outcome'] }],
    ['the agent itself', wrapped(ARGS, { session: 'mcp-3' }), { ...AGENT, scopes: WRAP.scopes }],
  ];
  for (const [name, proposal, caller] of OTHERS) {
    test(`is not the same with ${name}`, async () => {
      const opened = await approvedOnce();
      assert.notEqual((await tried(opened, proposal, caller)).verdict, 'allow');
      assert.equal((await tried(opened, wrapped())).verdict, 'allow', 'the link is still there');
    });
  }

  test('is denied the second time by whatever denies it, and asked about where something new is asked', async () => {
    const opened = await approvedOnce();
    const changed = { name: 'write', description: 'Now more.', inputSchema: {} };
    await opened.gateway.noteTools(AGENT, { server: 'files', tools: [changed] });
    assert.equal((await tried(opened, wrapped())).verdict, 'deny');
    const forgotten = await approvedOnce();
    await forgotten.gateway.forgetTool(OPERATOR, { server: 'files', names: ['write'] });
    await forgotten.gateway.noteTools(AGENT, { server: 'files', tools: [changed] });
    assert.equal((await tried(forgotten, wrapped())).verdict, 'require-approval');
  });

  test('is asked about again once the approver’s key was withdrawn', async () => {
    const opened = await approvedOnce();
    const [key] = opened.gateway.listApprovers();
    await opened.gateway.withdrawApprover(OPERATOR, key?.keyId ?? '');
    assert.equal((await tried(opened, wrapped())).verdict, 'require-approval');
  });

  test('needs a person’s approval: what policy alone allowed for the hook links nothing', async () => {
    const effects = [{ class: 'file.write', argument: 'path' }] as const;
    const surroundings = { ...testPolicy().surroundings, toolProfiles: [{ tool: 'mcp__files__write', effects }] };
    const opened = await openTestGateway({ ready: readyPolicy({ surroundings }) });
    const listing = { name: 'write', inputSchema: { type: 'object' } };
    const [noted] = await opened.gateway.noteTools(AGENT, { server: 'files', tools: [listing] });
    await opened.gateway.vouchTool(OPERATOR, {
      server: 'files',
      tools: [{ name: 'write', digest: noted?.seenDigest ?? '' }],
    });
    const verdicts: string[] = [];
    for (let time = 0; time < 3; time++) {
      if (time === 2) assert.equal((await opened.gateway.authorize(AGENT, hooked(), NO_WAIT)).verdict, 'allow');
      verdicts.push((await tried(opened, wrapped())).verdict);
    }
    assert.deepEqual(verdicts, ['allow', 'allow', 'require-approval']);
  });
});
