import type { FileDigests } from '../../core/plan/plan-binding.ts';
import type { OwnRun } from './own-call.ts';

/** Most bytes that are read: beyond that a change is too large to be made. */
const MAX_READ_BYTES = 200 * 1024 * 1024;

/**
 * The digest of each file that a change names, null where no file stands or none can be read; folders are left out.
 *
 * For the gateway alone: a digest of a short text gives the text away, so that none of this may reach an agent, a record or what
 * is signed. It binds a change that people decide unseen to the files as they were when it was proposed. Never raises, so that
 * nothing is told by failing either.
 */
export function unseenDigests(run: OwnRun, paths: readonly string[]): Promise<FileDigests> {
  const { files } = run.context.ports.workspaces;
  return run.drafts.take(async () => {
    const digests: { [path: string]: string | null } = {};
    let bytes = 0;
    for (const path of paths) {
      if (bytes > MAX_READ_BYTES) break;
      const state = await files.state(run.realWorkspace, path).catch(() => null);
      if (state?.kind === 'file') bytes += state.sizeBytes;
      if (state?.kind !== 'folder') digests[path] = state?.kind === 'file' ? state.sha256 : null;
    }
    return digests;
  });
}
