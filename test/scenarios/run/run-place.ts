import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TestContext } from 'node:test';
import { CountersignClient } from '../../../sdk/client.ts';
import type { WireRunSummary, WireShownRun } from '../../../sdk/wire.ts';
import { checkLog } from '../../harness/check-log.ts';
import { makeDirectories, startDaemon, type TestDaemon } from '../../harness/daemon.ts';

const CLI = resolve('dist/apps/cli/main.js');

/** How `countersign run` ended. */
export type Ran = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: WireRunSummary | null;
};

/** A real gateway process, a project, and the command line. */
export type RunPlace = {
  readonly daemon: TestDaemon;
  readonly root: string;
  readonly state: string;
  readonly project: string;
  readonly client: CountersignClient;
  /** `countersign run --json OPTIONS -- ARGV` in the project. */
  readonly run: (argv: readonly string[], options?: readonly string[]) => Promise<Ran>;
};

/** Opens a place with more files of configuration, skips the test where nothing here holds programs, and checks the log from outside at its end. */
export async function runPlace(t: TestContext, files: Readonly<Record<string, string>> = {}): Promise<RunPlace | null> {
  if (!existsSync('/usr/bin/bwrap')) {
    t.skip('bwrap is missing: install the package bubblewrap');
    return null;
  }
  const { root, state, config, project } = makeDirectories();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(config, name), text);
  const daemon = await startDaemon({ state, config });
  t.after(async () => {
    await daemon.stop();
    await checkLog(state);
    rmSync(root, { recursive: true, force: true });
  });
  const client = new CountersignClient({ baseUrl: daemon.address, token: daemon.operatorToken });
  const bwrap = (await client.runs.sandboxes(['bwrap'], { timeoutMs: 60_000 })).at(0);
  if (bwrap?.works !== true) {
    t.skip(bwrap?.missing[0]?.why ?? 'bubblewrap does not work here');
    return null;
  }
  makeProject(project);
  const variables = {
    PATH: process.env['PATH'] ?? '',
    HOME: root,
    COUNTERSIGN_STATE: state,
    COUNTERSIGN_CONFIG: config,
  };
  return {
    daemon,
    root: realpathSync(root),
    state,
    project: realpathSync(project),
    client,
    run: (argv, options = []) => start(['run', '--json', ...options, '--', ...argv], { cwd: project, env: variables }),
  };
}

function start(
  args: readonly string[],
  place: { readonly cwd: string; readonly env: Record<string, string> },
): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [CLI, ...args], { ...place, stdio: ['ignore', 'pipe', 'pipe'] });
    const streams = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (streams.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (streams.stderr += chunk.toString()));
    child.once('close', (code) => done({ code, ...streams, summary: summaryOf(streams.stderr) }));
  });
}

/** The last line of standard error is the run, as JSON. */
function summaryOf(stderr: string): WireRunSummary | null {
  const last = stderr.trimEnd().split('\n').at(-1) ?? '';
  return last.startsWith('{"run"') ? (JSON.parse(last) as WireShownRun).summary : null;
}

/** A small project as people have them: sources, tests, a build, a history. */
function makeProject(project: string): void {
  mkdirSync(join(project, 'src'));
  mkdirSync(join(project, 'test'));
  const files = {
    'package.json': JSON.stringify({
      name: 'sample',
      version: '1.0.0',
      type: 'module',
      scripts: { test: 'node --test test/*.test.js', lint: 'node --check src/sum.js', build: 'node build.js' },
    }),
    'package-lock.json': JSON.stringify({ name: 'sample', version: '1.0.0', lockfileVersion: 3, packages: {} }),
    'src/sum.js': 'export const sum = (a, b) => a + b;\n',
    'test/sum.test.js':
      "import assert from 'node:assert';\nimport { test } from 'node:test';\nimport { sum } from '../src/sum.js';\ntest('adds', () => assert.equal(sum(1, 2), 3));\n",
    'build.js':
      "import { cpSync } from 'node:fs';\ncpSync('src', 'dist', { recursive: true });\nconsole.log('built');\n",
    Makefile: 'all:\n\t@echo made > made.txt\n\t@cat made.txt\nclean:\n\trm -f made.txt\n',
    'README.md': '# Sample\n',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(project, path), text);
  const git = (...args: readonly string[]): void =>
    void spawnSync('git', ['-c', 'user.name=Sam', '-c', 'user.email=sam@example.com', ...args], { cwd: project });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'First');
}
