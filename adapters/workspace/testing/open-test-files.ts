import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { ContentStore } from '../../../ports/content-store.ts';
import type { WorkspaceFiles } from '../../../ports/workspace-files.ts';
import { openWorkspaceFiles, type WorkspaceFilesOptions } from '../open-workspace-files.ts';
import { openPlainContents } from './plain-contents.ts';

export type TestFiles = {
  readonly files: WorkspaceFiles;
  readonly contents: ContentStore;
  readonly base: string;
  readonly root: string;
  readonly outside: string;
  readonly stateFolder: string;
};

/** A gateway over an empty root in a temporary folder that the test removes. */
export async function openTestFiles(
  t: TestContext,
  options: Partial<WorkspaceFilesOptions> & { readonly base?: string } = {},
): Promise<TestFiles> {
  const base = mkdtempSync(join(options.base ?? tmpdir(), 'countersign-files-'));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const [root, outside, stateFolder] = ['root', 'outside', 'state'].map((name) => join(base, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [root, outside]) mkdirSync(folder);
  const contents = options.contents ?? openPlainContents(join(base, 'contents'));
  const files = await openWorkspaceFiles({ stateFolder, minFreeBytes: 0, ...options, contents });
  return { files, contents, base, root, outside, stateFolder };
}
