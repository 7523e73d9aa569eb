import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { FilesError } from '../../../ports/workspace-files.ts';
import { openWorkspaceGateway, type WorkspaceGateway } from '../../harness/real-workspace.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../../harness/test-gateway.ts';
import { readyPolicy } from '../../harness/test-policy.ts';

const LAST = { what: { kind: 'last' }, within: null, force: false, dryRun: false } as const;

type Shadow = WorkspaceGateway & {
  /** One call of an agent; its end is reported unless it is said not to be. */
  readonly act: (
    change: () => void,
    options?: { readonly isReported?: boolean; readonly write?: string },
  ) => Promise<string>;
  readonly put: (path: string, content: string) => void;
  readonly read: (path: string) => string | null;
};

/** A gateway that only records: what the agent does happens behind its back. */
async function openShadow(t: TestContext): Promise<Shadow> {
  const workspace = await openWorkspaceGateway(t, { ready: readyPolicy({ mode: 'shadow' }) });
  const { gateway, root } = workspace;
  const put = (path: string, content: string): void => writeFileSync(join(root, path), content);
  const read = (path: string): string | null =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null;
  const act: Shadow['act'] = async (change, { isReported = true, write } = {}) => {
    const place = { session: 's', workspace: root, cwd: root };
    const proposal =
      write === undefined
        ? propose('Bash', { command: 'sh ./x.sh' }, place)
        : propose('Write', { file_path: join(root, write), content: '' }, place);
    const { action } = await gateway.authorize(AGENT, proposal, NO_WAIT);
    change();
    const outcome = {
      by: { actionId: action.id },
      result: 'completed',
      error: null,
      durationMs: null,
      response: null,
    } as const;
    if (isReported) await gateway.reportOutcome(AGENT, outcome);
    return action.id;
  };
  return { ...workspace, act, put, read };
}

test('takes the work of people for no action’s whose end nobody reported', async (t) => {
  const { gateway, root, act, put, read } = await openShadow(t);
  put('mine.txt', 'hours ago');
  await act(() => undefined, { isReported: false });
  put('mine.txt', 'my work');
  put('new.txt', 'new');
  const dry = await gateway.undo(OPERATOR, { root, ...LAST, dryRun: true });
  assert.deepEqual(dry.conflicts, ['mine.txt', 'new.txt']);
  await assert.rejects(gateway.undo(OPERATOR, { root, ...LAST }), { code: 'files.drifted' });
  assert.equal(read('mine.txt'), 'my work');
  await gateway.undo(OPERATOR, { root, ...LAST, force: true });
  assert.deepEqual([read('mine.txt'), read('new.txt')], ['hours ago', null]);
});

test('learns the end of an action that began before a restart', async (t) => {
  const { gateway, root, act, put, read, reopen } = await openShadow(t);
  put('a', '0');
  const action = await act(() => put('a', '1'), { isReported: false });
  const again = await reopen();
  assert.equal((await again.gateway.listCheckpoints({ action, limit: 5 })).length, 1);
  await assert.rejects(again.gateway.undo(OPERATOR, { root, ...LAST }), { code: 'files.drifted' });
  assert.equal(read('a'), '1');
  assert.ok(gateway !== again.gateway);
});

test('sees a conflict where somebody changed a path between two actions that are undone together', async (t) => {
  const { gateway, root, act, put, read } = await openShadow(t);
  put('a', 'zero');
  await act(() => put('a', 'one'));
  put('a', 'mine');
  await act(() => put('a', 'two'));
  const session = { ...LAST, root, what: { kind: 'session', session: 's' } } as const;
  await assert.rejects(gateway.undo(OPERATOR, session), { code: 'files.drifted' });
  assert.equal(read('a'), 'two');
  await gateway.undo(OPERATOR, { ...session, force: true });
  assert.equal(read('a'), 'zero');
});

test('passes over an action of which all is as it was before, for the one before it', async (t) => {
  const { gateway, root, act, put, read } = await openShadow(t);
  put('a', 'before');
  put('b', 'kept');
  const changed = await act(() => put('a', 'after'));
  await act(() => rmSync(join(root, 'b')));
  put('b', 'kept');
  const dry = await gateway.undo(OPERATOR, { root, ...LAST, dryRun: true });
  assert.deepEqual([dry.actions, dry.changes.map(({ path }) => path)], [[changed], ['a']]);
  await gateway.undo(OPERATOR, { root, ...LAST });
  assert.deepEqual([read('a'), read('b')], ['before', 'kept']);
  await assert.rejects(gateway.undo(OPERATOR, { root, ...LAST }), { code: 'checkpoint.nothing' });
});

test('redoes nothing over what somebody wrote since', async (t) => {
  const { gateway, root, act, put, read } = await openShadow(t);
  put('a', 'one');
  await act(() => put('a', 'two'));
  await gateway.undo(OPERATOR, { root, ...LAST });
  put('a', 'mine');
  const redo = { root, force: false, dryRun: false };
  assert.deepEqual((await gateway.redo(OPERATOR, { ...redo, dryRun: true })).conflicts, ['a']);
  await assert.rejects(gateway.redo(OPERATOR, redo), { code: 'files.drifted' });
  assert.equal(read('a'), 'mine');
  await gateway.redo(OPERATOR, { ...redo, force: true });
  assert.equal(read('a'), 'two');
});

test('leaves nothing to redo where the undo failed', async (t) => {
  const { gateway, root, act, put, read, ports } = await openShadow(t);
  put('a', '0');
  await act(() => put('a', '1'));
  const { files } = ports.workspaces;
  const { apply } = files;
  files.apply = () => Promise.reject(new FilesError('files.no-space', 'change files: the disk is full'));
  await assert.rejects(gateway.undo(OPERATOR, { root, ...LAST }), { code: 'files.no-space' });
  files.apply = apply;
  await assert.rejects(gateway.redo(OPERATOR, { root, force: false, dryRun: false }), { code: 'checkpoint.nothing' });
  assert.equal(read('a'), '1');
});

test('restoring some paths makes history of nothing else', async (t) => {
  const { gateway, root, act, put, read } = await openShadow(t);
  put('a', '0');
  put('b', '0');
  const first = await act(() => put('a', '1'), { write: 'a' });
  await act(() => put('b', '1'), { write: 'b' });
  const [, before] = await gateway.listCheckpoints({ action: first, limit: 5 });
  await gateway.restoreCheckpoint(OPERATOR, { checkpoint: before?.id ?? '', paths: null, dryRun: false });
  assert.deepEqual([read('a'), read('b')], ['0', '1']);
  await gateway.undo(OPERATOR, { root, ...LAST });
  assert.deepEqual([read('a'), read('b')], ['0', '0']);
});

test('leaves alone what was undone file by file before', async (t) => {
  const { gateway, root, act, put, read } = await openShadow(t);
  await act(() => {
    put('a', '1');
    put('b', '1');
  });
  await gateway.undo(OPERATOR, { ...LAST, root, what: { kind: 'file', path: 'a' } });
  await gateway.undo(OPERATOR, { root, ...LAST });
  assert.deepEqual([read('a'), read('b')], [null, null]);
});
