import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { GatewayError } from '../../../application/gateway-error.ts';
import { TOKENS } from '../../http/testing/fake-gateway.ts';
import { readFixtures, useHook } from '../testing/command-hook.ts';
import { cursorRoutes } from './cursor-hook.ts';

const { all: FIXTURES, changed, fixture } = readFixtures(`${import.meta.dirname}/fixtures`);
const FIRST = ['pre-tool-use', 'pre-tool-use-read', 'pre-tool-use-write', 'pre-tool-use-mcp', 'pre-tool-use-task'];
const SECOND = ['before-shell-execution', 'before-read-file', 'before-mcp-execution', 'subagent-start'];
const PAIRS = [
  ['pre-tool-use', 'before-shell-execution'],
  ['pre-tool-use-read', 'before-read-file'],
  ['pre-tool-use-mcp', 'before-mcp-execution'],
  ['pre-tool-use-task', 'subagent-start'],
] as const;

type Answer = { readonly permission?: string; readonly user_message?: string; readonly agent_message?: string };

describe("Cursor's hooks", () => {
  const hook = useHook('cursor', cursorRoutes);

  test('say a permission for every call: deny with the reason, allow, never ask', async () => {
    for (const name of [...FIRST, ...SECOND]) {
      for (const verdict of ['deny', 'defer', 'require-approval'] as const) {
        hook.gateway.verdict = verdict;
        const { status, text } = await hook.post(fixture(name));
        assert.equal(status, '0 stdout', name);
        const { permission, user_message: shown, agent_message: told } = JSON.parse(text) as Answer;
        assert.equal(permission, 'deny', `${name} ${verdict}`);
        assert.match(shown ?? '', /^Countersign /);
        assert.equal(told ?? shown, shown);
      }
      hook.gateway.verdict = 'allow';
      assert.deepEqual(await hook.post(fixture(name)), { status: '0 stdout', text: '{"permission":"allow"}' }, name);
    }
  });

  test('tell both hooks of one call as the same call', async () => {
    hook.gateway.verdict = 'allow';
    for (const [first, second] of PAIRS) {
      await hook.post(fixture(first));
      await hook.post(fixture(second));
      const [one, other] = hook.proposals();
      assert.ok(one !== undefined && other !== undefined, first);
      assert.deepEqual({ ...one, callId: null }, { ...other, callId: null }, first);
    }
  });

  test('ask once about a call with two hooks, and anew where they differ', async () => {
    Object.assign(hook.gateway, { verdict: 'deny', confirms: true });
    for (const name of SECOND) {
      assert.equal((await hook.post(fixture(name))).text, '{"permission":"allow"}', name);
    }
    assert.deepEqual(hook.proposals(), []);
    hook.gateway.confirms = false;
    await hook.post(changed('pre-tool-use', { tool_input: { command: 'npm test', env: { CI: '1' }, timeout: 5 } }));
    const [kept] = hook.proposals();
    assert.deepEqual(kept?.args, { command: 'npm test', env: { CI: '1' }, timeout: 5 });
  });

  test('propose where a call runs and who supplies its tool', async () => {
    hook.gateway.verdict = 'allow';
    await hook.post(changed('pre-tool-use', { tool_input: { command: 'ls', cwd: 'web' } }));
    await hook.post(changed('pre-tool-use', { tool_input: { command: 'ls', working_directory: '/work/lib' } }));
    await hook.post(
      changed('before-shell-execution', { cwd: '/work/lib/x', workspace_roots: ['/work/app', '/work/lib'] }),
    );
    await hook.post(changed('before-shell-execution', { cwd: '/work/app', workspace_roots: [] }));
    await hook.post(changed('pre-tool-use-read', { tool_input: { path: 'a.ts' } }));
    await hook.post(fixture('before-mcp-execution'));
    const seen = hook.proposals();
    assert.deepEqual(
      seen.slice(0, 4).map(({ cwd, workspace }) => [cwd, workspace]),
      [
        ['/work/app/web', '/work/app'],
        ['/work/lib', '/work/app'],
        ['/work/lib/x', '/work/lib'],
        ['/work/app', '/work/app'],
      ],
    );
    assert.deepEqual(seen[4]?.args, { file_path: 'a.ts' });
    assert.deepEqual([seen[5]?.tool.name, seen[5]?.tool.origin], ['MCP:create_issue', 'mcp:unknown']);
    assert.deepEqual(seen[5]?.args, { title: 'Broken build' });
  });

  test('let a prompt go on, and stop it when it cannot be recorded', async () => {
    assert.equal((await hook.post(fixture('before-submit-prompt'))).text, '{"continue":true}');
    hook.gateway.failure = new GatewayError('log.unwritable', 'append: the disk is full');
    assert.match(
      (await hook.post(fixture('before-submit-prompt'))).text,
      /^\{"continue":false,"user_message":"Counter/,
    );
  });

  test('answer every other event with JSON that changes nothing', async () => {
    for (const [name, body] of FIXTURES) {
      if ([...FIRST, ...SECOND, 'before-submit-prompt'].includes(name)) continue;
      const { hook_event_name: event } = JSON.parse(body) as { hook_event_name: string };
      const { status, text } = await hook.post(body, { event });
      assert.equal(status, '0 stdout', name);
      if (name === 'session-start')
        assert.match(text, /^\{"additional_context":"Tool calls in this session are checked/);
      else assert.equal(text, '{}', name);
    }
    const methods = hook.gateway.seen.map(({ method }) => method);
    assert.equal(methods.filter((method) => method === 'observeSession').length, 2);
    assert.equal(methods.filter((method) => method === 'reportOutcome').length, 2);
  });

  test('let a call go on in shadow mode', async () => {
    hook.gateway.enforced = false;
    assert.equal((await hook.post(fixture('pre-tool-use'))).text, '{"permission":"allow"}');
  });

  test('deny garbage, half JSON, too much, unknown events, bad tokens and a gateway that fails', async () => {
    hook.gateway.verdict = 'allow';
    const isDenied = ({ status, text }: { status: string; text: string }): boolean =>
      status === '2 stderr' || text.startsWith('{"permission":"deny"');
    const bodies = [
      '',
      '{}',
      '[]',
      'null',
      fixture('pre-tool-use').slice(0, 99),
      'x'.repeat(3_000_000),
      changed('pre-tool-use', { hook_event_name: 'beforeTabFileRead' }),
      changed('pre-tool-use', { tool_input: 'ls' }),
      changed('pre-tool-use', { workspace_roots: [], cwd: '' }),
      changed('pre-tool-use', { workspace_roots: ['c:/app'] }),
      changed('pre-tool-use', { cwd: 'web' }),
      changed('before-mcp-execution', { tool_input: '{"title":' }),
      changed('before-mcp-execution', { tool_input: '["title"]' }),
      changed('before-shell-execution', { command: null }),
    ];
    for (const body of bodies) assert.ok(isDenied(await hook.post(body)), body.slice(0, 200));
    assert.ok(isDenied(await hook.post(fixture('pre-tool-use'), { token: TOKENS.reader })));
    assert.ok(isDenied(await hook.post(fixture('pre-tool-use'), { event: 'stop' })));
    assert.deepEqual(hook.proposals(), []);
    hook.gateway.failure = new GatewayError('log.unwritable', 'append: the disk is full');
    for (const name of [...FIRST, ...SECOND]) assert.ok(isDenied(await hook.post(fixture(name))), name);
    assert.deepEqual(await hook.post(fixture('post-tool-use')), { status: '0 stdout', text: '{}' });
  });

  test('never let a call go on for an input that nobody made', async () => {
    const nearly = fc.record(
      {
        hook_event_name: fc.constantFrom('preToolUse', 'beforeShellExecution', 'beforeMCPExecution', 'beforeReadFile'),
        conversation_id: fc.oneof(fc.string({ minLength: 1 }), fc.jsonValue()),
        workspace_roots: fc.oneof(fc.constant(['/work/app']), fc.jsonValue()),
        tool_name: fc.oneof(fc.constantFrom('Shell', 'constructor', '__proto__'), fc.jsonValue()),
        tool_input: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
        command: fc.oneof(fc.string(), fc.jsonValue()),
      },
      { requiredKeys: ['hook_event_name'] },
    );
    await fc.assert(
      fc.asyncProperty(nearly, async (input) => {
        const { status, text } = await hook.post(JSON.stringify(input));
        assert.ok(status === '2 stderr' || text.startsWith('{"permission":"deny"'), text);
      }),
      { numRuns: 200 },
    );
  });
});
