import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Proposal } from '../../../application/gateway.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import { type FakeGateway, fakeGateway, TOKENS } from '../../http/testing/fake-gateway.ts';
import { type ServedFake, serveFake } from '../../http/testing/serve-fake.ts';
import { readFixtures, resetGateway } from '../testing/command-hook.ts';
import { claudeCodeRoutes } from './claude-code-hook.ts';

const { all: FIXTURES, fixture } = readFixtures(`${import.meta.dirname}/fixtures`);

type Output = {
  readonly decision?: string;
  readonly reason?: string;
  readonly systemMessage?: string;
  readonly hookSpecificOutput?: {
    readonly hookEventName: string;
    readonly permissionDecision?: string;
    readonly permissionDecisionReason?: string;
    readonly decision?: { readonly behavior: string; readonly message?: string };
    readonly additionalContext?: string;
  };
};

/** What an agent makes of an answer, whichever kind of hook it came through. */
type Effect = 'allowed' | 'denied' | 'neutral';

function effectOf({ decision, hookSpecificOutput }: Output): Effect {
  const verdict = hookSpecificOutput?.permissionDecision ?? hookSpecificOutput?.decision?.behavior ?? decision;
  if (verdict === undefined) return 'neutral';
  assert.ok(['allow', 'deny', 'block'].includes(verdict), verdict);
  return verdict === 'allow' ? 'allowed' : 'denied';
}

describe("Claude Code's hooks", () => {
  const gateway: FakeGateway = fakeGateway();
  const failures: unknown[] = [];
  let served: ServedFake;
  before(async () => {
    const rawRoutes = claudeCodeRoutes(gateway, {
      operator: 'human:operator',
      onFailure: ({ error }) => failures.push(error),
    });
    served = await serveFake({ rawRoutes }, { gateway });
  });
  after(() => served.server.close(0));
  beforeEach(() => {
    resetGateway(gateway);
  });

  async function post(path: string, body: string, token: string = TOKENS.agent): Promise<string> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${served.base}${path}`, { method: 'POST', headers, body });
    assert.equal(answer.status, 200);
    return answer.text();
  }

  /** Sends a body through both kinds, holds that they agree, and answers the effect with the text that goes with it. */
  async function effectOfBoth(
    body: string,
    { token = TOKENS.agent, query = '' }: { readonly token?: string; readonly query?: string } = {},
  ) {
    const output = JSON.parse(await post(`/hooks/claude-code${query}`, body, token)) as Output;
    const [first, ...rest] = (await post(`/hooks/claude-code/command${query}`, body, token)).split('\n');
    assert.deepEqual(rest.slice(-2), ['end', '']);
    const text = rest.slice(0, -2).join('\n');
    const effect = effectOf(output);
    assert.equal(first, effect === 'denied' ? '2 stderr' : '0 stdout');
    if (effect !== 'denied') assert.deepEqual(JSON.parse(text), output);
    const { hookSpecificOutput: specific } = output;
    const said = specific?.permissionDecisionReason ?? specific?.decision?.message ?? output.reason ?? '';
    if (effect === 'denied') assert.equal(text, said);
    return { effect, said, output };
  }

  test('answer every recorded event as the verdict wants, through both kinds', async () => {
    const gated = [
      'pre-tool-use',
      'pre-tool-use-write',
      'pre-tool-use-mcp',
      'pre-tool-use-subagent',
      'permission-request',
    ];
    for (const [name, body] of FIXTURES) {
      for (const [verdict, expected] of [
        ['allow', 'allowed'],
        ['deny', 'denied'],
        ['defer', 'denied'],
        ['require-approval', 'denied'],
      ] as const) {
        gateway.verdict = verdict;
        gateway.approval = verdict === 'require-approval' ? 'pending' : null;
        const { effect } = await effectOfBoth(body);
        assert.equal(effect, gated.includes(name) ? expected : 'neutral', `${name} with ${verdict}`);
      }
    }
    assert.ok(FIXTURES.size >= 17);
  });

  test('name the event they answer', async () => {
    gateway.verdict = 'allow';
    for (const name of ['pre-tool-use', 'permission-request', 'session-start']) {
      const { output } = await effectOfBoth(fixture(name));
      const { hook_event_name: event } = JSON.parse(fixture(name)) as { readonly hook_event_name: string };
      assert.equal(output.hookSpecificOutput?.hookEventName, event);
    }
  });

  test('propose what the agent wants to do, as who it is', async () => {
    gateway.verdict = 'allow';
    await post('/hooks/claude-code', fixture('pre-tool-use-mcp'));
    await post('/hooks/claude-code', fixture('pre-tool-use-subagent'));
    const proposals = gateway.seen.filter(({ method }) => method === 'authorize').map(({ args }) => args);
    assert.deepEqual((proposals[0] ?? [])[0], {
      principal: 'agent:claude-code',
      scopes: ['decide', 'outcome', 'prompt'],
    });
    assert.deepEqual((proposals[0] ?? [])[1], {
      id: null,
      session: '5f0b1c8e-2a1d-4a52-9c77-0d3f6a1b9e42',
      onBehalfOf: 'human:operator',
      surface: 'hook',
      tool: { name: 'mcp__github__create_issue', origin: 'mcp:github', digest: null },
      args: { owner: 'octo', repo: 'app', title: 'Broken build' },
      cwd: '/work/app',
      workspace: '/work/app',
      plan: null,
      idempotencyKey: null,
      callId: 'toolu_01C',
      subagent: null,
      channel: 'cli',
    } satisfies Proposal);
    const second = (proposals[1] ?? [])[1] as Proposal;
    assert.deepEqual([second.subagent, second.tool.origin], ['Explore:agent-7', 'builtin:claude-code']);
    assert.equal(((proposals[0] ?? [])[2] as { waitMs: number }).waitMs, 75_000);
  });

  test('report outcomes by session and call, and mind no call the gateway does not know', async () => {
    await post('/hooks/claude-code', fixture('post-tool-use'));
    await post('/hooks/claude-code', fixture('post-tool-use-failure'));
    const reports = gateway.seen.filter(({ method }) => method === 'reportOutcome').map(({ args }) => args[1]);
    const by = { session: '5f0b1c8e-2a1d-4a52-9c77-0d3f6a1b9e42', callId: 'toolu_01A' };
    const response = '{"stdout":"ok\\n","stderr":"","interrupted":false}';
    assert.deepEqual(reports, [
      { by, result: 'completed', error: null, durationMs: 812, response },
      { by, result: 'failed', error: 'failed', durationMs: null, response: null },
    ]);
    for (const code of ['action.unknown', 'action.state'] as const) {
      const { authenticate } = gateway;
      const reportOutcome = () => Promise.reject(new GatewayError(code, 'report: none'));
      const own = await serveFake({
        rawRoutes: claudeCodeRoutes({ ...gateway, authenticate, reportOutcome }, { operator: 'human:operator' }),
      });
      const answer = await fetch(`${own.base}/hooks/claude-code`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKENS.agent}`, 'content-type': 'application/json' },
        body: fixture('post-tool-use'),
      });
      assert.equal(await answer.text(), '{}');
      await own.server.close(0);
    }
  });

  test('observe the session', async () => {
    for (const name of ['session-start', 'user-prompt-submit', 'session-end'])
      await post('/hooks/claude-code', fixture(name));
    const session = '5f0b1c8e-2a1d-4a52-9c77-0d3f6a1b9e42';
    assert.deepEqual(
      gateway.seen.filter(({ method }) => method === 'observeSession').map(({ args }) => args[1]),
      [
        { kind: 'started', session, workspace: '/work/app', source: 'startup' },
        { kind: 'prompt', session, workspace: '/work/app', prompt: 'Fix the failing test.\nThen commit.' },
        { kind: 'ended', session, reason: 'prompt_input_exit' },
      ],
    );
  });

  test('confirm a permission request that was just authorised, and decide any other', async () => {
    gateway.confirms = true;
    assert.equal((await effectOfBoth(fixture('permission-request'))).effect, 'allowed');
    assert.equal(
      gateway.seen.some(({ method }) => method === 'authorize'),
      false,
    );
    gateway.confirms = false;
    assert.equal((await effectOfBoth(fixture('permission-request'))).effect, 'denied');
    assert.equal(
      gateway.seen.some(({ method }) => method === 'authorize'),
      true,
    );
  });

  test('leave the agent to its user in shadow mode, and say what would have been', async () => {
    gateway.verdict = 'allow';
    gateway.enforced = false;
    const { effect, output } = await effectOfBoth(fixture('pre-tool-use'));
    assert.equal(effect, 'neutral');
    assert.match(output.systemMessage ?? '', /shadow mode\) would deny this call of Bash/);
    const policy = { ...gateway.currentPolicy().policy, mode: 'shadow' as const };
    const own = await serveFake({
      rawRoutes: claudeCodeRoutes(
        { ...gateway, confirmAuthorised: async () => true, currentPolicy: () => ({ policy, warnings: [] }) },
        { operator: 'human:operator' },
      ),
    });
    const answer = await fetch(`${own.base}/hooks/claude-code`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKENS.agent}`, 'content-type': 'application/json' },
      body: fixture('permission-request'),
    });
    assert.equal(await answer.text(), '{}');
    await own.server.close(0);
  });

  test('tell the model what was denied, why, by which rule, what to do instead and how to go on', async () => {
    const { said } = await effectOfBoth(fixture('pre-tool-use'));
    assert.match(said, /^Countersign denied this call of Bash\. The call did not run\.\n/);
    assert.match(said, /Why: Production is deployed by people\. Rule: no-production\. Risk: medium \(40 of 100\)\./);
    assert.match(said, /Instead: Deploy to staging\./);
    assert.match(said, /the same effect through another tool/);
  });

  test('tell the model how a person can still approve, and when to repeat the call', async () => {
    for (const [verdict, approval] of [
      ['require-approval', 'pending'],
      ['deny', 'timed-out'],
    ] as const) {
      Object.assign(gateway, { verdict, approval });
      const { said, effect } = await effectOfBoth(fixture('pre-tool-use'));
      assert.equal(effect, 'denied');
      assert.match(said, /"countersign approvals approve 01234567"/);
      assert.match(said, /repeat exactly this call within ten minutes/);
    }
  });

  test('deny garbage and unknown events', async () => {
    const call = JSON.parse(fixture('pre-tool-use')) as { [field: string]: unknown };
    const broken: readonly unknown[] = [
      null,
      [],
      'PreToolUse',
      {},
      { ...call, hook_event_name: 'PreToolUse2' },
      { ...call, hook_event_name: 7 },
      { ...call, hook_event_name: 'constructor' },
      { ...call, tool_input: 'rm' },
      { ...call, tool_input: null },
      { ...call, tool_name: '' },
      { ...call, tool_name: 'Ba\u001b[31msh' },
      { ...call, tool_use_id: 7 },
      { ...call, cwd: 'app' },
      { ...call, session_id: 'x'.repeat(300) },
      { ...call, session_id: undefined },
      { hook_event_name: 'ConfigChange', session_id: 's' },
    ];
    gateway.verdict = 'allow';
    for (const body of broken) {
      assert.equal((await effectOfBoth(JSON.stringify(body))).effect, 'denied', JSON.stringify(body));
    }
    for (const text of ['', '{', '{"a":1,"a":2}', `{"__proto__":${JSON.stringify(call)}}`, 'x'.repeat(3_000_000)]) {
      assert.equal((await effectOfBoth(text)).effect, 'denied', text.slice(0, 40));
    }
    assert.equal(
      gateway.seen.some(({ method }) => method === 'authorize'),
      false,
    );
  });

  test('deny when the token is not good', async () => {
    gateway.verdict = 'allow';
    for (const token of ['cs_unknown', TOKENS.reader]) {
      const { effect, said } = await effectOfBoth(fixture('pre-tool-use'), { token });
      assert.equal(effect, 'denied');
      assert.match(said, /countersign doctor/);
      assert.equal(said.includes(token), false);
    }
  });

  test('deny when the gateway fails, with its reason or with none', async () => {
    gateway.verdict = 'allow';
    gateway.failure = new GatewayError('log.unwritable', 'append: the disk is full', { remedies: ['make room'] });
    for (const name of ['pre-tool-use', 'permission-request', 'user-prompt-submit']) {
      const { effect, said } = await effectOfBoth(fixture(name));
      assert.deepEqual([effect, /disk is full.*make room/s.test(said)], ['denied', true], name);
    }
    gateway.failure = new TypeError('secret at /home/x');
    const { effect, said } = await effectOfBoth(fixture('pre-tool-use'));
    assert.deepEqual([effect, said.includes('secret')], ['denied', false]);
    assert.deepEqual(failures, [gateway.failure, gateway.failure]);
    Object.assign(gateway, { failure: null, tokenFailure: new TypeError('secret at /home/x') });
    assert.equal((await effectOfBoth(fixture('pre-tool-use'))).effect, 'denied');
  });

  test('tell the user, and stop nothing, when a notice cannot be recorded', async () => {
    gateway.failure = new GatewayError('log.unwritable', 'append: the disk is full');
    for (const name of [
      'post-tool-use',
      'post-tool-use-failure',
      'session-start',
      'session-end',
      'stop',
      'subagent-stop',
    ]) {
      const { effect } = await effectOfBoth(fixture(name));
      assert.equal(effect, 'neutral', name);
    }
    const { output } = await effectOfBoth(fixture('post-tool-use'));
    assert.match(output.systemMessage ?? '', /could not record PostToolUse: .*countersign doctor/);
  });

  test('know from the settings what to stop when the input says nothing, and believe no other event', async () => {
    const oversized = 'x'.repeat(3_000_000);
    assert.equal((await effectOfBoth(oversized, { query: '?event=PostToolUse' })).effect, 'neutral');
    assert.equal((await effectOfBoth(oversized, { query: '?event=PreToolUse' })).effect, 'denied');
    gateway.verdict = 'allow';
    assert.equal((await effectOfBoth(fixture('pre-tool-use'), { query: '?event=PreToolUse' })).effect, 'allowed');
    assert.equal((await effectOfBoth(fixture('pre-tool-use'), { query: '?event=PostToolUse' })).effect, 'denied');
  });

  test('escape whatever they repeat', async () => {
    const { authorize } = gateway;
    const nasty = 'a\u001b[2Jb\nc\u202ed\u200be';
    const own = await serveFake({
      rawRoutes: claudeCodeRoutes(
        {
          ...gateway,
          authorize: async (...given) => {
            const answer = await authorize(...given);
            return { ...answer, decision: { ...answer.decision, reason: nasty, remedies: [nasty], gates: [] } };
          },
        },
        { operator: 'human:operator' },
      ),
    });
    const answer = await fetch(`${own.base}/hooks/claude-code/command`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKENS.agent}`, 'content-type': 'application/json' },
      body: fixture('pre-tool-use'),
    });
    const text = await answer.text();
    for (const hidden of ['\u001b', '\u202e', '\u200b', 'b\nc']) assert.equal(text.includes(hidden), false);
    assert.match(text, /a\\u\{1b\}\[2Jb\\u\{a\}c\\u\{202e\}d\\u\{200b\}e/);
    await own.server.close(0);
  });
});
