import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openProcessRunner } from '../../../adapters/process/run-command.ts';
import type { Check } from '../../../core/verify/check.ts';
import type { CommandResult, CommandRunner, CommandSpec } from '../../../ports/command-runner.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { AGENT, OPERATOR } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';
import { until } from '../../harness/until.ts';

type Runs = { readonly runner: CommandRunner; readonly now: () => number; readonly most: () => number };

/** A real runner that counts what runs at the same time. */
function counting(): Runs {
  const real = openProcessRunner();
  const count = { now: 0, most: 0 };
  const run = async (spec: CommandSpec): Promise<CommandResult> => {
    count.now += 1;
    count.most = Math.max(count.most, count.now);
    return real.run(spec).finally(() => {
      count.now -= 1;
    });
  };
  return { runner: { ...real, run }, now: () => count.now, most: () => count.most };
}

async function withCheck(t: TestContext, check: Partial<Check>): Promise<WorkspaceGateway & { readonly runs: Runs }> {
  const usual = { name: 'tests', kind: 'tests', layer: 'organisation', timeoutMs: 30_000, onFailure: 'human' } as const;
  const checks = [{ ...usual, argv: ['sh', '-c', 'sleep 30'], ...check }];
  const ready = readyPolicy({ mode: 'shadow', verify: { checks, environment: [], projectChecks: 'contained' } });
  const runs = counting();
  return { ...(await openWorkspaceGateway(t, { ready, ports: { runner: runs.runner } })), runs };
}

test('refuses a check of the project that nothing contains before anybody is asked', async (t) => {
  const { call, gateway } = await withCheck(t, { layer: 'project', argv: ['true'] });
  const { size } = await gateway.logHead();
  await assert.rejects(call('run_test', { check: 'tests' }), { code: 'plan.invalid', message: /nothing contains it/ });
  assert.equal((await gateway.logHead()).size, size);
});

test('runs two programs at once, and the others after them', async (t) => {
  const { call, runs } = await withCheck(t, { argv: ['sh', '-c', 'sleep 0.2'] });
  const all = Array.from({ length: 7 }, (_, index) => call('run_test', { check: 'tests' }, { session: `s${index}` }));
  for (const { text } of await Promise.all(all)) assert.match(text, /tests passed/);
  assert.equal(runs.most(), 2);
});

test('ends what runs when everything is halted, and starts nothing that waits', async (t) => {
  const { call, runs, gateway } = await withCheck(t, {});
  const startedMs = performance.now();
  const all = ['a', 'b', 'c'].map((session) => call('run_test', { check: 'tests' }, { session }));
  await until(() => runs.now() === 2, 'two programs that run');
  await gateway.halt(OPERATOR, { source: 'cli', reason: 'stop' });
  for (const { text } of await Promise.all(all)) assert.match(text, /stopped before its end/);
  assert.ok(performance.now() - startedMs < 60_000);
  assert.deepEqual([runs.now(), runs.most()], [0, 2]);
});

test('ends what runs when the gateway closes', async (t) => {
  const { call, runs, close } = await withCheck(t, {});
  const running = call('run_test', { check: 'tests' }).catch((error: unknown) => error);
  await until(() => runs.now() === 1, 'a program that runs');
  await close();
  await running;
  assert.equal(runs.now(), 0);
});

test('ends a check whose caller waits no more', async (t) => {
  const { gateway, root, runs } = await withCheck(t, {});
  const leaving = new AbortController();
  const place = {
    session: 's',
    workspace: root,
    onBehalfOf: 'human:operator',
    surface: 'mcp',
    channel: 'cli',
  } as const;
  const call = { ...place, tool: 'run_test', args: { check: 'tests' }, dryRun: false } as const;
  const running = gateway.act(
    AGENT,
    { ...call, callId: null, idempotencyKey: null },
    { waitMs: 0, signal: leaving.signal },
  );
  await until(() => runs.now() === 1, 'a program that runs');
  leaving.abort();
  assert.match((await running).text, /stopped before its end/);
});
