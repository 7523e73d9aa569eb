import assert from 'node:assert/strict';
import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { createLinkResolver } from '../../../adapters/filesystem/link-resolver.ts';
import { createMemoryContentStore } from '../../../adapters/memory/memory-content-store.ts';
import { openWorkspaceFiles } from '../../../adapters/workspace/open-workspace-files.ts';
import type { GatewayPorts } from '../../../application/gateway-ports.ts';
import { holdsRepository } from '../../../application/run/held-repository.ts';
import { workspaceFolders } from '../../harness/real-workspace.ts';

test('a repository counts as held only where no folder that a run may move lies on the way to its settings', async (t) => {
  const folders = workspaceFolders(t);
  const root = realpathSync(folders.root);
  const git = join(root, '.git');
  const contents = createMemoryContentStore();
  const files = await openWorkspaceFiles({ stateFolder: join(folders.base, 'state'), contents, minFreeBytes: 0 });
  const ports = { workspaces: { files }, pathResolver: createLinkResolver() } as unknown as GatewayPorts;
  const held = async (make: () => void): Promise<boolean> => {
    rmSync(git, { recursive: true, force: true });
    make();
    return holdsRepository(ports, root);
  };
  for (const folder of ['bare', 'deep/repo', '../elsewhere'].map((path) => join(root, path)))
    mkdirSync(folder, { recursive: true });
  const pointer = (to: string) => () => writeFileSync(git, `gitdir: ${to}\n`);
  assert.equal(await held(() => undefined), false);
  assert.equal(await held(() => mkdirSync(git)), true);
  assert.equal(await held(() => symlinkSync('bare', git)), false);
  const commonElsewhere = (): void => {
    mkdirSync(git);
    writeFileSync(join(git, 'commondir'), '../deep/repo\n');
  };
  assert.equal(await held(commonElsewhere), false);
  for (const to of ['./bare', join(root, 'bare'), '../elsewhere', join(dirname(root), 'elsewhere')])
    assert.equal(await held(pointer(to)), true, to);
  symlinkSync('deep/repo', join(root, 'link'));
  symlinkSync(join(root, 'deep'), join(dirname(root), 'back'));
  for (const to of ['deep/repo', './bare/../deep/repo', 'link', '../back/repo', '.', '', '../project/deep/repo'])
    assert.equal(await held(pointer(to)), false, to);
  writeFileSync(join(root, 'bare', 'commondir'), '../deep/repo\n');
  assert.equal(await held(pointer('./bare')), false);
});
