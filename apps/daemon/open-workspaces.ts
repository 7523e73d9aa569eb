import { createContentCipher } from '../../adapters/node-crypto/content-cipher.ts';
import { openSnapshots } from '../../adapters/workspace/open-snapshots.ts';
import { openWorkspaceFiles } from '../../adapters/workspace/open-workspace-files.ts';
import type { WorkspacePorts } from '../../application/gateway-ports.ts';
import type { Randomness } from '../../ports/randomness.ts';
import type { WorkspaceFiles } from '../../ports/workspace-files.ts';
import type { Places } from './environment.ts';
import { openPayloadKey, type StateFiles } from './state-directory.ts';

/** What the gateway does with files of workspaces, and how to let go of it. */
export type OpenWorkspaces = WorkspacePorts & { readonly close: () => void };

/**
 * Opens snapshots, contents and the file gateway over the state directory. Whatever a crash interrupted is finished or undone by
 * the flow that opens the gateway, before anything else is decided.
 */
export async function openWorkspaces(
  files: StateFiles,
  { places, randomness }: { readonly places: Places; readonly randomness: Randomness },
): Promise<OpenWorkspaces> {
  let writer: Promise<WorkspaceFiles> | null = null;
  const opened = openSnapshots({
    directory: files.checkpoints,
    cipher: createContentCipher(openPayloadKey(files.contentKey), randomness),
    nowMs: () => Date.now(),
    neededElsewhere: async () => (await writer)?.contentsInUse() ?? [],
    homeDirectory: places.home,
    privateDirectories: [places.stateDirectory, places.configDirectory],
  });
  try {
    const { snapshots, contents } = opened;
    writer = openWorkspaceFiles({ stateFolder: files.changes, contents });
    return { snapshots, contents, files: await writer, close: () => opened.close() };
  } catch (error) {
    opened.close();
    throw error;
  }
}
