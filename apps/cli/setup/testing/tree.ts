import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

/** Everything below a folder: kind and mode of each entry, and the bytes of files and the aims of links. */
export function treeOf(folder: string): { readonly [path: string]: string } {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const path = join(folder, name);
      return [name, `${lstatSync(path).mode.toString(8)} ${contentOf(path)}`];
    }),
  );
}

function contentOf(path: string): string {
  const kind = lstatSync(path);
  if (kind.isSymbolicLink()) return readlinkSync(path);
  if (!kind.isFile()) return '';
  // Only root reads a file that nobody may read.
  return (kind.mode & 0o400) === 0 ? 'unreadable' : readFileSync(path, 'latin1');
}

/** A folder of its own with files in it, which goes with the test. A file is a text, or a text with a mode. */
export function makeTree(
  t: TestContext,
  files: { readonly [path: string]: string | { readonly text: string; readonly mode: number } },
): string {
  const folder = mkdtempSync(`${tmpdir()}/countersign-setup-`);
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, file] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof file === 'string' ? file : file.text);
    if (typeof file !== 'string') chmodSync(path, file.mode);
  }
  return folder;
}
