import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { CountersignClient } from '../../sdk/client.ts';
import type { WireInputProblem, WirePastRetry, WireStrategy } from '../../sdk/wire.ts';
import { answerAs } from '../harness/approver.ts';
import { checkLog } from '../harness/check-log.ts';
import { makeDirectories, removeDirectories, startDaemon, type TestDaemon } from '../harness/daemon.ts';
import { PROJECT, writePlan } from './no-shell-model.ts';

const CLI = resolve('dist/apps/cli/main.js');
const POLICY = `version: 1
window: always
verify:
  checks:
    - { name: tests, kind: tests, argv: [${JSON.stringify(process.execPath)}, --test], on_failure: fix }
`;

/** What the model sees of a call. */
type Seen = {
  readonly text: string;
  readonly isError: boolean;
  readonly structured: { readonly problems: readonly WireInputProblem[]; readonly detail: Record<string, unknown> };
};

function git(root: string, ...words: readonly string[]): string {
  return execFileSync('git', ['-C', root, ...words], { encoding: 'utf8' });
}

function makeProject(root: string): void {
  for (const [path, content] of Object.entries(PROJECT)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  git(root, 'init', '--quiet', '--initial-branch=main');
  git(root, 'config', 'user.name', 'Test');
  git(root, 'config', 'user.email', 'test@example.com');
  git(root, 'add', '.');
  git(root, 'commit', '--quiet', '--message', 'Add median');
}

const OBJECTS = join('.git', 'objects');

/** Everything below a folder, byte for byte, without git's objects: those that an undone commit leaves are led to by nothing. */
function pictureOf(root: string, below = ''): readonly string[] {
  return readdirSync(join(root, below))
    .sort()
    .flatMap((name) => {
      const path = join(below, name);
      if (path === OBJECTS) return [`${path}/`];
      const stat = lstatSync(join(root, path));
      const mode = (stat.mode & 0o7777).toString(8);
      if (stat.isSymbolicLink()) return [`${path} -> ${readlinkSync(join(root, path))}`];
      if (stat.isDirectory()) return [`${path}/ ${mode}`, ...pictureOf(root, path)];
      return [`${path} ${mode} ${readFileSync(join(root, path)).toString('latin1')}`];
    });
}

/** Says yes at a second terminal to whatever is asked, until it is stopped; answers how often it did. */
function approveWhatComes(daemon: TestDaemon, operator: CountersignClient): () => Promise<number> {
  const over = new AbortController();
  const run = async (): Promise<number> => {
    let count = 0;
    while (!over.signal.aborted) {
      for (const { id } of await operator.listApprovals({ statuses: ['pending'] })) {
        assert.equal((await answerAs(daemon, id)).status, 200);
        count += 1;
      }
      await new Promise((next) => setTimeout(next, 50));
    }
    return count;
  };
  const running = run();
  return () => {
    over.abort();
    return running;
  };
}

function cli(daemon: TestDaemon, args: readonly string[]): { readonly status: number | null; readonly out: string } {
  const env = { PATH: process.env['PATH'] ?? '', ...variablesOf(daemon) };
  const run = spawnSync(process.execPath, [CLI, ...args], { env, timeout: 60_000, encoding: 'utf8' });
  return { status: run.status, out: run.stdout + run.stderr };
}

function variablesOf({ state, config }: TestDaemon): { readonly [name: string]: string } {
  return { HOME: state, COUNTERSIGN_STATE: state, COUNTERSIGN_CONFIG: config };
}

/** The model's client: `countersign mcp tools`, and nothing else. */
async function connect(daemon: TestDaemon, cwd: string): Promise<Client> {
  const client = new Client({ name: 'scripted-model', version: '1' }, { versionNegotiation: { mode: 'legacy' } });
  const env = { PATH: process.env['PATH'] ?? '', ...variablesOf(daemon) };
  const args = [CLI, 'mcp', 'tools', '--workspace', '.', '--wait', '30'];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env, cwd, stderr: 'ignore' }));
  return client;
}

async function callOf(client: Client, name: string, args: { readonly [name: string]: unknown }): Promise<Seen> {
  const result = await client.callTool({ name, arguments: args });
  const [block] = result.content as { text?: string }[];
  const structured = result.structuredContent as Seen['structured'];
  return { text: block?.text ?? '', isError: result.isError === true, structured };
}

/** Proposes plans until one is carried out, each time as the gateway says it should be tried; answers the strategies used. */
async function proposeUntilDone(client: Client, agent: CountersignClient): Promise<readonly (WireStrategy | null)[]> {
  const retries: WirePastRetry[] = [];
  const used: (WireStrategy | null)[] = [];
  let strategy: WireStrategy | null = null;
  for (;;) {
    const read = new Map<string, string>();
    for (const path of ['src/median.mjs', 'CHANGES.md'])
      read.set(path, (await callOf(client, 'read_file', { path })).text);
    used.push(strategy);
    const answer = await callOf(client, 'propose_plan', { plan: writePlan(strategy, read) });
    if (!answer.isError) return used;
    const { problems } = answer.structured;
    assert.ok(problems.length > 0, answer.text);
    for (const { path } of problems) assert.ok(answer.text.includes(path), 'every problem is told to the model');
    const history = { retries, retried_at_ms: [] };
    const next = await agent.act.nextAttempt({ history, failure: { what: 'the plan', problems } });
    assert.ok(next.kind === 'retry', next.kind === 'escalate' ? next.message : '');
    retries.push({ strategy: next.strategy, failure: next.failure });
    strategy = next.strategy;
  }
}

test('a model without a shell completes a task by the gateway’s own tools, is refused, tries again in other ways, and all of it is undone', {
  timeout: 400_000,
}, async () => {
  const directories = makeDirectories(POLICY);
  const { project } = directories;
  makeProject(project);
  const before = pictureOf(project);
  const refsBefore = git(project, 'for-each-ref') + git(project, 'rev-parse', 'HEAD');
  const objectsBefore = git(project, 'rev-list', '--objects', '--all', '--reflog');
  const daemon = await startDaemon(directories);
  const operator = new CountersignClient({ baseUrl: daemon.address, token: daemon.operatorToken });
  const agent = new CountersignClient({ baseUrl: daemon.address, token: daemon.agentToken });
  const stopApproving = approveWhatComes(daemon, operator);
  const client = await connect(daemon, project);
  let isContained = false;
  try {
    const call = (name: string, args: { readonly [name: string]: unknown }) => callOf(client, name, args);
    assert.match((await call('read_file', { path: 'TASK.md' })).text, /median/);
    assert.equal((await call('read_file', { path: 'src/median.mjs' })).text, PROJECT['src/median.mjs']);
    const failing = await call('run_test', { check: 'tests' });
    assert.match(failing.text, /tests failed/);
    isContained = failing.structured.detail['contained'] === true;
    assert.deepEqual(await proposeUntilDone(client, agent), [null, 'say-what-was-wrong', 'widen-context']);
    const passing = await call('run_test', { check: 'tests' });
    assert.match(passing.text, /tests passed/);
    const paths = ['src/median.mjs', 'CHANGES.md'];
    const committed = await call('git_commit', { message: 'Take the mean of the two middle values', paths });
    assert.equal(committed.isError, false, committed.text);
    assert.equal(git(project, 'log', '-1', '--format=%s').trim(), 'Take the mean of the two middle values');
    assert.equal(git(project, 'status', '--porcelain'), '');

    const [newest] = await operator.checkpoints.list({ root: project, limit: 1 });
    assert.ok(newest?.session?.startsWith('mcp-') === true);
    await operator.checkpoints.undo({ root: project, session: newest.session });
    assert.deepEqual(pictureOf(project), before);
    assert.equal(git(project, 'for-each-ref') + git(project, 'rev-parse', 'HEAD'), refsBefore);
    assert.equal(git(project, 'rev-list', '--objects', '--all', '--reflog'), objectsBefore);
    assert.equal(git(project, 'status', '--porcelain'), '');
    git(project, 'fsck', '--strict');
  } finally {
    await client.close();
    const wanted = isContained ? 0 : 2;
    assert.ok((await stopApproving()) >= wanted, 'a person agreed to every run of the tests that nothing contained');
    await daemon.stop();
  }
  const entries = await checkLog(daemon.state);
  const decisions = entries.filter(({ type }) => type === 'decision');
  const verified = cli(daemon, ['log', 'verify']);
  assert.equal(verified.status, 0, verified.out);
  const replay = cli(daemon, ['log', 'replay', '--json']);
  assert.equal(replay.status, 0, replay.out);
  assert.equal((JSON.parse(replay.out) as { same: number }).same, decisions.length);
  removeDirectories(directories);
});
