import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { codexRoutes } from '../../ingress/hooks/codex/codex-hook.ts';
import { geminiCliRoutes } from '../../ingress/hooks/gemini-cli/gemini-cli-hook.ts';
import { fakeGateway, TOKENS } from '../../ingress/http/testing/fake-gateway.ts';
import { serveFake } from '../../ingress/http/testing/serve-fake.ts';
import { answerOf, makeHome, removeHome, type ShimHome, serveRaw } from './testing/run-shim.ts';
import {
  codexRules,
  geminiCliRules,
  type HookEnd,
  type HostOutcome,
  type HostRules,
  runHook,
} from './testing/torture.ts';

const LAUNCHER = resolve(import.meta.dirname, '../../bin/countersign');
const CALL = { session_id: 's-1', cwd: '/work/app', tool_name: 'Bash', tool_input: { command: 'ls' } };

/** A host under torture. `lets` is what its own contract does where no hook of ours is left to answer: the documented gap. */
type Host = {
  readonly agent: string;
  readonly routes: typeof codexRoutes;
  readonly rules: HostRules;
  readonly events: readonly { readonly event: string; readonly permitted: HostOutcome; readonly lets: HostOutcome }[];
};

const HOSTS: readonly Host[] = [
  {
    agent: 'codex',
    routes: codexRoutes,
    rules: codexRules,
    events: [
      { event: 'PreToolUse', permitted: 'runs', lets: 'runs' },
      { event: 'PermissionRequest', permitted: 'runs', lets: 'asks' },
    ],
  },
  {
    agent: 'gemini-cli',
    routes: geminiCliRoutes,
    rules: geminiCliRules,
    events: [{ event: 'BeforeTool', permitted: 'runs', lets: 'runs' }],
  },
];

/** What a gateway in trouble does with a connection. */
const TROUBLES: { readonly [what: string]: (socket: Socket) => void } = {
  'breaks off': (socket) => socket.destroy(),
  hangs: () => undefined,
  'is slow': (socket) => setTimeout(() => socket.end(answerOf('0 stdout\n{}\nend\n')), 2_500).unref(),
  'answers garbage': (socket) => socket.end(Buffer.from([0, 255, 10, 13, 0])),
  'answers half JSON': (socket) => socket.end(answerOf('0 stdout\n{"hookSpecific')),
  'answers half of its bytes': (socket) => socket.end(answerOf('0 stdout\n\nend\n', { length: 900 })),
  'answers an exit code that is none': (socket) => socket.end(answerOf('1 stdout\n\nend\n')),
  'answers with status 500': (socket) => socket.end(answerOf('0 stdout\n\nend\n', { status: '500 Oops' })),
};

for (const { agent, routes, rules, events } of HOSTS) {
  for (const { event, permitted, lets } of events) {
    describe(`${agent} at ${event}`, () => {
      let home: ShimHome;
      const input = JSON.stringify({ ...CALL, hook_event_name: event });
      const line = (program: string): string => `'${program}' hook ${agent} ${event}`;
      const judge = (end: HookEnd): HostOutcome => rules(event, end);
      before(() => {
        home = makeHome();
      });
      after(() => removeHome(home));

      /** The hook, sent a signal while the gateway has not answered. */
      async function signalled(signal: NodeJS.Signals): Promise<HookEnd> {
        let pid = 0;
        const server = await serveRaw(home, () => void process.kill(pid, signal));
        const started = (id: number) => {
          pid = id;
        };
        const end = await runHook({ home, line: line(LAUNCHER), input, timeoutMs: 3_000, started });
        await server.close();
        return end;
      }

      test('does what the gateway says', async () => {
        const gateway = fakeGateway();
        const served = await serveFake({ rawRoutes: routes(gateway, { operator: 'human:operator' }) }, { gateway });
        writeFileSync(join(home.state, 'address'), `${served.base}\n`);
        writeFileSync(join(home.state, 'tokens/agent.token'), `${TOKENS.agent}\n`);
        assert.equal(judge(await runHook({ home, line: line(LAUNCHER), input })), 'blocked');
        gateway.verdict = 'allow';
        assert.equal(judge(await runHook({ home, line: line(LAUNCHER), input })), permitted);
        for (const bad of ['', '{', '[]', '{"hook_event_name":"Nonsense"}', 'x'.repeat(3_000_000)]) {
          const end = await runHook({ home, line: line(LAUNCHER), input: bad });
          assert.equal(judge(end), 'blocked', bad.slice(0, 40));
        }
        await served.server.close(0);
      });

      test('runs nothing while the gateway is in trouble, down, or there is no token', async () => {
        for (const [what, serve] of Object.entries(TROUBLES)) {
          const server = await serveRaw(home, serve);
          assert.equal(judge(await runHook({ home, line: line(LAUNCHER), input })), 'blocked', what);
          await server.close();
        }
        assert.equal(judge(await runHook({ home, line: line(LAUNCHER), input })), 'blocked', 'down');
        rmSync(join(home.state, 'tokens/agent.token'));
        assert.equal(judge(await runHook({ home, line: line(LAUNCHER), input })), 'blocked', 'no token');
        writeFileSync(join(home.state, 'tokens/agent.token'), `${TOKENS.agent}\n`);
      });

      test('runs nothing when the hook is asked to end', async () => {
        for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
          assert.equal(judge(await signalled(signal)), 'blocked', signal);
        }
      });

      test(`a hook that cannot answer leaves it at: ${lets}, which doctor says`, async () => {
        assert.equal(judge(await signalled('SIGKILL')), lets, 'killed');
        assert.equal(judge(await signalled('SIGSTOP')), lets, 'hung until the time-out');
        assert.equal(judge(await runHook({ home, line: line(`${home.root}/absent`), input })), lets, 'absent');
        for (const [what, text] of Object.entries({
          garbage: 'echo hello',
          'half JSON': `printf '{"hookSpecificOutput":{"hookEventName"'`,
          'a wrong exit code': 'echo no >&2; exit 1',
        })) {
          const program = `${home.root}/replaced`;
          writeFileSync(program, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
          assert.equal(judge(await runHook({ home, line: line(program), input })), lets, what);
        }
      });
    });
  }
}
