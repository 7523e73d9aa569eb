import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GatewayError } from '../../../application/gateway-error.ts';
import { TOKENS } from '../../http/testing/fake-gateway.ts';
import { readFixtures, useHook } from '../testing/command-hook.ts';
import { openCodeRoutes } from './opencode-hook.ts';

const { changed, fixture } = readFixtures(`${import.meta.dirname}/fixtures`);
const CALLS = ['pre-tool-use', 'pre-tool-use-edit', 'pre-tool-use-mcp', 'pre-tool-use-second'];

describe("OpenCode's plugin", () => {
  const hook = useHook('opencode', openCodeRoutes);

  test('is told the reason of a denial with exit 2, and an allow in one text alone', async () => {
    for (const name of CALLS) {
      for (const verdict of ['deny', 'defer', 'require-approval'] as const) {
        hook.gateway.verdict = verdict;
        const denied = await hook.post(fixture(name));
        assert.equal(denied.status, '2 stderr', `${name} ${verdict}`);
        assert.match(denied.text, /^Countersign /);
      }
      hook.gateway.verdict = 'allow';
      assert.deepEqual(await hook.post(fixture(name)), { status: '0 stdout', text: '{"decision":"allow"}' }, name);
    }
    hook.gateway.enforced = false;
    assert.equal((await hook.post(fixture('pre-tool-use'))).text, '{"decision":"allow"}');
  });

  test('tells which of its two interfaces it runs on, and where a shell line runs', async () => {
    hook.gateway.verdict = 'allow';
    for (const name of CALLS) await hook.post(fixture(name));
    await hook.post(changed('pre-tool-use-edit', { tool_input: { filePath: 'a', workdir: '/etc' } }));
    assert.deepEqual(
      hook.proposals().map(({ tool, cwd, callId }) => [tool.name, tool.origin, cwd, callId]),
      [
        ['bash', 'builtin:opencode', '/work/app/web', 'call_01'],
        ['edit', 'builtin:opencode', '/work/app', 'call_02'],
        ['github_create_issue', 'builtin:opencode', '/work/app', 'call_03'],
        ['shell', 'builtin:opencode-2', '/work/app/web', 'call_04'],
        ['edit', 'builtin:opencode', '/work/app', 'call_02'],
      ],
    );
  });

  test('reports outcomes and prompts', async () => {
    for (const name of ['post-tool-use', 'post-tool-use-failure', 'user-prompt-submit']) {
      assert.deepEqual(await hook.post(fixture(name)), { status: '0 stdout', text: '{}' }, name);
    }
    assert.deepEqual(
      hook.gateway.seen.map(({ method }) => method).filter((method) => method !== 'authenticate'),
      ['reportOutcome', 'reportOutcome', 'screenMessage', 'observeSession'],
    );
  });

  test('is told to deny garbage, half JSON, too much, unknown events, bad tokens and a gateway that fails', async () => {
    hook.gateway.verdict = 'allow';
    const bodies = [
      '',
      '{}',
      '[]',
      fixture('pre-tool-use').slice(0, 60),
      'x'.repeat(3_000_000),
      changed('pre-tool-use', { tool_input: undefined }),
      changed('pre-tool-use', { tool_input: ['ls'] }),
      changed('pre-tool-use', { cwd: undefined }),
      changed('pre-tool-use', { hook_event_name: 'Next' }),
    ];
    for (const body of bodies) assert.equal((await hook.post(body)).status, '2 stderr', body.slice(0, 200));
    assert.equal((await hook.post(fixture('pre-tool-use'), { token: TOKENS.reader })).status, '2 stderr');
    assert.equal((await hook.post(fixture('pre-tool-use'), { event: 'PostToolUse' })).status, '2 stderr');
    assert.deepEqual(hook.proposals(), []);
    hook.gateway.failure = new GatewayError('log.unwritable', 'append: the disk is full');
    assert.equal((await hook.post(fixture('pre-tool-use'))).status, '2 stderr');
    assert.equal((await hook.post(fixture('post-tool-use'))).text, '{}');
  });
});
