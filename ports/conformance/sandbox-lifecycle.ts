import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { CleanUpReport, Sandbox } from '../sandbox.ts';
import { contractOf, eventually } from './sandbox-contract.ts';
import { openFor, type SandboxUnderTest, shell, specFor } from './sandbox-place.ts';

const COMPLETE = { processes: [], mounts: [], groups: [], files: [], sockets: [] };

/** Stopping, continuing, ending, and that nothing is left. */
export function testSandboxLifecycle(under: SandboxUnderTest): void {
  const { driver, settings } = under;
  const contract = contractOf(under);
  const frozen = contractOf(under, { needs: ['freeze'] });
  const counting = 'setsid sh -c "while :; do date +%s%N >> beat; sleep 0.02; done" & sleep 60';
  frozen('stops everything in it, and continues it', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const running = shell(sandbox, counting);
    while ((await beats(sandbox)) === 0) await pause(20);
    await sandbox.freeze();
    assert.equal(sandbox.state, 'frozen');
    const before = (await sizes(sandbox)).join();
    await pause(300);
    assert.equal((await sizes(sandbox)).join(), before);
    await sandbox.resume();
    assert.equal(sandbox.state, 'running');
    const seen = await beats(sandbox);
    assert.ok(await eventually(async () => (await beats(sandbox)) > seen));
    await sandbox.terminate('stopped');
    assert.equal((await running).excess, 'stopped');
  });
  frozen('ends what is frozen, at once', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const running = shell(sandbox, counting);
    while ((await beats(sandbox)) === 0) await pause(20);
    await sandbox.freeze();
    await sandbox.terminate('lease');
    const { end, excess } = await running;
    assert.deepEqual([end, excess], [{ kind: 'stopped' }, 'lease']);
    assert.deepEqual(completeness(await sandbox.close()), COMPLETE);
  });
  frozen('closes what is frozen', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const running = shell(sandbox, 'sleep 60');
    await pause(100);
    await sandbox.freeze();
    assert.deepEqual(completeness(await sandbox.close()), COMPLETE);
    assert.equal((await running).end.kind, 'stopped');
  });
  contract('ends a program and all that it started when its signal fires', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const stopping = new AbortController();
    const late = 'while [ ! -e go ]; do sleep 0.1; done; echo x > late';
    const running = shell(sandbox, `setsid sh -c '${late}' & echo x > early; sleep 60`, { signal: stopping.signal });
    while ((await shell(sandbox, 'cat early')).stdout.text === '') await pause(20);
    stopping.abort();
    const { end, excess } = await running;
    assert.deepEqual([end, excess], [{ kind: 'stopped' }, 'stopped']);
    assert.equal(await lateOnes(sandbox), 'none\n');
    assert.deepEqual((await shell(sandbox, 'true', { signal: AbortSignal.abort() })).end, { kind: 'stopped' });
  });
  contract('leaves nothing of a program that ended and did not wait for what it started', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const late = 'while [ ! -e go ]; do sleep 0.1; done; echo x > late';
    const { end } = await shell(sandbox, `setsid sh -c '${late}' & (${late}) & exit 5`);
    // Who waits for what it started waits until the clock ends all of it.
    assert.deepEqual(end, { kind: 'exited', exitCode: 5 });
    assert.equal(await lateOnes(sandbox), 'none\n');
  });
  contract('names the reason of its end in every result, and starts nothing afterwards', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const running = [1, 2, 3].map(() => shell(sandbox, 'sleep 60'));
    await pause(200);
    await sandbox.terminate('gateway');
    for (const { end, excess } of await Promise.all(running))
      assert.deepEqual([end.kind, excess], ['stopped', 'gateway']);
    assert.equal(sandbox.state, 'ended');
    assert.equal((await shell(sandbox, 'true')).end.kind, 'not-started');
    await sandbox.freeze();
    await sandbox.resume();
    await sandbox.terminate('stopped');
    assert.equal(sandbox.state, 'ended');
  });
  contract(
    'leaves nothing when it is closed, whatever runs in it, and answers as often as it is asked',
    async (place, t) => {
      const spec = specFor(place, { settings });
      const sandbox = await openFor(t, driver, spec);
      const running = shell(
        sandbox,
        "for i in 1 2 3 4 5; do setsid sh -c 'while :; do sleep 5; done' & done; sleep 60",
      );
      await pause(300);
      const report = await sandbox.close();
      assert.deepEqual(completeness(report), COMPLETE);
      assert.ok(report.durationMs < 30_000);
      assert.equal((await running).end.kind, 'stopped');
      assert.equal(sandbox.state, 'closed');
      assert.deepEqual(completeness(await sandbox.close()), COMPLETE);
      assert.equal((await shell(sandbox, 'true')).end.kind, 'not-started');
      assert.deepEqual(
        readdirSync(tmpdir()).filter((name) => name.includes(spec.id)),
        [],
      );
    },
  );
  contract('opens and closes many at once', async (place) => {
    const opened = await Promise.all([1, 2, 3, 4].map(() => driver.open(specFor(place, { settings }))));
    const said = await Promise.all(opened.map((one, index) => shell(one, `echo ${index}`)));
    assert.deepEqual(
      said.map(({ stdout }) => stdout.text),
      ['0\n', '1\n', '2\n', '3\n'],
    );
    for (const report of await Promise.all(opened.map((one) => one.close())))
      assert.deepEqual(completeness(report), COMPLETE);
  });
  contract('refuses a second sandbox of the same name while the first is open', async (place, t) => {
    const spec = specFor(place, { settings });
    const first = await openFor(t, driver, spec);
    await assert.rejects(driver.open(spec));
    assert.equal((await shell(first, 'echo on')).stdout.text, 'on\n');
    await first.close();
    await (await driver.open(spec)).close();
  });
  contract('sweeps nothing that is in use', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const running = shell(sandbox, 'sleep 0.5; echo on');
    await pause(200);
    assert.deepEqual(await driver.sweep(), []);
    assert.equal((await running).stdout.text, 'on\n');
  });
}

/** What is made once a file says so, by whoever is still there to see it. */
async function lateOnes(sandbox: Sandbox): Promise<string> {
  await shell(sandbox, 'echo x > go');
  await pause(1_500);
  return (await shell(sandbox, 'ls late || echo none')).stdout.text;
}

function completeness(report: CleanUpReport): object {
  const { processes, mounts, groups, files, sockets } = report;
  return { processes, mounts, groups, files, sockets };
}

async function sizes(sandbox: Sandbox): Promise<readonly number[]> {
  const { changes } = await sandbox.changes();
  return changes.map(({ after }) => (after.kind === 'file' ? after.sizeBytes : 0));
}

async function beats(sandbox: Sandbox): Promise<number> {
  return Number((await shell(sandbox, 'cat beat 2>/dev/null | wc -l')).stdout.text);
}
