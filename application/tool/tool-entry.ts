import type { PinnedTool } from '../../ports/tool-registry.ts';
import type { NewEntry } from '../log/log-sequencer.ts';

/** One tool as it is from now on, and what the log says about it. */
export type ToolChange = {
  readonly tool: PinnedTool;
  readonly type: 'tool.seen' | 'tool.quarantined' | 'tool.vouched' | 'tool.refused' | 'tool.forgotten';
  readonly actor: string;
  /** True to keep the listing beside the log: what a server claimed is evidence. */
  readonly withListing: boolean;
};

/** The entry about a tool: names, digests and kinds of warnings; the listing itself only as payload. */
export function toolEntry({ tool, type, actor, withListing }: ToolChange): NewEntry {
  const { server, name, status, acceptedDigest, seenDigest, warnings, changedAtMs, seenAtMs } = tool;
  const entry = {
    type,
    atMs: Math.max(changedAtMs, seenAtMs),
    actor,
    session: null,
    action: null,
    data: {
      accepted: acceptedDigest,
      digest: seenDigest,
      server,
      status,
      tool: name,
      warnings: [...new Set(warnings.map(({ kind }) => kind))],
    },
  };
  return { entry, payload: withListing ? tool.seenListing : null };
}
