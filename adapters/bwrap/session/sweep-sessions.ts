import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeGroup } from '../control-groups.ts';
import { removeFolder } from './remove-folder.ts';
import type { SessionSettings } from './session-settings.ts';
import { groupsOf, isStage, ownerOf } from './stage.ts';

/**
 * Removes the folders and control groups of sandboxes whose gateway is gone; their processes went with it. Never one whose gateway
 * still runs, this one's included. Answers the paths that it removed.
 */
export async function sweepSessions({ directory }: SessionSettings): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const name of namesIn(directory)) {
    const path = join(directory, name);
    if (!isStage(path) || ownerOf(path) !== null) continue;
    for (const group of groupsOf(path)) {
      for (const program of namesIn(group)) await removeGroup(join(group, program));
      if (await removeGroup(group)) removed.push(group);
    }
    await removeFolder(path);
    removed.push(path);
  }
  return removed;
}

/** Folders in a folder; none where it is not there. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    return [];
  }
}
