import { chmodSync, chownSync, copyFileSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** As they are run here: TypeScript from the source, JavaScript from a release. */
const ENDING = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const PARTS = ['main', 'evaluation', 'prelude', 'web-assembly'];

/** The name of the program in a folder that `copyProgram` filled. */
export const PROGRAM = `main${ENDING}`;

/**
 * Copies the program that evaluates into an empty folder, with the packages that it needs (1 MB): what holds it then has to show
 * it nothing but that folder. All of it is read-only, and of this user where `owner` is null.
 */
export function copyProgram(folder: string, owner: number | null): void {
  for (const name of PARTS)
    copy(fileURLToPath(new URL(`inside/${name}${ENDING}`, import.meta.url)), join(folder, `${name}${ENDING}`));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n', { mode: 0o444 });
  for (const [name, from] of packages()) {
    const to = join(folder, 'node_modules', name);
    mkdirSync(join(to, 'dist'), { recursive: true });
    copy(join(from, 'package.json'), join(to, 'package.json'));
    for (const file of readdirSync(join(from, 'dist')))
      if (file.endsWith('.mjs') || file.endsWith('.wasm')) copy(join(from, 'dist', file), join(to, 'dist', file));
  }
  if (owner !== null) chownSync(folder, owner, owner);
}

function copy(from: string, to: string): void {
  copyFileSync(from, to);
  chmodSync(to, 0o444);
}

/** The folder of each package, wherever it is installed. */
function packages(): readonly (readonly [name: string, folder: string])[] {
  const ours = createRequire(import.meta.url);
  const variant = folderOf(ours.resolve('@jitl/quickjs-wasmfile-release-sync'));
  const types = createRequire(join(variant, 'package.json')).resolve('@jitl/quickjs-ffi-types');
  return [
    ['quickjs-emscripten-core', folderOf(ours.resolve('quickjs-emscripten-core'))],
    ['@jitl/quickjs-wasmfile-release-sync', variant],
    ['@jitl/quickjs-ffi-types', folderOf(types)],
  ];
}

/** Each has its main file in `dist`. */
function folderOf(main: string): string {
  const dist = dirname(realpathSync(main));
  if (basename(dist) !== 'dist') throw new Error(`find a package: found ${main}, want it in a folder dist`);
  return dirname(dist);
}
