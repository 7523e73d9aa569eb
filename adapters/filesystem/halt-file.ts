import { existsSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { HaltSwitch, RaisedHalt } from '../../ports/halt-switch.ts';
import { StoreError } from '../../ports/store-error.ts';
import { writeDurably } from './write-durably.ts';

const POLL_MS = 25;

/**
 * The sentinel file: while it exists, everything is halted. Anybody who can write in the state directory can make it, with
 * no program of ours at work: `touch HALT`.
 *
 * Each decision looks for the file itself; everything else learns of it within 25 milliseconds. The folder is not watched: the
 * store writes in it at every commit, and would wake the gateway each time. Where the folder cannot be looked at the switch
 * counts as thrown, from the next look on, 25 milliseconds later at most.
 */
export function openHaltFile(path: string, { resumeTokenPath }: { readonly resumeTokenPath: string }): HaltSwitch {
  const raised: RaisedHalt = { source: 'sentinel', reason: `the file ${basename(path)} exists in the state directory` };
  let isUnreadable = false;
  const read = (): RaisedHalt | null => {
    if (existsSync(path)) return raised;
    return isUnreadable ? { source: 'sentinel', reason: 'the state directory cannot be read' } : null;
  };
  const readAll = (): RaisedHalt | null => {
    isUnreadable = !existsSync(dirname(path));
    return read();
  };
  readAll();
  return {
    read,
    watch: (onRaised) => lookRegularly({ read: readAll, onRaised }),
    keepResumeToken: async (token) =>
      guarded('keep the resume token', () => writeDurably(resumeTokenPath, `${token}\n`)),
    clear: async () =>
      guarded('remove the halt file', () => {
        rmSync(path, { force: true });
        rmSync(resumeTokenPath, { force: true });
      }),
  };
}

type Looking = { readonly read: () => RaisedHalt | null; readonly onRaised: (halt: RaisedHalt) => void };

function lookRegularly({ read, onRaised }: Looking): () => void {
  let known = false;
  const look = (): void => {
    const halt = read();
    if (halt !== null && !known) onRaised(halt);
    known = halt !== null;
  };
  const timer = setInterval(look, POLL_MS);
  timer.unref();
  look();
  return () => clearInterval(timer);
}

function guarded(what: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new StoreError('store.failed', `${what}: the file system refused`, { cause: error });
  }
}
