import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FoundImage, Image, ImageChange } from '../../../core/diff/image.ts';
import { toNameBytes } from '../../../core/workspace/entry-path.ts';

/** Files and links of a folder, by path. */
export type Tree = ReadonlyMap<string, Image>;

/** Why git cannot be used here; false where it can. */
export function withoutGit(): string | false {
  return spawnSync('git', ['--version']).status === 0 ? false : 'git is not installed';
}

/** Reads images as `applyDiff` asks for them: a path above others is a folder. */
export function readerOf(tree: Tree): (path: string) => FoundImage {
  const folders = new Set([...tree.keys()].flatMap((path) => foldersOf(path)));
  return (path) => tree.get(path) ?? { kind: folders.has(path) ? 'folder' : 'absent' };
}

function foldersOf(path: string): readonly string[] {
  const names = path.split('/');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
}

/** A tree after changes. */
export function treeAfter(tree: Tree, changes: readonly ImageChange[]): Tree {
  const after = new Map(tree);
  for (const { path, after: image } of changes) {
    if (image.kind === 'absent') after.delete(path);
    else after.set(path, image);
  }
  return after;
}

/** A tree as text, so that two can be compared: what git keeps of modes, and contents in base 64. */
export function shownTree(tree: Tree): readonly string[] {
  return [...tree].map(([path, image]) => `${path} ${shownImage(image)}`).sort();
}

function shownImage(image: Image): string {
  if (image.kind === 'absent') return 'absent';
  if (image.kind === 'link') return `link ${Buffer.from(image.target).toString('base64')}`;
  return `${(image.mode & 0o100) === 0 ? 'file' : 'program'} ${Buffer.from(image.content).toString('base64')}`;
}

/** A folder under git, for trees to be written to and read from. */
export class GitFolder {
  readonly root = mkdtempSync(join(tmpdir(), 'diff-'));

  constructor() {
    this.git(['init', '-q', '.']);
    for (const [key, value] of [
      ['core.autocrlf', 'false'],
      ['core.safecrlf', 'false'],
      ['core.fileMode', 'true'],
      ['core.symlinks', 'true'],
      ['gc.auto', '0'],
    ] as const) {
      this.git(['config', key, value]);
    }
  }

  /** Runs git here; its output, or null where it fails. */
  git(args: readonly string[], input?: Uint8Array): Buffer | null {
    const run = spawnSync('git', args, {
      cwd: this.root,
      maxBuffer: 512 * 1024 * 1024,
      ...(input === undefined ? {} : { input }),
    });
    return run.status === 0 ? run.stdout : null;
  }

  write(tree: Tree): void {
    for (const [path, image] of tree) this.writeImage(path, image);
  }

  /** What stands at these paths. */
  read(paths: Iterable<string>): Tree {
    const found = [...paths].map((path): readonly [string, Image] => [path, this.readImage(path)]);
    return new Map(found.filter(([, image]) => image.kind !== 'absent'));
  }

  remove(path: string): void {
    rmSync(this.placeOf(path), { force: true, recursive: true });
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Where a path is on the disk, whose names are bytes. */
  private placeOf(path: string): Buffer {
    return Buffer.concat([Buffer.from(`${this.root}/`), toNameBytes(path)]);
  }

  private writeImage(path: string, image: Image): void {
    const place = this.placeOf(path);
    rmSync(place, { force: true });
    if (image.kind === 'absent') return;
    if (path.includes('/')) mkdirSync(this.placeOf(dirname(path)), { recursive: true });
    if (image.kind === 'link') symlinkSync(Buffer.from(image.target), place);
    else {
      writeFileSync(place, image.content);
      chmodSync(place, image.mode);
    }
  }

  private readImage(path: string): Image {
    const place = this.placeOf(path);
    const stat = lstatSync(place, { throwIfNoEntry: false });
    if (stat === undefined || stat.isDirectory()) return { kind: 'absent' };
    if (stat.isSymbolicLink())
      return { kind: 'link', target: new Uint8Array(readlinkSync(place, { encoding: 'buffer' })) };
    return { kind: 'file', mode: stat.mode & 0o7777, content: new Uint8Array(readFileSync(place)) };
  }
}

/** The files that a repository keeps, by their paths. */
export function trackedFiles(root: string): readonly string[] {
  return execFileSync('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 64 * 1024 * 1024 })
    .toString()
    .split('\0')
    .filter((path) => path !== '');
}
