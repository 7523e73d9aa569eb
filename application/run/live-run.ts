import type { Verdict } from '../../core/decision.ts';
import type { SandboxedResult } from '../../ports/sandbox.ts';
import type { Snapshot } from '../../ports/snapshot-store.ts';
import type { EgressPass } from '../egress/egress-pass.ts';
import type { LeaseDesk } from '../lease/lease-desk.ts';
import type { HeldSecrets } from '../secret/secret-desk.ts';
import type { HeldRun, RunIdentity } from './run-holder.ts';
import { RunLane } from './run-lane.ts';
import type { RunOrder } from './run-order.ts';
import type { RunState, RunSummary, RunView } from './run-view.ts';

/** Decisions about actions that came through the door of a run. */
export type RunCounts = { decided: number; allowed: number; asked: number; denied: number };

/** A run while it is known to the gateway. */
export type LiveRun = {
  readonly identity: RunIdentity;
  readonly order: RunOrder;
  readonly held: HeldRun;
  /** What it may do and for how long. */
  readonly lease: string;
  readonly pass: EgressPass;
  /** Null where it has no secrets. */
  readonly secrets: HeldSecrets | null;
  /** The workspace before it began, which its changes are made in; null where they are kept apart. */
  readonly before: Snapshot | null;
  /** The workspace that its sandbox began with, where changes are kept apart: what others changed since is told by it. */
  readonly baseline: Snapshot | null;
  readonly startedAtMs: number;
  readonly counts: RunCounts;
  /** Sessions of agents that were seen in it. */
  readonly sessions: Set<string>;
  /** Its program, where the gateway itself runs it because the sandbox gives no terminal; else null. */
  readonly program: Promise<SandboxedResult> | null;
  /** How that program ended; null before, and where there is none. */
  result: SandboxedResult | null;
  /** Its end, which comes once. */
  settling: Promise<RunSummary> | null;
  state: RunState;
  /** Why it was ended or stopped from outside. */
  stopped: string | null;
  summary: RunSummary | null;
};

/** A run with what keeps its changes of state apart. */
export type KnownRun = LiveRun & {
  readonly lane: RunLane;
  /** How often it was to be frozen: who wants it to go on sees by it whether that happened meanwhile. */
  freezes: number;
  /** Somebody takes its changes over or drops them. */
  isDeciding: boolean;
  /** Nothing is left of its sandbox that could still be closed. */
  isClosed: boolean;
  /** Stops waiting for the end of the time in which its changes may be looked at. */
  cancelExpiry: () => void;
};

/** A run that has just begun, as the desk keeps it. */
export function knownRun(run: LiveRun): KnownRun {
  return {
    ...run,
    lane: new RunLane(),
    freezes: 0,
    isDeciding: false,
    isClosed: false,
    cancelExpiry: () => undefined,
  };
}

/** Counts one decision. */
export function countDecision(counts: RunCounts, verdict: Verdict): void {
  counts.decided += 1;
  if (verdict === 'allow') counts.allowed += 1;
  else if (verdict === 'deny') counts.denied += 1;
  else counts.asked += 1;
}

/** A run as people see it. */
export function viewOfRun({ identity, order, startedAtMs, lease, state }: LiveRun, leases: LeaseDesk): RunView {
  return {
    ...identity,
    workspace: order.workspace,
    program: order.argv[0] ?? '',
    isolation: order.isolation,
    changes: order.changes,
    state,
    startedAtMs,
    expiresAtMs: leases.find(lease).terms.expiresAtMs,
  };
}
