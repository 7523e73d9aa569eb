import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { checkLog } from '../harness/check-log.ts';
import { makeDirectories, removeDirectories, startDaemon, type TestDaemon } from '../harness/daemon.ts';

const CLI = resolve('dist/apps/cli/main.js');
const SHIM = resolve('bin/countersign');

/** What the agent was told, whichever way it asked. */
type Told = { readonly allowed: boolean; readonly text: string };

/** A call of the session: what is asked, and what a person at a second terminal says, where one is asked. */
type Call = {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly person?: 'approve' | 'deny';
  readonly allowed: boolean;
};

class Session {
  private readonly daemon: TestDaemon;
  private readonly cwd: string;
  private count = 0;

  constructor(daemon: TestDaemon, cwd: string) {
    this.daemon = daemon;
    this.cwd = cwd;
  }

  /** Sends an event by HTTP or by the command hook, in turn. */
  async send(event: Readonly<Record<string, unknown>>): Promise<Told> {
    this.count += 1;
    const body = JSON.stringify({
      session_id: 'session-50',
      transcript_path: '/tmp/t.jsonl',
      cwd: this.cwd,
      permission_mode: 'default',
      ...event,
    });
    return this.count % 2 === 0 ? this.byHttp(body) : this.byCommand(body, String(event['hook_event_name']));
  }

  private async byHttp(body: string): Promise<Told> {
    const response = await fetch(`${this.daemon.address}/hooks/claude-code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.daemon.agentToken}` },
      body,
    });
    assert.equal(response.status, 200);
    const text = await response.text();
    const output = (JSON.parse(text) as { hookSpecificOutput?: { permissionDecision?: string } }).hookSpecificOutput;
    return { allowed: output?.permissionDecision === 'allow', text };
  }

  private byCommand(body: string, event: string): Promise<Told> {
    return new Promise((done, fail) => {
      const child = spawn(SHIM, ['hook', 'claude-code', event], {
        env: { PATH: process.env['PATH'] ?? '', HOME: this.cwd, COUNTERSIGN_STATE: this.daemon.state },
      });
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
      child.once('error', fail);
      child.once('exit', (code) => {
        assert.ok(code === 0 || code === 2, `exit ${code}: ${text}`);
        done({ allowed: code === 0 && text.includes('"permissionDecision":"allow"'), text });
      });
      child.stdin.end(body);
    });
  }
}

function cli(daemon: TestDaemon, args: readonly string[]): { readonly status: number | null; readonly out: string } {
  const run = spawnSync(process.execPath, [CLI, ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: daemon.state,
      COUNTERSIGN_STATE: daemon.state,
      COUNTERSIGN_CONFIG: daemon.config,
    },
    timeout: 60_000,
  });
  return { status: run.status, out: run.stdout.toString() + run.stderr.toString() };
}

/** Answers the next request from a second terminal, as a person would: looks at the list, then answers by a prefix. */
async function answerNext(daemon: TestDaemon, answer: 'approve' | 'deny'): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const listing = cli(daemon, ['approvals', 'list', '--json']);
    assert.equal(listing.status, 0, listing.out);
    const [first] = (JSON.parse(listing.out) as { approvals: { id: string }[] }).approvals;
    if (first !== undefined) {
      const run = cli(daemon, [
        'approvals',
        answer,
        first.id.slice(0, 8),
        ...(answer === 'deny' ? ['--note', 'use the make target'] : []),
      ]);
      assert.equal(run.status, 0, run.out);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail('no request came');
}

/** Fifty calls: reads, writes, shell lines, addresses, unknown tools, and what nobody can approve. */
function fiftyCalls(project: string): readonly Call[] {
  const reads = Array.from(
    { length: 18 },
    (_, index): Call => ({
      tool: index % 3 === 0 ? 'Grep' : 'Read',
      input: index % 3 === 0 ? { pattern: `word${index}` } : { file_path: join(project, `file-${index}.md`) },
      allowed: true,
    }),
  );
  const writes = Array.from(
    { length: 14 },
    (_, index): Call => ({
      tool: index % 2 === 0 ? 'Write' : 'Edit',
      input:
        index % 2 === 0
          ? { file_path: join(project, `out-${index}.ts`), content: 'x' }
          : { file_path: join(project, `out-${index}.ts`), old_string: 'x', new_string: 'y' },
      allowed: true,
    }),
  );
  const special: readonly Call[] = [
    { tool: 'Bash', input: { command: 'npm test', description: 'run the tests' }, person: 'approve', allowed: true },
    { tool: 'Bash', input: { command: 'make build' }, person: 'deny', allowed: false },
    { tool: 'Bash', input: { command: 'sudo rm -rf /' }, allowed: false },
    { tool: 'TodoWrite', input: { todos: [] }, allowed: true },
    { tool: 'Read', input: { file_path: '~/.ssh/id_ed25519' }, person: 'deny', allowed: false },
    { tool: 'WebFetch', input: { url: 'https://example.com/docs', prompt: 'read' }, person: 'approve', allowed: true },
    { tool: 'WebFetch', input: { url: 'http://169.254.169.254/latest/meta-data/', prompt: 'read' }, allowed: false },
    {
      tool: 'Write',
      input: { file_path: join(project, '.github/workflows/ci.yml'), content: 'on: push' },
      person: 'approve',
      allowed: true,
    },
    { tool: 'mcp__tracker__create_issue', input: { title: 'a', body: 'b' }, person: 'approve', allowed: true },
    { tool: 'Read', input: { file_path: join(project, '.env') }, person: 'deny', allowed: false },
    { tool: 'Task', input: { description: 'look around', prompt: 'p', subagent_type: 'explore' }, allowed: true },
    { tool: 'Bash', input: { command: 'git status' }, allowed: true },
    { tool: 'Bash', input: { command: 'echo "unclosed' }, person: 'deny', allowed: false },
    { tool: 'Bash', input: { command: 'rm -rf src "unclosed' }, allowed: false },
    { tool: 'Read', input: { file_path: join(project, 'after.md') }, allowed: true },
    { tool: 'Bash', input: { command: 'git commit -m "rm -rf /"' }, allowed: true },
    { tool: 'Write', input: { file_path: '/etc/cron.d/job', content: 'x' }, person: 'deny', allowed: false },
    { tool: 'NotebookEdit', input: { notebook_path: join(project, 'a.ipynb'), new_source: 'x' }, allowed: true },
  ];
  const calm = [...reads, ...writes];
  return special
    .flatMap((call, index) => [...calm.slice(index * 2, index * 2 + 2), call])
    .concat(calm.slice(special.length * 2));
}

test('a session of fifty mixed actions is decided, approved from a second terminal, recorded, verified and replayed', {
  timeout: 400_000,
}, async () => {
  const directories = makeDirectories();
  mkdirSync(join(directories.project, 'src'));
  writeFileSync(join(directories.project, 'README.md'), '# project\n');
  const daemon = await startDaemon(directories);
  try {
    const session = new Session(daemon, directories.project);
    await session.send({ hook_event_name: 'SessionStart', source: 'startup' });
    await session.send({ hook_event_name: 'UserPromptSubmit', prompt: 'do the work' });
    const calls = fiftyCalls(directories.project);
    assert.equal(calls.length, 50);
    for (const [index, { tool, input, person, allowed }] of calls.entries()) {
      const call = { tool_name: tool, tool_input: input, tool_use_id: `toolu_${index}` };
      const asking = session.send({ hook_event_name: 'PreToolUse', ...call });
      if (person !== undefined) await answerNext(daemon, person);
      const told = await asking;
      assert.equal(told.allowed, allowed, `${index} ${tool} ${JSON.stringify(input)}: ${told.text}`);
      if (person === 'deny') assert.match(told.text, /use the make target/);
      if (allowed)
        await session.send({ hook_event_name: 'PostToolUse', ...call, tool_response: { ok: true }, duration_ms: 3 });
    }
    await session.send({ hook_event_name: 'SessionEnd', reason: 'exit' });
    assert.equal(await daemon.stop(), 0);
    const entries = await checkLog(daemon.state);
    const decisions = entries.filter(({ type }) => type === 'decision');
    const released = new Set(decisions.filter(({ data }) => data['verdict'] === 'allow').map(({ action }) => action));
    const outcomes = entries.filter(({ type }) => type === 'outcome').map(({ action }) => action);
    assert.deepEqual(new Set(outcomes), released, 'every released action has an outcome, and nothing else has');
    assert.equal(cli(daemon, ['log', 'verify']).status, 0);
    const replay = cli(daemon, ['log', 'replay', '--json']);
    assert.equal(replay.status, 0, replay.out);
    assert.equal((JSON.parse(replay.out) as { same: number }).same, decisions.length);
  } finally {
    await daemon.stop();
    removeDirectories(directories);
  }
});
