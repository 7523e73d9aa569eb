import { GatewayError } from '../gateway-error.ts';
import type { OwnRun } from './own-call.ts';

/**
 * Refuses a call before any file is looked at: in a session that somebody else began, in another workspace than the session's, and
 * in a folder that is no workspace (a home, the system's own, the gateway's own).
 *
 * A change is drafted before it is decided, so that nothing may be read that a caller only claims to be at home in. Every place
 * that is no workspace is refused in the same words, whatever stands there or does not.
 */
export async function checkPlace({ context, caller, call }: Omit<OwnRun, 'realWorkspace'>): Promise<void> {
  const { session, workspace, tool } = call;
  const known = (await context.sessions.find(session))?.record ?? null;
  if (known !== null && known.principal !== caller.principal)
    throw new GatewayError(
      'auth.forbidden',
      `call ${tool}: session ${session} belongs to ${known.principal}, found ${caller.principal}`,
    );
  if (known !== null && known.workspace !== workspace) {
    throw new GatewayError(
      'input.invalid',
      `call ${tool}: found workspace ${workspace}, want that of the session: ${known.workspace}`,
      {
        remedies: ['Begin another session for another workspace.'],
      },
    );
  }
  const possible = context.ports.workspaces.snapshots.canTake(workspace, null);
  if (possible.ok) return;
  if (possible.lack === 'support')
    throw new GatewayError('files.unsupported', `call ${tool}: this system lacks what files are opened with`, {
      remedies: ['The operator runs the gateway on Linux, with /proc.'],
    });
  if (possible.lack === 'place')
    throw new GatewayError(
      'files.outside-root',
      `call ${tool}: found a workspace that is none, want a project's folder`,
    );
  if (!READS.has(tool))
    throw new GatewayError('files.no-space', `call ${tool}: found no room to keep what would be changed`, {
      remedies: ['The operator frees space on the disk, or purges old checkpoints.'],
    });
}

/** What changes nothing needs no room. */
const READS: ReadonlySet<OwnRun['call']['tool']> = new Set(['list_files', 'read_file']);
