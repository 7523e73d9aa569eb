import fileCalls, { type FileHandle, open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** The calls of `node:fs/promises` that change a file system, of the module and of file handles. */
const MODULE_CALLS = ['open', 'rename', 'unlink', 'rmdir', 'mkdir', 'symlink', 'lchown', 'chmod', 'writeFile'] as const;
const HANDLE_CALLS = ['write', 'writeFile', 'sync', 'chmod', 'chown'] as const;

type AnyCall = (...args: unknown[]) => Promise<unknown>;

/** What to do right before each call; `name` says which, and `inPart` does the call only in part, where it can be. */
export type OnCall = (name: string, inPart: (() => Promise<unknown>) | null) => Promise<void>;

/**
 * Has `onCall` run before every call of this process that changes the file system through `node:fs/promises`; answers how to
 * end that. Opening a folder or a file for reading is no change.
 */
export async function watchFileCalls(onCall: OnCall): Promise<() => void> {
  const calls = fileCalls as unknown as Record<string, AnyCall>;
  const handle = await open('/dev/null');
  const prototype = Object.getPrototypeOf(handle) as Record<string, AnyCall>;
  await handle.close();
  const restore: (() => void)[] = [];
  const wrap = (owner: Record<string, AnyCall>, name: string, label: string): void => {
    const original = owner[name];
    if (original === undefined) throw new Error(`watch ${label}: found no such call`);
    owner[name] = async function watched(this: FileHandle, ...args: unknown[]) {
      const changes = label !== 'open' || isWriting(args[1]);
      if (changes) await onCall(label, label === 'handle.write' ? () => original.apply(this, halved(args)) : null);
      return original.apply(this, args);
    };
    restore.push(() => {
      owner[name] = original;
    });
  };
  for (const name of MODULE_CALLS) wrap(calls, name, name);
  for (const name of HANDLE_CALLS) wrap(prototype, name, `handle.${name}`);
  syncBuiltinESMExports();
  return () => {
    for (const undo of restore) undo();
    syncBuiltinESMExports();
  };
}

function isWriting(flags: unknown): boolean {
  return typeof flags === 'number' ? (flags & 0o103) !== 0 : typeof flags === 'string' && flags !== 'r';
}

/** `write(buffer, offset, length, position)` with half the length. */
function halved(args: readonly unknown[]): unknown[] {
  return args.map((argument, index) => (index === 2 ? Math.floor(Number(argument) / 2) : argument));
}
