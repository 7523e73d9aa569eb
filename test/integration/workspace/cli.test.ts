import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EXIT } from '../../../apps/cli/exit-code.ts';
import { type Ran, run } from '../../../apps/cli/testing/test-terminal.ts';
import type { WireActResponse, WireCheckpoint } from '../../../sdk/wire.ts';
import { checkLog } from '../../harness/check-log.ts';
import { makeDirectories, removeDirectories, startDaemon } from '../../harness/daemon.ts';

const POLICY = `version: 1
window: always
verify:
  checks:
    - name: build
      kind: build
      argv: [sh, -c, "! grep -q broken greet.ts"]
`;

const GREET = "export function greet(name: string): string {\n  return 'hi ' + name;\n}\n";
const PATCH = `diff --git a/greet.ts b/greet.ts
--- a/greet.ts
+++ b/greet.ts
@@ -1,3 +1,3 @@
 export function greet(name: string): string {
-  return 'hi ' + name;
+  return 'hello ' + name;
 }
diff --git a/docs/use.md b/docs/use.md
new file mode 100644
--- /dev/null
+++ b/docs/use.md
@@ -0,0 +1 @@
+Call greet().
diff --git a/old.txt b/old.txt
deleted file mode 100644
--- a/old.txt
+++ /dev/null
@@ -1 +0,0 @@
-old
`;

type Place = {
  readonly project: string;
  readonly state: string;
  readonly cli: (...args: readonly string[]) => Promise<Ran>;
  readonly asAgent: (...args: readonly string[]) => Promise<Ran>;
  /** What stands at the three paths of the patch. */
  readonly files: () => readonly (string | null)[];
  readonly put: (path: string, content: string) => void;
  /** Ends the gateway and checks the log from outside; answers the types of its entries. */
  readonly end: () => Promise<readonly string[]>;
};

/** A built gateway, a small project, and the command line in it. */
async function start(t: TestContext): Promise<Place> {
  const directories = makeDirectories(POLICY);
  const daemon = await startDaemon(directories);
  let isUp = true;
  const stop = async (): Promise<void> => {
    if (isUp) await daemon.stop();
    isUp = false;
  };
  t.after(async () => {
    await stop();
    removeDirectories(directories);
  });
  const project = realpathSync(directories.project);
  mkdirSync(join(project, '.git'));
  const put = (path: string, content: string): void => writeFileSync(join(project, path), content);
  put('greet.ts', GREET);
  put('old.txt', 'old\n');
  put('fix.patch', PATCH);
  const variables = { COUNTERSIGN_STATE: directories.state, COUNTERSIGN_CONFIG: directories.config };
  const runWith =
    (more: Readonly<Record<string, string>>) =>
    (...args: readonly string[]) =>
      run(args, { homeDir: directories.root, workDir: project, variables: { ...variables, ...more } });
  return {
    ...{ project, state: directories.state, put },
    cli: runWith({}),
    asAgent: runWith({ COUNTERSIGN_TOKEN: daemon.agentToken }),
    files: () => ['greet.ts', 'docs/use.md', 'old.txt'].map((path) => contentOf(join(project, path))),
    end: async () => {
      await stop();
      return (await checkLog(directories.state)).map(({ type }) => type);
    },
  };
}

function contentOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

async function done(ran: Promise<Ran>): Promise<Ran> {
  const result = await ran;
  assert.equal(result.code, EXIT.ok, result.err + result.out);
  return result;
}

const BEFORE = [GREET, null, 'old\n'];
const AFTER = [GREET.replace('hi', 'hello'), 'Call greet().\n', null];

test('applies a patch, undoes, redoes and restores it, and the log says so', async (t) => {
  const { cli, files, end } = await start(t);
  const taken = JSON.parse((await done(cli('checkpoint', 'take', '--json'))).out) as WireCheckpoint;
  const dry = await done(cli('apply', 'fix.patch', '--dry-run'));
  assert.match(dry.out, /Would change in [^]*1 created, 1 changed, 1 deleted[^]*would be allowed/u);
  assert.deepEqual(files(), BEFORE);
  const applied = await done(cli('apply', 'fix.patch'));
  assert.match(applied.out, /deletes old\.txt: \+10[^]*build passed[^]*Done: /u);
  assert.deepEqual(files(), AFTER);

  assert.match(
    (await done(cli('undo', '--yes'))).out,
    / {2}- docs {2}\(folder\)\n[^]*✓ 1 created, 1 changed, 2 deleted/u,
  );
  assert.deepEqual(files(), BEFORE);
  await done(cli('redo', '--yes'));
  assert.deepEqual(files(), AFTER);

  const restore = ['checkpoint', 'restore', taken.id.slice(-8)] as const;
  await done(cli(...restore, '--dry-run'));
  assert.deepEqual(files(), AFTER);
  await done(cli(...restore, 'greet.ts', '--yes'));
  assert.deepEqual(files(), [GREET, ...AFTER.slice(1)]);
  await done(cli(...restore, '--yes'));
  assert.deepEqual(files(), BEFORE);
  assert.match((await done(cli('checkpoint', 'diff', taken.id))).out, /^nothing differs\n/u);

  const types = await end();
  assert.ok(types.filter((type) => type === 'workspace.changed').length >= 10, types.join(' '));
  assert.ok(types.includes('checkpoint.taken'));
});

test('undoes one file, an action and a session, and never over what somebody changed since', async (t) => {
  const { cli, files, put, end } = await start(t);
  const made = JSON.parse((await done(cli('apply', 'fix.patch', '--session', 's-1', '--json'))).out) as WireActResponse;
  await done(cli('undo', '--file', 'greet.ts', '--yes'));
  assert.deepEqual(files(), [GREET, ...AFTER.slice(1)]);
  await done(cli('redo', '--yes'));
  put('greet.ts', '// mine\n');
  const refused = await cli('undo', '--action', made.action_id ?? '', '--yes');
  assert.equal(refused.code, EXIT.failed);
  assert.match(refused.out, /changed since by somebody else:\n {2}~ greet\.ts/u);
  assert.equal(files()[0], '// mine\n');
  await done(cli('undo', '--session', 's-1', '--force', '--yes'));
  assert.deepEqual(files(), BEFORE);
  const { checkpoints: listed } = JSON.parse((await done(cli('checkpoint', 'list', '--session', 's-1', '--json'))).out);
  assert.ok((listed as readonly WireCheckpoint[]).every(({ session }) => session === 's-1'));
  await end();
});

test('writes nothing of what does not apply, and takes back what does not build', async (t) => {
  const { cli, files, put, end } = await start(t);
  put('stale.patch', PATCH.replace("-  return 'hi ' + name;", "-  return 'ho ' + name;"));
  const stale = await cli('apply', 'stale.patch');
  assert.equal(stale.code, EXIT.failed);
  assert.match(stale.err, /apply stale\.patch: 1 problem, want none; nothing was written\n {2}line \d+, greet\.ts/u);
  assert.deepEqual(files(), BEFORE);
  put('broken.patch', PATCH.replace("'hello '", "'broken '"));
  const broken = await cli('apply', 'broken.patch');
  assert.equal(broken.code, EXIT.failed, broken.out);
  assert.match(broken.out, /^Not changed in [^]*build failed[^]*it was taken back/u);
  assert.deepEqual(files(), BEFORE);
  await end();
});

test('asks about what keeps agents in check, and lets nobody approve what they proposed', async (t) => {
  const { project, cli, asAgent, put, end } = await start(t);
  put('ci.patch', '--- /dev/null\n+++ b/.github/workflows/ci.yml\n@@ -0,0 +1 @@\n+on: push\n');
  const asked = await cli('apply', 'ci.patch');
  assert.equal(asked.code, EXIT.approvalNeeded);
  assert.match(asked.err, /human:operator proposed it, so another person must approve it/u);
  const ids = async (): Promise<readonly string[]> =>
    (await done(cli('approvals', 'list', '--ids'))).out.split('\n').flatMap((line) => line.split('\t')[0] || []);
  const [own = ''] = await ids();
  const refused = await cli('approvals', 'approve', own);
  assert.equal(refused.code, EXIT.failed);
  assert.match(refused.err, /the requester never answers their own/u);

  const waiting = asAgent('apply', 'ci.patch', '--wait', '60s');
  let open: readonly string[] = [];
  for (let tries = 0; tries < 600 && open.length === 0; tries++) {
    open = (await ids()).filter((id) => id !== own);
    if (open.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await done(cli('approvals', 'approve', open[0] ?? 'none'));
  assert.match((await done(waiting)).out, /^Changed in [^]*Verdict allowed: approved by human:operator/u);
  assert.equal(existsSync(join(project, '.github/workflows/ci.yml')), true);
  await done(cli('undo', '--yes'));
  assert.equal(existsSync(join(project, '.github')), false);
  await end();
});

test('lets an agent neither undo nor look at what is kept', async (t) => {
  const { cli, asAgent, files, end } = await start(t);
  await done(cli('apply', 'fix.patch'));
  for (const line of [
    ['undo', '--yes', '--json'],
    ['redo', '--yes'],
    ['checkpoint', 'list'],
    ['checkpoint', 'take'],
  ]) {
    const refused = await asAgent(...line);
    assert.equal(refused.code, EXIT.failed, line.join(' '));
    assert.match(refused.err, /auth\.forbidden|admin|read/u);
  }
  assert.deepEqual(files(), AFTER);
  await end();
});
