import fileCalls, { type FileHandle, open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** The calls of `node:fs/promises` that change a file system, of the module and of file handles. */
const MODULE_CALLS = ['open', 'rename', 'unlink', 'rmdir', 'mkdir', 'symlink', 'lchown', 'chmod', 'writeFile'] as const;
const HANDLE_CALLS = ['write', 'writeFile', 'sync', 'chmod', 'chown'] as const;

type AnyCall = (...args: unknown[]) => Promise<unknown>;

/** A call that would change the file system. */
export type FileCall = {
  /** As in `node:fs/promises`; `handle.` before those of file handles. */
  readonly name: string;
  readonly handle: FileHandle | null;
  readonly args: readonly unknown[];
  /** Does it. */
  readonly run: () => Promise<unknown>;
  /** Does only half of it; null for what is done at once or not at all. */
  readonly runInPart: (() => Promise<unknown>) | null;
};

/**
 * Has `around` make every call of this process that changes the file system through `node:fs/promises`; answers how to end
 * that. Opening a folder or a file for reading is no change.
 */
export async function interceptFileCalls(around: (call: FileCall) => Promise<unknown>): Promise<() => void> {
  const calls = fileCalls as unknown as Record<string, AnyCall>;
  const handle = await open('/dev/null');
  const prototype = Object.getPrototypeOf(handle) as Record<string, AnyCall>;
  await handle.close();
  const restore: (() => void)[] = [];
  const wrap = (owner: Record<string, AnyCall>, method: string, name: string): void => {
    const original = owner[method];
    if (original === undefined) throw new Error(`intercept ${name}: found no such call`);
    owner[method] = async function intercepted(this: FileHandle, ...args: unknown[]) {
      const run = (): Promise<unknown> => original.apply(this, args);
      if (name === 'open' && !isWriting(args[1])) return run();
      const runInPart = name === 'handle.write' ? () => original.apply(this, halved(args)) : null;
      return around({ name, handle: owner === prototype ? this : null, args, run, runInPart });
    };
    restore.push(() => {
      owner[method] = original;
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
