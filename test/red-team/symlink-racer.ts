/**
 * Swaps names in a folder as fast as it can: `node symlink-racer.ts <root> <outside> <milliseconds>`.
 *
 * For each name of `SWAPPED` the root holds `<name>`, as it should be, and `<name>.evil`: a link to what lies outside, a hard
 * link, a pipe. A swap is three renames. What the gateway has replaced meanwhile is set up again. Prints how many swaps it made.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  type Stats,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

type Trap = {
  readonly name: string;
  /** Sets the evil twin up at a path. */
  readonly lay: (path: string, outside: string) => void;
  readonly isLaid: (stat: Stats) => boolean;
};

const TRAPS: readonly Trap[] = [
  { name: 'folder', lay: (path, outside) => symlinkSync(outside, path), isLaid: (stat) => stat.isSymbolicLink() },
  { name: 'a/deep', lay: (path, outside) => symlinkSync(outside, path), isLaid: (stat) => stat.isSymbolicLink() },
  {
    name: 'file',
    lay: (path, outside) => symlinkSync(join(outside, 'file'), path),
    isLaid: (stat) => stat.isSymbolicLink(),
  },
  { name: 'hard', lay: (path, outside) => linkSync(join(outside, 'secret'), path), isLaid: (stat) => stat.nlink > 1 },
  { name: 'pipe', lay: (path) => execFileSync('mkfifo', [path]), isLaid: (stat) => stat.isFIFO() },
];

/** The names that are swapped: a folder, a folder further down, three files. */
export const SWAPPED: readonly string[] = TRAPS.map(({ name }) => name);

/** Sets up whatever is missing: an innocent file or folder under each name, and its twin. */
export function layTraps(root: string, outside: string): void {
  for (const { name, lay, isLaid } of TRAPS) {
    const path = join(root, name);
    const isFolder = name === 'folder' || name === 'a/deep';
    const twins = [path, `${path}.evil`].map((twin) => lstatSync(twin, { throwIfNoEntry: false }));
    if (!twins.some((stat) => stat !== undefined && isLaid(stat))) {
      rmSync(`${path}.evil`, { force: true, recursive: true });
      if (isFolder || name.startsWith('a/')) mkdirSync(join(path, '..'), { recursive: true });
      lay(`${path}.evil`, outside);
    }
    if (twins[0] === undefined && isFolder) mkdirSync(path, { recursive: true });
    if (twins[0] === undefined && !isFolder) writeFileSync(path, 'inside', { flag: 'wx' });
    const real = [path, `${path}.evil`].find((twin) => lstatSync(twin, { throwIfNoEntry: false })?.isDirectory());
    if (isFolder && real !== undefined && !existsSync(join(real, 'file'))) writeFileSync(join(real, 'file'), 'inside');
  }
}

/** Nobody ever wakes who waits for this. */
const PAUSE = new Int32Array(new SharedArrayBuffer(4));

function swap(path: string): void {
  renameSync(path, `${path}.spare`);
  renameSync(`${path}.evil`, path);
  renameSync(`${path}.spare`, `${path}.evil`);
}

function race(root: string, outside: string, endsAtMs: number): number {
  const paths = SWAPPED.map((name) => join(root, name));
  let count = 0;
  while (Date.now() < endsAtMs) {
    const turns = 1 + Math.floor(Math.random() * 400);
    for (let turn = 0; turn < turns; turn++) {
      try {
        swap(paths[(count * 7 + turn) % paths.length] ?? '');
      } catch {
        // The gateway took or made one of the names in this instant.
      }
      count += 1;
    }
    try {
      layTraps(root, outside);
    } catch {
      // The same; the next time will do.
    }
    // A pause now and then lets the gateway come to its later steps before it is disturbed.
    Atomics.wait(PAUSE, 0, 0, Math.random() * 4);
  }
  return count;
}

if (import.meta.main) {
  const [root = '', outside = '', milliseconds = '0'] = process.argv.slice(2);
  process.stdout.write(`${race(root, outside, Date.now() + Number(milliseconds))}\n`);
}
