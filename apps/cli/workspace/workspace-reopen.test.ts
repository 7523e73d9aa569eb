import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EXIT } from '../exit-code.ts';
import { startFakeGateway } from '../testing/fake-gateway.ts';
import { run } from '../testing/test-terminal.ts';

const REOPEN = '/v1/workspaces/reopen';
const CLOSED = { root: '/work/a b', problem: 'a.txt is not as\neither side left it', since_ms: 1 };

async function start(t: TestContext) {
  const homeDir = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-cli-')));
  const stateDir = join(homeDir, '.local/state/countersign');
  const workDir = join(homeDir, 'project');
  mkdirSync(workDir);
  mkdirSync(stateDir, { recursive: true });
  const gateway = await startFakeGateway(stateDir);
  t.after(async () => {
    await gateway.close();
    rmSync(homeDir, { recursive: true, force: true });
  });
  const cli = (...args: readonly string[]) => run(args, { homeDir, workDir });
  return { gateway, cli, workDir };
}

test('opens a workspace by its real path after a yes, and says what became of the change', async (t) => {
  const { gateway, cli, workDir } = await start(t);
  gateway.answerWith(REOPEN, { status: 200, value: { root: workDir, result: 'as-they-stand', log_index: 3 } });
  symlinkSync(workDir, `${workDir}-link`);
  const done = await cli('workspace', 'reopen', '../project-link', '--yes');
  assert.equal(done.code, EXIT.ok, done.err);
  assert.match(done.out, /project is open; the files are taken as they stand/u);
  const gone = await cli('workspace', 'reopen', '/gone/project', '--yes', '--json');
  assert.equal((JSON.parse(gone.out) as { result: string }).result, 'as-they-stand');
  assert.deepEqual(
    gateway.received.filter(({ path }) => path === REOPEN).map(({ body }) => body),
    [{ root: workDir }, { root: '/gone/project' }],
  );
  assert.equal((await cli('workspace', 'reopen')).code, EXIT.usage);
});

test('shows a closed workspace in status, which then ends with 1, and in doctor', async (t) => {
  const { gateway, cli } = await start(t);
  const health = JSON.parse((await cli('status', '--json')).out) as { health: object };
  gateway.answerWith('/v1/health', { status: 200, value: { ...health.health, closed_workspaces: [CLOSED] } });
  const status = await cli('status');
  assert.equal(status.code, EXIT.notOk);
  assert.match(
    status.out,
    /CLOSED +\/work\/a b: a\.txt is not as\\u\{a\}either side left it\n +next +countersign workspace reopen '\/work\/a b'/u,
  );
  const doctor = JSON.parse((await cli('doctor', '--json')).out) as { findings: { name: string; found: string }[] };
  assert.match(
    doctor.findings.find(({ name }) => name === 'workspace')?.found ?? '',
    /^\/work\/a b is closed for writing/u,
  );
});
