import type { Socket } from 'node:net';
import type { Excess } from '../../../core/sandbox/sandbox-limits.ts';
import type { SandboxSpec } from '../../../ports/sandbox.ts';
import type { Holder } from './holder.ts';
import { type Protection, putNewAside } from './protected-paths.ts';
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
  /** What was protected in the folder when it was opened. */
  readonly before: Protection;
  /** What programs made there that was put aside, each as a sentence. */
  readonly overstepped: string[];
  /** The newest look after what programs made, done or under way. */
  looking: Promise<unknown>;
  state: 'running' | 'frozen' | 'ended' | 'closed';
  /** Why everything in it was ended. */
  reason: Excess | null;
  /** Ends each program that runs, for a reason. */
  readonly running: Set<(excess: Excess) => void>;
};

/** Sentences that are kept of one sandbox; each further program that oversteps is still told of by its own result. */
const MAX_SENTENCES = 100;

/**
 * Puts aside what programs made under protected names of a folder that they change in place, and keeps what was found. To be called
 * whenever a program ended; one look after another, so that none finds what another is about to put aside. Answers what was found,
 * as one sentence; null where there was nothing.
 */
export function lookAfter(session: Session): Promise<string | null> {
  const found = session.looking.then(() => lookOnce(session));
  session.looking = found.catch(() => undefined);
  return found;
}

async function lookOnce({ spec, before, uuid, overstepped }: Session): Promise<string | null> {
  if (spec.writes !== 'direct') return null;
  const found = await putNewAside(spec.folder, { before, mark: uuid().slice(0, 8) });
  if (found !== null && overstepped.length < MAX_SENTENCES && !overstepped.includes(found)) overstepped.push(found);
  return found;
}
