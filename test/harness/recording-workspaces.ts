import type { WorkspacePorts } from '../../application/gateway-ports.ts';
import type { Snapshot } from '../../ports/snapshot-store.ts';
import { FilesError } from '../../ports/workspace-files.ts';

/**
 * Workspaces for tests of decisions: there are no files. What is to be kept before an action is only noted in `kept`, as
 * absolute paths by action; everything that would touch a file raises `files.unsupported`.
 */
export function recordingWorkspaces(kept: Map<string, readonly string[]>): WorkspacePorts {
  const taken: Snapshot[] = [];
  const refuse = async (): Promise<never> => {
    throw new FilesError('files.unsupported', 'touch a file: this test has none');
  };
  return {
    snapshots: {
      canTake: () => ({ ok: true }),
      take: async (scope) => {
        const { root, paths, action } = scope;
        const below = paths === null ? [root] : paths.map((path) => `${root === '/' ? '' : root}/${path}`);
        if (scope.reason === 'before' && action !== null) kept.set(action, [...(kept.get(action) ?? []), ...below]);
        const snapshot = {
          ...scope,
          takenAtMs: scope.atMs,
          entryCount: below.length,
          sizeBytes: 0,
          leftOut: [],
          lacks: false,
          supersededBy: null,
        };
        taken.unshift(snapshot);
        return snapshot;
      },
      find: async (id) => taken.find((snapshot) => snapshot.id === id) ?? null,
      list: async ({ limit }) => taken.slice(0, limit),
      compare: async () => [],
      unseen: async () => ({ hidden: [], lost: [] }),
      supersede: async () => undefined,
      purge: async () => ({ snapshots: 0, freedBytes: 0 }),
    },
    contents: { put: refuse, get: refuse, has: async () => false, sweep: async () => ({ removed: 0, freedBytes: 0 }) },
    files: {
      state: refuse,
      list: refuse,
      read: refuse,
      apply: refuse,
      recover: async () => [],
      reopen: refuse,
      contentsInUse: async () => new Set(),
    },
  };
}
