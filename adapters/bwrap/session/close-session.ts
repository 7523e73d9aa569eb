import { existsSync, readFileSync } from 'node:fs';
import type { CleanUpReport } from '../../../ports/sandbox.ts';
import type { Doors } from './doors.ts';
import { removeFolder } from './remove-folder.ts';
import { processesIn, untilEmpty } from './session-processes.ts';
import { lookAfter, type Session } from './session-state.ts';

/** Ends what holds a session, removes what was made for it, and looks at what is left. */
export async function closeSession(session: Session, doors: Doors): Promise<CleanUpReport> {
  const startedMs = performance.now();
  const { holder, group, stage } = session;
  const sockets = await doors.close();
  await holder.end();
  const processes = await untilEmpty(() => processesIn(holder.network));
  await lookAfter(session);
  const groups = (await group?.remove()) ?? [];
  await removeFolder(stage.path);
  session.state = 'closed';
  return {
    processes,
    mounts: mountsIn(stage.path),
    groups,
    files: existsSync(stage.path) ? [stage.path] : [],
    sockets,
    durationMs: Math.round(performance.now() - startedMs),
  };
}

/** Mounts of this machine that lie in a folder; those of a sandbox lie in its own namespace, and are none of them. */
export function mountsIn(folder: string): readonly string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const at = line.split(' ')[4] ?? '';
      return at === folder || at.startsWith(`${folder}/`) ? [at] : [];
    });
}
