import type { ApprovalScope, SessionGrant } from './approval/approval.ts';
import type { DeniedEffect } from './approval/denied-effects.ts';
import type { Budget, Spending } from './budget/budget.ts';
import type { EmergencyState } from './incident/emergency-state.ts';
import type { LeaseFacts } from './lease/lease.ts';
import type { PlanClass } from './plan/classify-plan.ts';
import type { Channel } from './policy/policy.ts';
import type { KnownProvenance } from './provenance/apply-provenance.ts';
import type { PinStatus } from './trust/tool-pin.ts';
import type { ToolWarning } from './trust/tool-warning.ts';

/** How well behaved a principal is. Muted may do nothing; restricted at most low risk, standard at most medium unasked. */
export const STANDINGS = ['muted', 'restricted', 'standard', 'elevated', 'senior'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What the reviewer model answered. Anything but `no-objection` makes a reviewed allow a question to a human. */
export type ReviewerAnswer = 'none' | 'no-objection' | 'objection' | 'abstain' | 'malformed' | 'timed-out';

/** An approval whose signature, binding and expiry the flow has verified, and which it consumes with this decision. */
export type VerifiedApproval = {
  readonly request: string;
  readonly approvers: readonly string[];
  /** The person behind each approver, in the same order; absent in records from before there were people, where each is one. */
  readonly people?: readonly string[];
  readonly secondFactor: boolean;
  readonly scope: ApprovalScope;
  /** The risk score that the approvers were shown: with a higher one now it is another question. Absent: not compared. */
  readonly shownScore?: number;
};

/** What is known of a change that the gateway would make itself, computed from the files. */
export type PlanFacts = {
  readonly points: number;
  /** Hundredths, 0–100; absent for a change that comes without a plan. */
  readonly quality?: number;
  /** Absent in records from before there were classes. */
  readonly class?: PlanClass;
};

/**
 * How a server's tool stands at the moment of the call. `unpinned`: nothing was listed that the call could be held to.
 * `warnings` are about the listing that was seen last.
 */
export type ToolFacts = {
  readonly standing: 'unpinned' | PinStatus;
  readonly warnings: readonly ToolWarning[];
  /** A person vouched for a listing that says that the tool only reads (see `saysItReads`). Left out for all others. */
  readonly readsOnly?: true;
};

/**
 * Everything a decision depends on beside the action and the policy: readings of clocks, stores and people, taken before
 * the decision and recorded with it. With the same facts the same action has the same verdict, for ever.
 */
export type Facts = {
  readonly nowMs: number;
  /** Minutes after midnight in the time zone of the policy's window. */
  readonly minuteOfDay: number;
  readonly home: string;
  readonly gatewayPaths: readonly string[];
  readonly realPaths: { readonly [path: string]: string };
  /**
   * Of the folders below the workspace that the action starts git in, those in which it finds the workspace's own repository. Left out
   * where there is none, and in records from before it was looked up.
   */
  readonly repositoryFolders?: readonly string[];
  /**
   * Who chose the hosts and recipients that the action touches, by `provenanceKey`. Left out where nothing is known of any, and in records
   * from before it was remembered.
   */
  readonly provenance?: KnownProvenance;
  /** Where the session's human is: its threshold is the one that counts. */
  readonly channel: Channel;
  readonly principal: { readonly authenticated: boolean; readonly standing: Standing };
  readonly emergency: EmergencyState;
  readonly session: {
    readonly consecutiveDenials: number;
    /** Identical actions directly before this one. */
    readonly identicalBefore: number;
    readonly otherWorkspaces: readonly string[];
    /** What people refused in this session since its last prompt; absent when nothing was. */
    readonly denied?: readonly DeniedEffect[];
    /**
     * Told of code that nobody has read, and of what reaches a remote of the repository: true where files or settings that say what
     * it does were changed in the workspace since a person last approved this very call, `unknown` where they may have been.
     */
    readonly tasksChanged?: true | 'unknown';
    /** Trust in this session, by its id, that was given after the last such change: it is for what stands there now. */
    readonly trustedSince?: readonly string[];
  };
  readonly grants: readonly SessionGrant[];
  /** Whether the state before the action can be kept, so that reversible effects really are. */
  readonly checkpoint: 'available' | 'unavailable';
  /** Whether everything in the workspace can be put back as it was. Told only where trust in the session or its folder depends on it. */
  readonly wholeWorkspace?: 'kept' | 'not-kept';
  /** Where places that trust depends on really are (see `workPlaces`): those that are links. Left out where none is. */
  readonly realPlaces?: { readonly [place: string]: string };
  /**
   * What the action will run in. `workspace`: a sandbox in which it changes nothing but the workspace and reaches no host
   * but the registries that policy names. `none`: it runs with the user's own rights.
   */
  readonly sandbox: 'none' | 'workspace';
  readonly reviewer: ReviewerAnswer;
  readonly budgets: readonly Budget[];
  readonly estimate: Spending;
  readonly plan: PlanFacts | null;
  readonly approval: VerifiedApproval | null;
  /** How many people may approve, accounts of one counted once. Left out below two, and in records from before it was known. */
  readonly approvingPeople?: number;
  /** Principals who wrote what the action would put into force. Left out where none is known. */
  readonly authors?: readonly string[];
  /** How near a crisis of the session's user is; left out where nothing restricts for it. */
  readonly crisis?: 'high' | 'imminent';
  /** Only of tools that a server lists (`mcp:…`). Left out for all others, and in records from before there were pins. */
  readonly tool?: ToolFacts;
  /**
   * True for the call of a hook that reaches the gateway's own tools, which decide it themselves: earlier calls of the session
   * came out there. Left out for all others, and in records from before this was known.
   */
  readonly ownServer?: true;
  /** The lease that the session acts under. Left out where it has none, and in records from before there were leases. */
  readonly lease?: LeaseFacts;
};
