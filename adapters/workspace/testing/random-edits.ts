import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';

/** Names that have led programs astray: not UTF-8, with line feeds, look-alikes, the replacement character itself. */
const NAMES: readonly Buffer[] = [
  ...['a', 'b', 'c.ts', 'd e', 'ä', 'a\u0308', '\u{1f600}', 'line\nfeed', '\ufffd', '-rf', '%2e', 'a.', 'A'].map(
    (name) => Buffer.from(name),
  ),
  Buffer.from([0xff]),
  Buffer.from([0x61, 0xed, 0xb2, 0x80]),
  Buffer.from([0xc3]),
  Buffer.from([0xef, 0xbf, 0xbd, 0xfe]),
];
const MODES = [0o644, 0o600, 0o755, 0o400, 0o4755, 0o777];
const SLASH = Buffer.from('/');

/** A source of numbers below a bound that a seed fixes (a linear congruence is enough here). */
export function createSeededNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Makes one random change below a root: contents, modes, links, folders, renames, deletions. */
export function editRandomly(root: string, pick: (below: number) => number): void {
  const { files, folders, all } = list(root);
  const someFolder = folders[pick(folders.length)] ?? Buffer.from(root);
  const fresh = Buffer.concat([someFolder, SLASH, NAMES[pick(NAMES.length)] ?? Buffer.from('x')]);
  const file = files[pick(files.length)];
  const entry = all[pick(all.length)];
  const text = 'x'.repeat(pick(40)) + String(pick(1_000));
  const edits: readonly (() => void)[] = [
    () => replace(fresh, () => writeFileSync(fresh, text)),
    () => replace(fresh, () => mkdirSync(fresh, MODES[pick(3)])),
    () => replace(fresh, () => symlinkSync(pick(2) === 0 ? 'a' : Buffer.from([0x2f, 0xff, 0x2e]), fresh)),
    () => file !== undefined && writeFileSync(file, text),
    () => file !== undefined && editInPlace(file, pick),
    () => file !== undefined && chmodSync(file, MODES[pick(MODES.length)] ?? 0o644),
    () => entry !== undefined && rmSync(entry, { recursive: true }),
    () => entry !== undefined && move(entry, fresh),
    () => file !== undefined && duplicate(file, fresh),
    () =>
      folders.length > 1 &&
      chmodSync(folders[1 + pick(folders.length - 1)] ?? root, [0o755, 0o700, 0o1777][pick(3)] ?? 0o755),
  ];
  edits[pick(edits.length)]?.();
}

/** Same size, same inode, and the old modification time put back: only the change time tells. */
function editInPlace(file: Buffer, pick: (below: number) => number): void {
  const { atime, mtime } = lstatSync(file);
  const content = readFileSync(file);
  if (content.length > 0) content[pick(content.length)] = 97 + pick(26);
  writeFileSync(file, content, { flag: 'r+' });
  utimesSync(file, atime, mtime);
}

function replace(path: Buffer, make: () => void): void {
  rmSync(path, { recursive: true, force: true });
  make();
}

function duplicate(file: Buffer, fresh: Buffer): void {
  const content = readFileSync(file);
  replace(fresh, () => writeFileSync(fresh, content));
}

function move(from: Buffer, to: Buffer): void {
  if (to.equals(from) || to.subarray(0, from.length + 1).equals(Buffer.concat([from, SLASH]))) return;
  if (from.subarray(0, to.length + 1).equals(Buffer.concat([to, SLASH]))) return;
  rmSync(to, { recursive: true, force: true });
  renameSync(from, to);
}

function list(root: string): { readonly files: Buffer[]; readonly folders: Buffer[]; readonly all: Buffer[] } {
  const [files, folders, all]: Buffer[][] = [[], [Buffer.from(root)], []];
  for (let at = 0; at < (folders as Buffer[]).length; at++) {
    const folder = (folders as Buffer[])[at] as Buffer;
    for (const name of readdirSync(folder, 'buffer')) {
      const path = Buffer.concat([folder, SLASH, name]);
      const stat = lstatSync(path);
      (all as Buffer[]).push(path);
      if (stat.isDirectory()) (folders as Buffer[]).push(path);
      else if (stat.isFile()) (files as Buffer[]).push(path);
    }
  }
  return { files: files as Buffer[], folders: folders as Buffer[], all: all as Buffer[] };
}
