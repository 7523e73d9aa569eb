import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GatewayError } from '../../../application/gateway-error.ts';
import { TOKENS } from '../../http/testing/fake-gateway.ts';
import { readFixtures, useHook } from '../testing/command-hook.ts';
import { geminiCliRoutes } from './gemini-cli-hook.ts';
import { toolOrigin } from './hook-input.ts';

const { all: FIXTURES, fixture } = readFixtures(`${import.meta.dirname}/fixtures`);

describe("Gemini CLI's hooks", () => {
  const hook = useHook('gemini-cli', geminiCliRoutes);

  test('deny a call with exit 2 and the reason, and allow one with JSON alone', async () => {
    for (const name of ['before-tool', 'before-tool-write', 'before-tool-mcp']) {
      for (const verdict of ['deny', 'defer', 'require-approval'] as const) {
        hook.gateway.verdict = verdict;
        const denied = await hook.post(fixture(name));
        assert.equal(denied.status, '2 stderr', `${name} ${verdict}`);
        assert.match(denied.text, /^Countersign /);
      }
      hook.gateway.verdict = 'allow';
      const allowed = await hook.post(fixture(name));
      assert.equal(allowed.status, '0 stdout');
      assert.equal((JSON.parse(allowed.text) as { decision: string }).decision, 'allow');
    }
  });

  test('propose the call where it would run, by who supplies it', async () => {
    hook.gateway.verdict = 'allow';
    await hook.post(fixture('before-tool'));
    await hook.post(fixture('before-tool-mcp'));
    const [shell, mcp] = hook.proposals();
    assert.deepEqual(
      [shell?.tool.origin, shell?.cwd, shell?.workspace],
      ['builtin:gemini-cli', '/work/app/web', '/work/app'],
    );
    assert.deepEqual([mcp?.tool.origin, mcp?.cwd, mcp?.callId], ['mcp:github', '/work/app', null]);
    assert.deepEqual(
      ['mcp_a_b', 'mcp_', 'mcp_a', 'read_file'].map((tool) => toolOrigin(tool, null)),
      ['mcp:a', 'mcp:unknown', 'mcp:a', 'builtin:gemini-cli'],
    );
    assert.equal(toolOrigin('read_file', 'files'), 'mcp:files');
  });

  test('answer every other event with JSON that changes nothing', async () => {
    for (const [name, body] of FIXTURES) {
      const { hook_event_name: event } = JSON.parse(body) as { hook_event_name: string };
      if (event === 'BeforeTool') continue;
      const { status, text } = await hook.post(body, { event });
      assert.equal(status, '0 stdout', name);
      if (event === 'SessionStart') assert.match(text, /"additionalContext":"Tool calls in this session are checked/);
      else assert.equal(text, '{}', name);
    }
    const methods = hook.gateway.seen.map(({ method }) => method);
    assert.equal(methods.filter((method) => method === 'observeSession').length, 3);
  });

  test('tell the user in shadow mode what would have been', async () => {
    hook.gateway.enforced = false;
    const { status, text } = await hook.post(fixture('before-tool'));
    assert.equal(status, '0 stdout');
    assert.deepEqual(Object.keys(JSON.parse(text) as object), ['systemMessage']);
  });

  test('deny garbage, half JSON, too much, unknown events, bad tokens and a gateway that fails', async () => {
    hook.gateway.verdict = 'allow';
    const call = JSON.parse(fixture('before-tool')) as object;
    const broken = [
      {},
      [],
      null,
      { ...call, hook_event_name: 'Next' },
      { ...call, tool_input: 'ls' },
      { ...call, cwd: 'a' },
    ];
    const bodies = [...broken.map((body) => JSON.stringify(body)), '', fixture('before-tool').slice(0, 99)];
    for (const body of [...bodies, 'x'.repeat(3_000_000)]) {
      assert.equal((await hook.post(body)).status, '2 stderr', body.slice(0, 60));
    }
    assert.equal((await hook.post(fixture('before-tool'), { token: TOKENS.reader })).status, '2 stderr');
    assert.equal((await hook.post(fixture('before-tool'), { event: 'AfterTool' })).status, '2 stderr');
    assert.deepEqual(hook.proposals(), []);
    hook.gateway.failure = new GatewayError('log.unwritable', 'append: the disk is full');
    for (const name of ['before-tool', 'before-agent']) {
      assert.equal((await hook.post(fixture(name))).status, '2 stderr', name);
    }
    assert.match((await hook.post(fixture('session-start'))).text, /could not record SessionStart/);
  });
});
