import { Buffer } from 'node:buffer';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { foldPath } from '../../../core/path/fold-path.ts';
import { INSTRUCTING } from '../held-folder.ts';
import { isBelow } from '../toolchains.ts';

/** Longer ones lead nowhere: git reads no such path either. */
const MAX_POINTER_BYTES = 8_192;

/** Tells whether what has this name decides what other programs run, in whichever folder it lies. */
export function isInstructing(name: string): boolean {
  return INSTRUCTING.has(foldPath(`/${name}`).slice(1));
}

/**
 * What else a found name stands for: the folder that a link or a `.git` file leads to, and the one that it shares with others by
 * its `commondir` (gitrepository-layout(5)). Only what is there and lies below `folder`: nothing else can be changed from inside.
 */
export function leadsTo(
  path: string,
  { folder, isLink }: { readonly folder: string; readonly isLink: boolean },
): readonly string[] {
  const first = isLink ? realBelow(path, folder) : gitFolderOf(path, folder);
  const git = first ?? path;
  const shared = pointerIn(`${git}/commondir`, '');
  const second = shared === null ? null : realBelow(resolve(git, shared), folder);
  return [first, second].filter((one) => one !== null);
}

function gitFolderOf(path: string, folder: string): string | null {
  const target = pointerIn(path, 'gitdir: ');
  return target === null ? null : realBelow(resolve(dirname(path), target), folder);
}

function realBelow(path: string, folder: string): string | null {
  try {
    const real = realpathSync(path);
    return real !== folder && isBelow(real, folder) ? real : null;
  } catch {
    return null;
  }
}

/** The path in a file that holds nothing else; null for anything but a small plain file that begins so. */
function pointerIn(path: string, prefix: string): string | null {
  let descriptor: number | null = null;
  try {
    if (!lstatSync(path).isFile()) return null;
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (!fstatSync(descriptor).isFile()) return null;
    const bytes = Buffer.alloc(MAX_POINTER_BYTES);
    const text = bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, MAX_POINTER_BYTES, 0));
    const target = text.startsWith(prefix) ? text.slice(prefix.length).trimEnd() : '';
    return target === '' || target.includes('\0') ? null : target;
  } catch {
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
