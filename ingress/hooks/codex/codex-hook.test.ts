import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { GatewayError } from '../../../application/gateway-error.ts';
import { TOKENS } from '../../http/testing/fake-gateway.ts';
import { readFixtures, useHook } from '../testing/command-hook.ts';
import { codexRoutes } from './codex-hook.ts';

const { all: FIXTURES, fixture } = readFixtures(`${import.meta.dirname}/fixtures`);

describe("Codex's hooks", () => {
  const hook = useHook('codex', codexRoutes);

  test('deny a call with exit 2 and the reason, and print nothing to let it go on', async () => {
    for (const name of ['pre-tool-use', 'pre-tool-use-patch', 'pre-tool-use-mcp', 'pre-tool-use-subagent']) {
      for (const verdict of ['deny', 'defer', 'require-approval'] as const) {
        hook.gateway.verdict = verdict;
        const denied = await hook.post(fixture(name));
        assert.equal(denied.status, '2 stderr', `${name} ${verdict}`);
        assert.match(denied.text, /^Countersign /);
      }
      hook.gateway.verdict = 'allow';
      assert.deepEqual(await hook.post(fixture(name)), { status: '0 stdout', text: '' }, name);
    }
  });

  test('answer a question of its own rules with a decision', async () => {
    const denied = await hook.post(fixture('permission-request'));
    assert.equal(denied.status, '0 stdout');
    const { hookSpecificOutput: specific } = JSON.parse(denied.text) as {
      hookSpecificOutput: { hookEventName: string; decision: { behavior: string; message: string } };
    };
    assert.deepEqual(Object.keys(specific), ['hookEventName', 'decision']);
    assert.equal(specific.decision.behavior, 'deny');
    assert.match(specific.decision.message, /^Countersign denied/);
    hook.gateway.verdict = 'allow';
    assert.equal(
      (await hook.post(fixture('permission-request'))).text,
      '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow"}}}',
    );
  });

  test('propose the call, a question about it as the same call, one about the network as another', async () => {
    hook.gateway.verdict = 'allow';
    for (const name of ['pre-tool-use', 'permission-request', 'permission-request-network', 'pre-tool-use-mcp']) {
      await hook.post(fixture(name));
    }
    const [first, same, network, mcp] = hook.proposals();
    assert.deepEqual([first?.tool.name, first?.tool.origin, first?.callId], ['Bash', 'builtin:codex', 'call_01']);
    assert.deepEqual(same?.args, first?.args);
    assert.deepEqual(network?.args, { command: 'npm test', description: 'network-access registry.example' });
    assert.equal(mcp?.tool.origin, 'mcp:github');
  });

  test('say nothing about any other event, and tell the model once that calls are checked', async () => {
    for (const [name, body] of FIXTURES) {
      const { hook_event_name: event } = JSON.parse(body) as { hook_event_name: string };
      if (event === 'PreToolUse' || event === 'PermissionRequest') continue;
      const { status, text } = await hook.post(body, { event });
      assert.equal(status, '0 stdout', name);
      if (event === 'SessionStart') assert.match(text, /"additionalContext":"Tool calls in this session are checked/);
      else assert.equal(text, '', name);
    }
    const methods = hook.gateway.seen.map(({ method }) => method);
    assert.equal(methods.filter((method) => method === 'observeSession').length, 3);
    assert.ok(methods.includes('reportOutcome'));
  });

  test('are silent in shadow mode', async () => {
    hook.gateway.enforced = false;
    assert.deepEqual(await hook.post(fixture('pre-tool-use')), { status: '0 stdout', text: '' });
  });

  test('deny garbage, half JSON, too much, unknown events and bad tokens', async () => {
    hook.gateway.verdict = 'allow';
    const call = JSON.parse(fixture('pre-tool-use')) as object;
    const broken = [
      {},
      [],
      null,
      { ...call, hook_event_name: 'Next' },
      { ...call, tool_input: 'ls' },
      { ...call, cwd: 'a' },
    ];
    const bodies = [...broken.map((body) => JSON.stringify(body)), '', fixture('pre-tool-use').slice(0, 99)];
    for (const body of [...bodies, 'x'.repeat(3_000_000)]) {
      assert.equal((await hook.post(body)).status, '2 stderr', body.slice(0, 60));
    }
    assert.equal((await hook.post(fixture('pre-tool-use'), { token: TOKENS.reader })).status, '2 stderr');
    assert.equal((await hook.post(fixture('pre-tool-use'), { event: 'Stop' })).status, '2 stderr');
    assert.deepEqual(hook.proposals(), []);
  });

  test('deny when the gateway fails, and stop nothing where nothing can be stopped', async () => {
    hook.gateway.failure = new GatewayError('log.unwritable', 'append: the disk is full');
    assert.equal((await hook.post(fixture('pre-tool-use'))).status, '2 stderr');
    assert.match((await hook.post(fixture('permission-request'))).text, /"behavior":"deny"/);
    assert.equal((await hook.post(fixture('user-prompt-submit'))).status, '2 stderr');
    assert.deepEqual(await hook.post(fixture('post-tool-use')), { status: '0 stdout', text: '' });
  });

  test('never let a call go on for an input that nobody made', async () => {
    const nearly = fc.record(
      {
        hook_event_name: fc.constantFrom('PreToolUse', 'PermissionRequest', 'Nonsense'),
        session_id: fc.oneof(fc.string({ minLength: 1 }), fc.jsonValue()),
        cwd: fc.oneof(fc.constant('/work/app'), fc.jsonValue()),
        tool_name: fc.oneof(fc.constant('Bash'), fc.jsonValue()),
        tool_input: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
      },
      { requiredKeys: ['hook_event_name'] },
    );
    await fc.assert(
      fc.asyncProperty(nearly, async (input) => {
        const { status, text } = await hook.post(JSON.stringify(input));
        assert.ok(status === '2 stderr' || text.includes('"behavior":"deny"'), text);
      }),
      { numRuns: 200 },
    );
  });
});
