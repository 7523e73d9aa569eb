import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openBwrap } from '../../../adapters/bwrap/open-bwrap.ts';
import { openProcessRunner } from '../../../adapters/process/run-command.ts';
import type { ReadyPolicy } from '../../../application/gateway-ports.ts';
import type { Check } from '../../../core/verify/check.ts';
import type { CommandRunner, CommandSpec, Containment } from '../../../ports/command-runner.ts';
import { openWorkspaceGateway, workspaceFolders } from '../../harness/real-workspace.ts';
import { AGENT, NO_WAIT, propose } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

const OF_OPERATOR: Check = {
  name: 'tests',
  kind: 'tests',
  argv: ['sh', './check.sh'],
  timeoutMs: 20_000,
  onFailure: 'human',
  layer: 'organisation',
};
const OF_PROJECT: Check = { ...OF_OPERATOR, name: 'own', layer: 'project' };

function verifiedBy(...checks: readonly Check[]): ReadyPolicy {
  return readyPolicy({ verify: { checks, environment: [], projectChecks: 'contained' } });
}

/** A runner that says what it is told to and notes what it is asked to run; every program passes. */
function saying(answers: readonly Containment[], ran: CommandSpec[] = []): CommandRunner {
  const left = [...answers];
  return {
    contains: async () => left.shift() ?? { isContained: false, why: 'nothing is said' },
    run: async (spec) => {
      ran.push(spec);
      const nothing = { text: '', sizeBytes: 0 };
      const end = { kind: 'exited', exitCode: 0 } as const;
      return { end, stdout: nothing, stderr: nothing, durationMs: 1, contained: spec.mustBeContained === true };
    },
  };
}

const YES: Containment = { isContained: true };

test('runs the tests unasked where the gateway holds them to the workspace, by whomever they are named', async (t) => {
  const ran: CommandSpec[] = [];
  const { call } = await openWorkspaceGateway(t, {
    ready: verifiedBy(OF_OPERATOR, OF_PROJECT),
    ports: { runner: saying([YES, YES], ran) },
  });
  for (const check of ['tests', 'own']) {
    const done = await call('run_test', { check });
    assert.deepEqual([done.isDone, done.detail['contained']], [true, true], done.text);
  }
  assert.deepEqual(
    ran.map(({ mustBeContained }) => mustBeContained),
    [true, true],
  );
});

test('asks, and runs no program of the project, where nothing holds it', async (t) => {
  const { call } = await openWorkspaceGateway(t, {
    ready: verifiedBy(OF_OPERATOR, OF_PROJECT),
    ports: { runner: saying([]) },
  });
  assert.equal((await call('run_test', { check: 'tests' })).verdict, 'require-approval');
  await assert.rejects(call('run_test', { check: 'own' }), { code: 'plan.invalid', message: /nothing contains it/ });
});

test('takes nothing that an agent would run itself for held, whatever it calls it', async (t) => {
  const { root, gateway } = await openWorkspaceGateway(t, {
    ready: verifiedBy(OF_OPERATOR),
    ports: { runner: saying(Array.from({ length: 20 }, () => YES)) },
  });
  const place = { session: 'own', workspace: root, cwd: root };
  for (const tool of ['Bash', 'run_test'] as const) {
    const proposal = propose(tool, { check: 'tests', command: "'sh' './check.sh'" }, place);
    assert.notEqual((await gateway.authorize(AGENT, proposal, NO_WAIT)).verdict, 'allow', tool);
  }
});

test('checks a change by the project’s own programs where they are held, and takes it for unchecked where not', async (t) => {
  const write = async (
    answers: readonly Containment[],
  ): Promise<{ readonly ran: CommandSpec[]; readonly text: string }> => {
    const ran: CommandSpec[] = [];
    const options = { ready: verifiedBy(OF_PROJECT), ports: { runner: saying(answers, ran) } };
    const { call } = await openWorkspaceGateway(t, options);
    return { ran, text: JSON.stringify((await call('write_file', { path: 'a.txt', content: 'a\n' })).detail) };
  };
  assert.equal((await write([YES])).ran.length, 1);
  const loose = await write([]);
  assert.equal(loose.ran.length, 0);
  assert.match(loose.text, /nothing contains it/);
});

test('really holds the tests of a project: they pass, and reach nothing beyond it', async (t) => {
  const folders = workspaceFolders(t);
  const state = join(folders.base, 'state');
  const containment = openBwrap({ home: join(folders.base, 'home'), closed: [state], uuid: randomUUID });
  const runner = openProcessRunner({ containment });
  const held = await runner.contains(folders.root);
  if (!held.isContained) return t.skip(held.why);
  const { root, call } = await openWorkspaceGateway(t, { ready: verifiedBy(OF_PROJECT), ports: { runner } }, folders);
  writeFileSync(join(state, 'secret'), 'SECRET-state');
  const script = `cat ${state}/secret; touch ${folders.base}/outside; echo made > made; echo done\n`;
  writeFileSync(join(root, 'check.sh'), script);
  const done = await call('run_test', { check: 'own' });
  assert.equal(done.isDone, true, done.text);
  assert.match(done.text, /own passed.*done/s);
  assert.doesNotMatch(done.text, /SECRET-state/);
  assert.equal(readFileSync(join(root, 'made'), 'utf8'), 'made\n');
  assert.equal(existsSync(join(folders.base, 'outside')), false);
});
