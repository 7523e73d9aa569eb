import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CliError } from '../cli-error.ts';
import { readEnvironment } from '../environment.ts';
import { Invocation } from '../invocation.ts';
import { findWorkspace, pathInWorkspace, shellWord, workspaceArgument } from './find-workspace.ts';

const top = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-cli-')));
after(() => rmSync(top, { recursive: true }));
for (const folder of ['git/.git', 'git/a/b', 'git/marked/.countersign', 'git/marked/c', 'plain/d'])
  mkdirSync(join(top, folder), { recursive: true });
symlinkSync(join(top, 'git'), join(top, 'link'));

function inFolder(folder: string): { readonly environment: ReturnType<typeof readEnvironment> } {
  return { environment: readEnvironment({ HOME: top }, join(top, folder)) };
}

function given(workspace?: string): Invocation {
  const options = new Map(workspace === undefined ? [] : [['workspace', [workspace]] as const]);
  return new Invocation({ passed: [], operands: new Map(), options });
}

test('finds the nearest project around the current folder, by its real path', () => {
  assert.equal(findWorkspace(given(), inFolder('git/a/b')), join(top, 'git'));
  assert.equal(findWorkspace(given(), inFolder('git/marked/c')), join(top, 'git/marked'));
  assert.equal(findWorkspace(given(), inFolder('link/a')), join(top, 'git'));
  assert.equal(findWorkspace(given(), inFolder('plain/d')), join(top, 'plain/d'));
  assert.equal(findWorkspace(given('../a'), inFolder('git/marked')), join(top, 'git/a'));
  assert.throws(() => findWorkspace(given('none'), inFolder('git')), CliError);
});

test('counts paths from the current folder where it lies in the workspace, else from the workspace', () => {
  const workspace = join(top, 'git');
  const path = (name: string, folder: string): string => pathInWorkspace(name, { workspace, ...inFolder(folder) });
  assert.equal(path('x', 'git/a/b'), 'a/b/x');
  assert.equal(path('../../x', 'git/a/b'), 'x');
  assert.equal(path('a/x', 'plain'), 'a/x');
  assert.equal(path(join(top, 'link/a/gone/x'), 'plain'), 'a/gone/x');
  assert.equal(path('..x', 'git'), '..x');
  for (const outside of ['..', '../plain', '/etc/passwd', '.', workspace])
    assert.throws(() => path(outside, 'git'), { exitCode: 2 }, outside);
  assert.equal(pathInWorkspace('x', { workspace: '/', ...inFolder('git') }), join(top, 'git/x').slice(1));
});

test('names the workspace in a further command line only where it is not found anyway', () => {
  assert.equal(workspaceArgument(join(top, 'git'), inFolder('git/a')), '');
  assert.equal(workspaceArgument('/work/app', inFolder('git/a')), ' --workspace /work/app');
  assert.equal(workspaceArgument("/it's here", inFolder('git/a')), " --workspace '/it'\\''s here'");
  assert.equal(shellWord(''), "''");
  assert.equal(shellWord('$(x)'), "'$(x)'");
});
