import type { Socket } from 'node:net';
import type { Excess } from '../../../core/sandbox/sandbox-limits.ts';
import type { SandboxSpec } from '../../../ports/sandbox.ts';
import type { TopEntries } from '../held-folder.ts';
import type { Holder } from './holder.ts';
import type { SessionGroup } from './session-group.ts';
import type { Runner } from './session-settings.ts';
import type { Stage } from './stage.ts';
import type { Streams } from './streams.ts';

/** An open sandbox, as its parts share it. */
export type Session = {
  readonly spec: SandboxSpec<Socket>;
  readonly runner: Runner;
  readonly stage: Stage;
  readonly holder: Holder;
  readonly group: SessionGroup | null;
  readonly streams: Streams;
  readonly filter: Uint8Array;
  /** Files of `/proc` that no program may read. */
  readonly hidden: readonly string[];
  /** Descriptors of this process that no program gets. */
  readonly inherited: readonly number[];
  readonly uuid: () => string;
  /** The protected names of the folder when it was opened. */
  readonly before: TopEntries;
  state: 'running' | 'frozen' | 'ended' | 'closed';
  /** Why everything in it was ended. */
  reason: Excess | null;
  /** Ends each program that runs, for a reason. */
  readonly running: Set<(excess: Excess) => void>;
};
