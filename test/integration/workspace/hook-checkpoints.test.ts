import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createPayloadCipher } from '../../../adapters/node-crypto/payload-cipher.ts';
import { openSqliteStores } from '../../../adapters/sqlite/open-sqlite-stores.ts';
import { openSystemRandomness } from '../../../adapters/system/system-randomness.ts';
import { answerAs } from '../../harness/approver.ts';
import { makeDirectories, post, removeDirectories, startDaemon, type TestDaemon } from '../../harness/daemon.ts';

const FIXTURES = resolve('ingress/hooks/claude-code/fixtures');
const SESSION = 'session-hooks';

type Wire = { readonly [name: string]: unknown };
type Checkpoint = {
  readonly id: string;
  readonly reason: string;
  readonly action: string;
  readonly root: string;
  readonly paths: readonly string[] | null;
};
type Entry = {
  readonly id: string;
  readonly type: string;
  readonly action: string | null;
  readonly data: Wire;
  readonly index: number;
};

/** A session of Claude Code whose hooks speak to a real gateway; the tools themselves are played by the test. */
class HookedAgent {
  readonly daemon: TestDaemon;
  readonly cwd: string;
  private count = 0;

  constructor(daemon: TestDaemon, cwd: string) {
    this.daemon = daemon;
    this.cwd = cwd;
  }

  /** Asks for a tool, as the hook before it does. The person at the gateway approves where one is asked. */
  async before(tool: string, input: Wire): Promise<{ readonly verdict: string; readonly call: string }> {
    this.count += 1;
    const call = `toolu_${this.cwd.length}_${this.count}`;
    const asking = this.send('pre-tool-use', { tool_name: tool, tool_input: input, tool_use_id: call });
    const answered = { isDone: false };
    const told = asking.then((text) => {
      answered.isDone = true;
      return /"permissionDecision":"(\w+)"/.exec(text)?.[1] ?? text;
    });
    while (!answered.isDone) {
      const pending = await this.read('/v1/approvals?status=pending');
      const [first] = (pending['approvals'] ?? []) as readonly { readonly id: string }[];
      if (first !== undefined) await answerAs(this.daemon, first.id);
      await new Promise((done) => setTimeout(done, 10));
    }
    return { verdict: await told, call };
  }

  /** Tells that a tool has run, as the hook after it does. */
  async after(tool: string, { input, call }: { readonly input: Wire; readonly call: string }): Promise<void> {
    await this.send('post-tool-use', { tool_name: tool, tool_input: input, tool_use_id: call });
  }

  /** One call from hook to hook. Answers the id of its action. */
  async use(tool: string, input: Wire, run: () => void): Promise<string> {
    const { verdict, call } = await this.before(tool, input);
    assert.equal(verdict, 'allow', `${tool} ${JSON.stringify(input)}`);
    run();
    await this.after(tool, { input, call });
    return (await this.entries()).findLast(({ type }) => type === 'outcome')?.action ?? assert.fail('no outcome');
  }

  async checkpoints(action: string): Promise<readonly Checkpoint[]> {
    return (await this.read(`/v1/checkpoints?action=${action}`))['checkpoints'] as readonly Checkpoint[];
  }

  async entries(): Promise<readonly Entry[]> {
    const listed = (await this.read('/v1/log/entries?limit=500'))['entries'] as readonly {
      index: number;
      text: string;
    }[];
    return listed.map(({ index, text }) => ({ ...(JSON.parse(text) as Omit<Entry, 'index'>), index }));
  }

  async undo(body: Wire): Promise<Wire> {
    const { status, body: answer } = await post(this.daemon, '/v1/undo', {
      body: { root: this.cwd, ...body },
      token: this.daemon.operatorToken,
    });
    assert.equal(status, 200, JSON.stringify(answer));
    return answer;
  }

  async read(path: string): Promise<Wire> {
    const response = await fetch(this.daemon.address + path, {
      headers: { authorization: `Bearer ${this.daemon.operatorToken}` },
    });
    const text = await response.text();
    assert.equal(response.status, 200, text);
    return JSON.parse(text) as Wire;
  }

  private async send(fixture: string, more: Wire): Promise<string> {
    const event = JSON.parse(readFileSync(join(FIXTURES, `${fixture}.json`), 'utf8')) as Wire;
    const response = await fetch(`${this.daemon.address}/hooks/claude-code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.daemon.agentToken}` },
      body: JSON.stringify({ ...event, session_id: `${SESSION} ${this.cwd}`, cwd: this.cwd, ...more }),
    });
    assert.equal(response.status, 200);
    return response.text();
  }
}

async function hooked(
  t: TestContext,
): Promise<HookedAgent & { readonly directories: ReturnType<typeof makeDirectories> }> {
  const directories = makeDirectories();
  const daemon = await startDaemon(directories);
  t.after(async () => {
    await daemon.stop();
    removeDirectories(directories);
  });
  return Object.assign(new HookedAgent(daemon, directories.project), { directories });
}

/** Everything below a folder, by path. */
function filesBelow(root: string): { readonly [path: string]: string } {
  const found = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}

test('keeps the workspace around what an agent does itself, and takes each call back', async (t) => {
  const agent = await hooked(t);
  const { cwd } = agent;
  const at = (path: string): string => join(cwd, path);
  writeFileSync(at('notes.md'), 'one\n');
  const states = [filesBelow(cwd)];
  const actions: string[] = [];
  const use = async (tool: string, input: Wire, run: () => void): Promise<void> => {
    actions.push(await agent.use(tool, input, run));
    states.push(filesBelow(cwd));
  };
  await use('Write', { file_path: at('new.md'), content: 'new\n' }, () => writeFileSync(at('new.md'), 'new\n'));
  await use('Edit', { file_path: at('notes.md'), old_string: 'one', new_string: 'two' }, () =>
    writeFileSync(at('notes.md'), 'two\n'),
  );
  await use('Bash', { command: 'make all' }, () => {
    mkdirSync(at('out'));
    for (const path of ['out/a', 'out/b', 'new.md']) writeFileSync(at(path), 'made\n');
  });
  const expected = [['new.md'], ['notes.md'], ['new.md', 'out', 'out/a', 'out/b']];
  for (const [index, action] of actions.entries()) {
    const checkpoints = await agent.checkpoints(action);
    assert.deepEqual(
      checkpoints.map(({ reason }) => reason),
      ['after', 'before'],
    );
    assert.ok(checkpoints.every(({ root }) => root === cwd));
    const shown = await agent.read(`/v1/checkpoints/${checkpoints[0]?.id}`);
    assert.deepEqual(
      (shown['changes'] as readonly { path: string }[]).map(({ path }) => path),
      expected[index],
    );
    const outcome = (await agent.entries()).find((entry) => entry.type === 'outcome' && entry.action === action);
    assert.equal(outcome?.data['changed'], expected[index]?.length);
  }
  for (const [index, action] of [...actions.entries()].reverse()) {
    assert.deepEqual((await agent.undo({}))['actions'], [action]);
    assert.deepEqual(filesBelow(cwd), states[index]);
  }
});

test('writes down which files changed, encrypted, and no content of them', async (t) => {
  const agent = await hooked(t);
  const path = join(agent.cwd, 'plan.md');
  const content = 'a sentence that stands nowhere else 7d1f\n';
  const action = await agent.use('Bash', { command: 'make plan' }, () => writeFileSync(path, content));
  const entry = (await agent.entries()).find(({ type, ...about }) => type === 'outcome' && about.action === action);
  assert.ok(entry !== undefined);
  await agent.daemon.stop();
  const { state } = agent.directories;
  for (const bytes of Object.values(filesBelow(state))) assert.equal(bytes.includes('stands nowhere else 7d1f'), false);
  const stores = openSqliteStores({ path: join(state, 'countersign.db') });
  t.after(() => stores.close());
  const stored = await stores.ledger.readPayload(entry.index);
  const key = Buffer.from(readFileSync(join(state, 'keys/payload.key'), 'utf8').trim(), 'hex');
  const payload = createPayloadCipher(key, openSystemRandomness()).open(stored?.sealed ?? new Uint8Array(), entry.id);
  const { files } = JSON.parse(payload ?? 'null') as { files: readonly { root: string; changes: readonly Wire[] }[] };
  assert.deepEqual(
    files.map(({ root, changes }) => [root, changes.map((change) => change['path'])]),
    [[agent.cwd, ['plan.md']]],
  );
});

test('goes on without a checkpoint where none can be kept, after a person agreed, and keeps single files of a home', async (t) => {
  const { directories, daemon } = await hooked(t);
  const home = new HookedAgent(daemon, directories.root);
  const path = join(home.cwd, 'note.md');
  const written = await home.use('Write', { file_path: path, content: 'x\n' }, () => writeFileSync(path, 'x\n'));
  const kept = await home.checkpoints(written);
  assert.deepEqual(
    kept.map(({ reason, paths }) => [reason, paths]),
    [
      ['after', ['note.md']],
      ['before', ['note.md']],
    ],
  );
  const ran = await home.use('Bash', { command: 'make all' }, () => writeFileSync(path, 'y\n'));
  assert.deepEqual(await home.checkpoints(ran), []);
  const entries = (await home.entries()).filter(({ action }) => action === ran);
  assert.deepEqual(
    entries.map(({ type, data }) => [type, data['verdict'] ?? data['result'] ?? null, data['changed'] ?? null]),
    [
      ['decision', 'require-approval', null],
      ['approval.requested', null, null],
      ['approval.answered', null, null],
      ['decision', 'allow', null],
      ['outcome', 'completed', null],
    ],
  );
});

test('takes no snapshot for a call that only reads', async (t) => {
  const agent = await hooked(t);
  writeFileSync(join(agent.cwd, 'a'), '1');
  await agent.use('Read', { file_path: join(agent.cwd, 'a') }, () => undefined);
  await agent.use('Bash', { command: 'git status' }, () => undefined);
  assert.deepEqual((await agent.read('/v1/checkpoints'))['checkpoints'], []);
});
