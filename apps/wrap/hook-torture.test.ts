import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fakeGateway, TOKENS } from '../../ingress/http/testing/fake-gateway.ts';
import { serveFake } from '../../ingress/http/testing/serve-fake.ts';
import { TROUBLES } from './testing/gateway-troubles.ts';
import { makeHome, removeHome, type ShimHome, serveRaw } from './testing/run-shim.ts';
import { type HookEnd, type HostOutcome, runHook } from './testing/torture.ts';
import { TORTURED_HOSTS } from './testing/tortured-hosts.ts';

const LAUNCHER = resolve(import.meta.dirname, '../../bin/countersign');

for (const { agent, event, routes, rules, input: fields, permitted, lets } of TORTURED_HOSTS) {
  describe(`${agent} at ${event}`, () => {
    let home: ShimHome;
    const input = JSON.stringify(fields);
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
      // Only one that was stopped is left to its host's time-out; the others end by themselves, whatever that takes.
      const timeoutMs = signal === 'SIGSTOP' ? 3_000 : 40_000;
      const end = await runHook({ home, line: line(LAUNCHER), input, timeoutMs, waitS: 1, started });
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
        assert.equal(judge(await runHook({ home, line: line(LAUNCHER), input, waitS: 1 })), 'blocked', what);
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

    test('a hook that cannot answer leaves it to the contract of the host', async () => {
      assert.equal(judge(await signalled('SIGKILL')), lets.killed, 'killed');
      assert.equal(judge(await signalled('SIGSTOP')), lets.hung, 'hung until the time-out');
      assert.equal(judge(await runHook({ home, line: line(`${home.root}/absent`), input })), lets.absent, 'absent');
      for (const [what, text] of [
        ['garbage', 'echo hello'],
        ['half JSON', `printf '{"hookSpecificOutput":{"hookEventName"'`],
        ['a wrong exit code', 'echo no >&2; exit 1'],
      ] as const) {
        const program = `${home.root}/replaced`;
        writeFileSync(program, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
        assert.equal(judge(await runHook({ home, line: line(program), input })), lets[what], what);
      }
    });
  });
}
