import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { CommandRunner } from '../../ports/command-runner.ts';
import { testCommandRunner } from '../../ports/conformance/command-runner.ts';
import { openProcessRunner } from '../process/run-command.ts';
import { openLimitGroup } from './limit-group.ts';
import { openBwrap } from './open-bwrap.ts';

const containment = openBwrap({ home: '/home/nobody-here', closed: [], uuid: randomUUID });
const project = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-bwrap-')));
test.after(() => rmSync(project, { recursive: true, force: true }));
const answer = await containment.contains(project);
const missing = answer.isContained ? false : answer.why;

/** The contract, of programs that really are held. */
function openHeld(): CommandRunner {
  const runner = openProcessRunner({ containment });
  const run: CommandRunner['run'] = async (spec) => {
    const result = await runner.run({ ...spec, mustBeContained: spec.cwd.startsWith(tmpdir()) });
    if (spec.cwd.startsWith(tmpdir())) assert.equal(result.contained, true);
    return result;
  };
  return { ...runner, run };
}

if (missing === false) testCommandRunner('a process in bubblewrap', openHeld);
else void test('a process in bubblewrap', { skip: missing }, () => undefined);

test('ends every program with the gateway, however that ends', { skip: missing }, async () => {
  const script = `
    const { openProcessRunner } = await import(${JSON.stringify(new URL('../process/run-command.ts', import.meta.url).href)});
    const { openBwrap } = await import(${JSON.stringify(new URL('open-bwrap.ts', import.meta.url).href)});
    const containment = openBwrap({ home: '/home/nobody-here', closed: [], uuid: () => crypto.randomUUID() });
    await containment.contains(${JSON.stringify(project)});
    console.log('ready');
    await openProcessRunner({ containment }).run({
      argv: ['sh', '-c', 'setsid sleep 4711 & sleep 4711'], cwd: ${JSON.stringify(project)},
      environment: { PATH: '/usr/bin:/bin' }, limits: { timeoutMs: 60000, outputBytes: 100 },
    });`;
  const gateway = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(gateway.stdout, 'data');
  for (let round = 0; round < 600 && sleepers().length < 2; round++) await pause(50);
  assert.equal(sleepers().length, 2);
  gateway.kill('SIGKILL');
  for (let round = 0; round < 600 && sleepers().length > 0; round++) await pause(50);
  assert.deepEqual(sleepers(), []);
});

test('bounds all processes of a group together, and leaves no group behind', async (t) => {
  const name = `test-${randomUUID()}`;
  const group = openLimitGroup(name, { memoryBytes: 48 * 1024 ** 2, tasks: 12 });
  if (group === null)
    return t.skip('control groups cannot be made here: that takes the administrator, or a group of one’s own');
  const enter = group.entrances.map((file) => `echo $$ > ${file}`).join('; ');
  const forks = `perl -e 'for (1..50) { $p = fork; last unless defined $p; if (!$p) { sleep 1; exit } $n++ } print $n'`;
  const hog = `perl -e '$x = "a" x (1 << 27); print "not bounded"'`;
  const child = spawn('sh', ['-c', `${enter}; ${forks}; echo; ${hog}; exit 0`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  await once(child, 'close');
  await group.remove();
  assert.ok(Number(said.trim()) >= 1 && Number(said.trim()) < 12, said);
  const folders = group.entrances.map((file) => join(file, '../..'));
  for (const folder of folders) assert.equal(readdirSync(folder).includes(`countersign-${name}`), false);
});

function sleepers(): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^[0-9]+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') === 'sleep\x004711\0';
    } catch {
      return false;
    }
  });
}
