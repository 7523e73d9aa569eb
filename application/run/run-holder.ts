import type { ToAscii } from '../../core/egress/destination.ts';
import type { EgressRule } from '../../core/egress/egress-rule.ts';
import type { SandboxName } from '../../core/sandbox/guarantee.ts';
import type { NameResolver } from '../../ports/name-resolver.ts';
import type { CleanUpReport, Sandbox, SandboxProbe } from '../../ports/sandbox.ts';
import type { EgressPass } from '../egress/egress-pass.ts';
import type { Gateway } from '../gateway.ts';
import type { RunOrder } from './run-order.ts';

/** Somebody whose calls come through the door of a run: who that is was settled when the run began. */
export type RunIdentity = { readonly id: string; readonly session: string; readonly principal: string };

/** What is to be held, and who answers behind its door. */
export type HoldRequest = {
  readonly run: RunIdentity;
  readonly order: RunOrder;
  /** The gateway as this run sees it: every call is the run's, and nobody else's. */
  readonly gateway: Gateway;
  /** What the run may connect to: everything that goes through the way out goes through it. */
  readonly pass: EgressPass;
  /** In place of secrets, by variable. */
  readonly sentinels: Readonly<Record<string, string>>;
  /** Whether the way out must be able to open TLS: programs inside then trust an authority made for this run alone. */
  readonly opensTls: boolean;
};

/** A run in its sandbox, with its doors. */
export type HeldRun = {
  readonly sandbox: Sandbox;
  /** What is started in it: the order's words, with a program that is found by another name inside. */
  readonly argv: readonly string[];
  /** What the person should know of this run, as sentences: agents that were connected, what is not held. */
  readonly notes: readonly string[];
  /** Closes its doors, at once. */
  readonly cutOff: () => void;
  /** Ends the sandbox and what belongs to it; answers what was left. */
  readonly close: () => Promise<CleanUpReport>;
};

/** Makes places for runs. Given to the flows, because its doors are servers. */
export type RunHolder = {
  readonly names: readonly SandboxName[];
  /** Never rejects. */
  readonly probe: (name: SandboxName) => Promise<SandboxProbe>;
  /** Raises `SandboxError`; then nothing is left. */
  readonly hold: (request: HoldRequest) => Promise<HeldRun>;
  /** Resolves once what an earlier gateway left of its runs was ended and removed, as far as it could be. Never rejects. */
  readonly swept: () => Promise<void>;
};

/** What runs need of the world. */
export type RunPorts = {
  /** The operator's, for every run; they come before its own. */
  readonly rules: readonly EgressRule[];
  readonly holder: RunHolder;
  readonly resolver: NameResolver;
  /** Addresses of this machine's own interfaces: no run reaches them. */
  readonly ownAddresses: () => readonly string[];
  readonly toAscii: ToAscii;
};
