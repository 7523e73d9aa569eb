import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Proposal } from '../../application/gateway.ts';
import { openCodeRoutes } from '../../ingress/hooks/opencode/opencode-hook.ts';
import { fakeGateway, TOKENS } from '../../ingress/http/testing/fake-gateway.ts';
import { serveFake } from '../../ingress/http/testing/serve-fake.ts';
import { openCodePlugin } from '../../sdk/opencode-plugin.ts';
import { TROUBLES } from './testing/gateway-troubles.ts';
import { makeHome, removeHome, type ShimHome, serveRaw } from './testing/run-shim.ts';

const LAUNCHER = resolve(import.meta.dirname, '../../bin/countersign');
const SHIM = resolve(import.meta.dirname, 'hook-shim.sh');
const HOST = resolve(import.meta.dirname, 'testing/opencode-host.ts');

type Became = { readonly outcome: 'runs' | 'blocked'; readonly why: string };

/** Programs that stand where our hook should, and answer nothing that counts. */
const REPLACED: { readonly [what: string]: string } = {
  killed: 'kill -KILL $$',
  hung: 'kill -STOP $$',
  'silent, with exit code 0': 'exit 0',
  garbage: 'echo hello',
  'half JSON': `printf '{"decision":"al'`,
  'an allow and more': `echo '{"decision":"allow"}'; echo more`,
  'an allow with a wrong exit code': `echo '{"decision":"allow"}'; exit 1`,
  'a wrong exit code': 'echo no >&2; exit 1',
  'a denial without a reason': 'exit 2',
  'endless talk': 'exec yes',
};

for (const api of ['1', '2'] as const) {
  const call = { tool: api === '1' ? 'bash' : 'shell', args: { command: 'ls', workdir: 'web' } };

  describe(`opencode, plugin interface ${api}`, () => {
    let home: ShimHome;
    const hooked = async (
      program: string,
      { calls = [call], waitS = 30 }: { readonly calls?: readonly object[]; readonly waitS?: number } = {},
    ): Promise<readonly Became[]> => {
      const plugin = join(home.root, 'countersign.mjs');
      writeFileSync(plugin, openCodePlugin(program));
      const env = {
        PATH: home.pathOf('bash'),
        HOME: home.root,
        COUNTERSIGN_STATE: home.state,
        COUNTERSIGN_HOOK_WAIT: String(waitS),
      };
      const host = spawn(process.execPath, [HOST, plugin, api], { env, stdio: ['pipe', 'pipe', 'inherit'] });
      host.stdin.end(JSON.stringify(calls));
      return JSON.parse(await text(host.stdout)) as readonly Became[];
    };
    const became = (program: string, calls: readonly object[] = [call]) => hooked(program, { calls });
    const outcome = async (program: string): Promise<string | undefined> => (await became(program))[0]?.outcome;
    const cutOff = (program: string) => hooked(program, { waitS: 1 });
    before(() => {
      home = makeHome();
    });
    after(() => removeHome(home));
    beforeEach(() => writeFileSync(join(home.state, 'tokens/agent.token'), `${TOKENS.agent}\n`));

    test('does what the gateway says, tells the reason, and reports what ran', async () => {
      const gateway = fakeGateway();
      const routes = openCodeRoutes(gateway, { operator: 'human:operator' });
      const served = await serveFake({ rawRoutes: routes }, { gateway });
      writeFileSync(join(home.state, 'address'), `${served.base}\n`);
      const [denied] = await became(LAUNCHER);
      assert.equal(denied?.outcome, 'blocked');
      assert.match(denied.why, /^Countersign denied this call/);
      gateway.verdict = 'allow';
      gateway.seen.length = 0;
      assert.equal(await outcome(LAUNCHER), 'runs');
      const methods = gateway.seen.map(({ method }) => method).filter((method) => method !== 'authenticate');
      assert.deepEqual(methods, ['authorize', 'reportOutcome']);
      const proposal = gateway.seen.find(({ method }) => method === 'authorize')?.args[1] as Proposal;
      const { tool, args, cwd, workspace, callId } = proposal;
      assert.equal(tool.origin, api === '1' ? 'builtin:opencode' : 'builtin:opencode-2');
      assert.deepEqual(
        { args, cwd, workspace, callId },
        { args: call.args, cwd: '/work/app/web', workspace: '/work/app', callId: 'call_1' },
      );
      const unreadable = [{ tool: 'mcp_x' }, { tool: 'bash', args: ['ls'] }, { tool: '', args: {} }];
      assert.deepEqual(
        (await became(LAUNCHER, unreadable)).map((one) => one.outcome),
        ['blocked', 'blocked', 'blocked'],
      );
      await served.server.close(0);
    });

    test('asks through the shim alone, as in a run', async () => {
      const gateway = fakeGateway();
      const served = await serveFake(
        { rawRoutes: openCodeRoutes(gateway, { operator: 'human:operator' }) },
        { gateway },
      );
      writeFileSync(join(home.state, 'address'), `${served.base}\n`);
      assert.equal(await outcome(SHIM), 'blocked');
      gateway.verdict = 'allow';
      assert.equal(await outcome(SHIM), 'runs');
      await served.server.close(0);
      assert.equal(await outcome(SHIM), 'blocked');
    });

    test('counts what a sub-agent does to the session that it was started from, where the host says so', async () => {
      const gateway = fakeGateway();
      const routes = openCodeRoutes(gateway, { operator: 'human:operator' });
      const served = await serveFake({ rawRoutes: routes }, { gateway });
      writeFileSync(join(home.state, 'address'), `${served.base}\n`);
      await became(LAUNCHER, [call, { ...call, session: 'ses_2' }]);
      const proposals = gateway.seen
        .filter(({ method }) => method === 'authorize')
        .map(({ args }) => args[1] as Proposal);
      assert.deepEqual(
        proposals.map(({ session, subagent }) => [session, subagent]),
        api === '1'
          ? [
              ['ses_1', null],
              ['ses_1', 'ses_2'],
            ]
          : [
              ['ses_1', null],
              ['ses_2', null],
            ],
      );
      await served.server.close(0);
    });

    test('runs nothing while the gateway is in trouble, down, or there is no token', async () => {
      for (const [what, serve] of Object.entries(TROUBLES)) {
        const server = await serveRaw(home, serve);
        assert.equal((await cutOff(LAUNCHER))[0]?.outcome, 'blocked', what);
        await server.close();
      }
      assert.equal(await outcome(LAUNCHER), 'blocked', 'down');
      rmSync(join(home.state, 'tokens/agent.token'));
      assert.equal(await outcome(LAUNCHER), 'blocked', 'no token');
    });

    test('runs nothing when the hook cannot answer', async () => {
      assert.equal(await outcome(join(home.root, 'absent')), 'blocked', 'absent');
      for (const [what, script] of Object.entries(REPLACED)) {
        const program = join(home.root, 'replaced');
        writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
        const [result] = await cutOff(program);
        assert.equal(result?.outcome, 'blocked', what);
        assert.match(result.why, /^Countersign: /, what);
      }
    });

    test('runs everything without the plugin, or with one that cannot be loaded, which doctor says', async () => {
      const plugin = join(home.root, 'broken.mjs');
      writeFileSync(plugin, openCodePlugin(LAUNCHER).slice(0, 900));
      for (const path of [plugin, join(home.root, 'gone.mjs')]) {
        const host = spawn(process.execPath, [HOST, path, api], { stdio: ['pipe', 'pipe', 'ignore'] });
        host.stdin.end(JSON.stringify([call]));
        assert.deepEqual(JSON.parse(await text(host.stdout)), [{ outcome: 'runs', why: '' }]);
      }
    });
  });
}
