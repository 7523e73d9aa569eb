import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { GatewayError } from '../../../application/gateway-error.ts';
import { TOKENS } from '../../http/testing/fake-gateway.ts';
import { readFixtures, useHook } from '../testing/command-hook.ts';
import { copilotCliRoutes } from './copilot-cli-hook.ts';

const { all: FIXTURES, changed, fixture } = readFixtures(`${import.meta.dirname}/fixtures`);
const CALLS = [
  'pre-tool-use',
  'pre-tool-use-text',
  'pre-tool-use-create',
  'pre-tool-use-patch',
  'pre-tool-use-mcp',
  'pre-tool-use-subagent',
] as const;

/** The event of a recorded input, which only its name tells: `pre-tool-use-text` is one of `preToolUse`. */
const EVENTS = ['preToolUse', 'permissionRequest', 'userPromptSubmitted', 'sessionStart', 'sessionEnd', 'agentStop'];
const EVENT_OF: { readonly [name: string]: string } = {
  ...Object.fromEntries(EVENTS.map((event) => [event.replaceAll(/[A-Z]/gu, (it) => `-${it.toLowerCase()}`), event])),
  ...Object.fromEntries(CALLS.map((name) => [name, 'preToolUse'])),
  'post-tool-use': 'postToolUse',
  'post-tool-use-failure': 'postToolUseFailure',
  'error-occurred': 'errorOccurred',
  'permission-request-edit': 'permissionRequest',
  'permission-request-subagent': 'permissionRequest',
  'user-prompt-submitted-subagent': 'userPromptSubmitted',
};

describe("Copilot CLI's hooks", () => {
  const hook = useHook('copilot-cli', copilotCliRoutes);

  const ask = (body: string, event = 'preToolUse') => hook.post(body, { event });

  test('deny a call in JSON with the reason, and say nothing to let it go on', async () => {
    for (const name of CALLS) {
      for (const verdict of ['deny', 'defer', 'require-approval'] as const) {
        hook.gateway.verdict = verdict;
        const { status, text } = await ask(fixture(name));
        assert.equal(status, '0 stdout');
        assert.match(text, /^\{"permissionDecision":"deny","permissionDecisionReason":"Countersign /, name);
      }
      hook.gateway.verdict = 'allow';
      assert.deepEqual(await ask(fixture(name)), { status: '0 stdout', text: '{}' }, name);
    }
  });

  test('deny a permission request, and leave any other to the rules of the user', async () => {
    const body = fixture('permission-request');
    assert.match((await ask(body, 'permissionRequest')).text, /^\{"behavior":"deny","message":"Countersign /);
    hook.gateway.confirms = true;
    hook.proposals();
    assert.deepEqual(await ask(body, 'permissionRequest'), { status: '0 stdout', text: '{}' });
    assert.deepEqual(hook.proposals(), []);
  });

  test('read arguments as an object, as its text, as free text and where there are none', async () => {
    hook.gateway.verdict = 'allow';
    await ask(fixture('pre-tool-use'));
    await ask(fixture('pre-tool-use-text'));
    await ask(fixture('permission-request'), 'permissionRequest');
    await ask(fixture('pre-tool-use-patch'));
    await ask(changed('pre-tool-use', { toolArgs: '' }));
    await ask(changed('permission-request', { toolInput: undefined }), 'permissionRequest');
    const [object, text, request, patch, none, missing] = hook.proposals();
    assert.ok(object !== undefined);
    assert.deepEqual(text, object);
    assert.deepEqual(request, object);
    assert.equal(object.tool.origin, 'builtin:copilot-cli');
    assert.deepEqual(Object.keys(patch?.args ?? {}), ['input']);
    assert.deepEqual([none?.args, missing?.args], [{}, {}]);
  });

  test('know a shell line again without what is said beside it, and leave other requests to the user', async () => {
    hook.gateway.verdict = 'allow';
    const toolArgs = { command: 'npm test', mode: 'async', shellId: '1', detach: true, initial_wait: 5 };
    await ask(changed('pre-tool-use', { toolArgs }));
    await ask(changed('pre-tool-use', { toolArgs: { ...toolArgs, requestSandboxBypass: true } }));
    const [line, bypass] = hook.proposals();
    assert.deepEqual(line?.args, { command: 'npm test' });
    assert.equal(bypass?.args['requestSandboxBypass'], true);
    hook.gateway.verdict = 'deny';
    assert.equal((await ask(fixture('permission-request-edit'), 'permissionRequest')).text, '{}');
    assert.deepEqual(hook.proposals(), []);
  });

  test('count what a sub-agent does to the session it works for, and what it is told as no prompt', async () => {
    hook.gateway.verdict = 'allow';
    await ask(fixture('pre-tool-use-subagent'));
    await ask(fixture('permission-request-subagent'), 'permissionRequest');
    const [first, second] = hook.proposals();
    assert.ok(first !== undefined);
    assert.deepEqual(second, first);
    assert.equal(first.session, '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9');
    assert.equal(first.subagent, 'explore:48b8adc2-f202-4f40-a172-202b0720af18');
    await ask(fixture('user-prompt-submitted-subagent'), 'userPromptSubmitted');
    assert.deepEqual(
      hook.gateway.seen.filter(({ method }) => method === 'observeSession'),
      [],
    );
  });

  test('take a folder for the session where an older version names none', async () => {
    hook.gateway.verdict = 'allow';
    await ask(changed('pre-tool-use', { sessionId: undefined }));
    assert.equal(hook.proposals()[0]?.session, 'copilot-cli:/work/app');
  });

  test('answer every other event with JSON that changes nothing', async () => {
    for (const [name, body] of FIXTURES) {
      const event = EVENT_OF[name];
      assert.ok(event !== undefined, name);
      if (event === 'preToolUse' || event === 'permissionRequest') continue;
      const { status, text } = await ask(body, event);
      assert.equal(status, '0 stdout', name);
      if (event === 'sessionStart')
        assert.match(text, /^\{"additionalContext":"Tool calls in this session are checked/);
      else assert.equal(text, '{}', name);
    }
    const methods = hook.gateway.seen.map(({ method }) => method);
    assert.equal(methods.filter((method) => method === 'observeSession').length, 3);
  });

  test('are silent in shadow mode', async () => {
    hook.gateway.enforced = false;
    assert.equal((await ask(fixture('pre-tool-use'))).text, '{}');
  });

  test('deny garbage, half JSON, too much, unknown events, bad tokens and a gateway that fails', async () => {
    hook.gateway.verdict = 'allow';
    const isDenied = ({ status, text }: { status: string; text: string }): boolean =>
      status === '2 stderr' || text.startsWith('{"permissionDecision":"deny"');
    const bodies = [
      '',
      '{}',
      '[]',
      'null',
      fixture('pre-tool-use').slice(0, 60),
      'x'.repeat(3_000_000),
      changed('pre-tool-use', { toolArgs: ['ls'] }),
      changed('pre-tool-use', { toolArgs: 7 }),
      changed('pre-tool-use', { toolName: '' }),
      changed('pre-tool-use', { cwd: 'app' }),
      changed('pre-tool-use', { hook_event_name: 'PreToolUse' }),
    ];
    for (const body of bodies) assert.ok(isDenied(await ask(body)), body.slice(0, 200));
    assert.ok(isDenied(await ask(fixture('pre-tool-use'), 'preToolUses')));
    assert.ok(isDenied(await hook.post(fixture('pre-tool-use'))));
    assert.ok(isDenied(await hook.post(fixture('pre-tool-use'), { event: 'preToolUse', token: TOKENS.reader })));
    assert.deepEqual(hook.proposals(), []);
    hook.gateway.failure = new GatewayError('log.unwritable', 'append: the disk is full');
    assert.ok(isDenied(await ask(fixture('pre-tool-use'))));
    assert.match((await ask(fixture('permission-request'), 'permissionRequest')).text, /^\{"behavior":"deny"/);
    assert.equal((await ask(fixture('user-prompt-submitted'), 'userPromptSubmitted')).text, '{}');
  });

  test('never let a call go on for an input that nobody made', async () => {
    const nearly = fc.record(
      {
        sessionId: fc.oneof(fc.string({ minLength: 1 }), fc.jsonValue()),
        cwd: fc.oneof(fc.constant('/work/app'), fc.jsonValue()),
        toolName: fc.oneof(fc.constantFrom('bash', 'constructor'), fc.jsonValue()),
        toolArgs: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), fc.json(), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(nearly, async (input) => {
        assert.match((await ask(JSON.stringify(input))).text, /^\{"permissionDecision":"deny"/);
      }),
      { numRuns: 200 },
    );
  });
});
