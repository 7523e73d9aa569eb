import type { Action, Surface, ToolReference } from '../core/action/action.ts';
import type { ApprovalRequest } from '../core/approval/approval.ts';
import type { PromptDocument } from '../core/approval/prompt-document.ts';
import type { Decision, Verdict } from '../core/decision.ts';
import type { JsonObject } from '../core/encoding/json.ts';
import type { Containment, EmergencyState, HaltSource } from '../core/incident/emergency-state.ts';
import type { Channel, Policy } from '../core/policy/policy.ts';
import type { SandboxName } from '../core/sandbox/guarantee.ts';
import type { ToolListing } from '../core/trust/tool-listing.ts';
import type { ApprovalQuery } from '../ports/approval-store.ts';
import type { StoredEntry, StoredHead } from '../ports/ledger-store.ts';
import type { SandboxProbe } from '../ports/sandbox.ts';
import type { Snapshot } from '../ports/snapshot-store.ts';
import type { TokenScope } from '../ports/token-store.ts';
import type { PinnedTool, ToolPlace, ToolRecord } from '../ports/tool-registry.ts';
import type { UsageQuery, UsageRow, UsedByCall } from '../ports/usage-store.ts';
import type { LoginWay } from '../ports/web-session-store.ts';
import type { Act } from './act/act.ts';
import type { AnswerInput } from './approval/answer-input.ts';
import type { ClientAnswer, ClientQuestion } from './approval/client-question.ts';
import type { StrengthFlows } from './approver/strength-flows.ts';
import type { CrisisFlows } from './crisis/crisis-flows.ts';
import type { GatewayEvent } from './event-hub.ts';
import type { FatigueFlows } from './fatigue/fatigue-flows.ts';
import type { Erasure } from './log/erase-payload.ts';
import type { PayloadState } from './log/payload-state.ts';
import type { NotifyFlows } from './notify/notify-flows.ts';
import type { Proposed } from './policy/list-proposals.ts';
import type { PolicyOnFile } from './policy/policy-desk.ts';
import type { PolicyTextFlows } from './policy/save-policy.ts';
import type { ReadingFlows } from './reading/reading-flows.ts';
import type { CompensationQuery, KeptCompensation } from './revert/compensation-desk.ts';
import type { Reverted, RevertOrder } from './revert/revert-actions.ts';
import type { ReviewersReport } from './reviewer/reviewer-report.ts';
import type { RunOrder } from './run/run-order.ts';
import type { OpenedRun, RunState, RunSummary, RunView, ShownRun } from './run/run-view.ts';
import type { GuardFlows } from './safety/guard-flows.ts';
import type { SafeModeAnswer, SafeModeChallenge } from './safety/safe-mode-desk.ts';
import type { BrokerFlows } from './secret/broker-flows.ts';
import type { SecretFlows } from './secret/secret-flows.ts';
import type { TokenFlows } from './token/token-flows.ts';
import type { Refusing, Vouching } from './tool/tool-desk.ts';
import type { ClosedWorkspace } from './workspace/closed-workspaces.ts';
import type { DeletedFile, DeletedFiles } from './workspace/deleted-files.ts';
import type { CheckpointDiff } from './workspace/diff-checkpoint.ts';
import type { RedoOrder } from './workspace/redo-changes.ts';
import type { ReopenedWorkspace } from './workspace/reopen-workspace.ts';
import type { Restoration, RestoreOrder } from './workspace/restore-checkpoint.ts';
import type { Undone, UndoOrder } from './workspace/undo-changes.ts';
import type { Purged, ShownCheckpoint } from './workspace/workspace-flows.ts';

export type { AnswerInput, AnswerOrigin } from './approval/answer-input.ts';

/** Who calls, as an ingress established it: from a token, never from the body. */
export type Caller = {
  /** `agent:<name>` or `human:<name>`. */
  readonly principal: string;
  readonly scopes: readonly TokenScope[];
  /** When the token that said so ends; left out where it does not, and where no token did. */
  readonly tokenExpiresAtMs?: number;
  /** The id of that token; left out where none said so. */
  readonly tokenId?: string;
  /** The run whose door the call came through: then that door said who calls, and no token did. */
  readonly run?: string;
  /** The browser's session that named the caller; left out where none did. */
  readonly webSession?: { readonly id: string; readonly way: LoginWay; readonly openedAtMs: number };
  /** The lease token that was shown with the call; left out where none was. */
  readonly lease?: string;
  /** The id of the lease that the bearer token is bound to: whatever is shown must be it or narrowed from it. */
  readonly boundLease?: string;
};

/** What an ingress hands in for a decision: an action without the marks that the gateway gives it. */
export type Proposal = {
  /** The caller's own id of the attempt; null to have one made. */
  readonly id: string | null;
  readonly session: string;
  readonly onBehalfOf: string;
  readonly surface: Surface;
  readonly tool: ToolReference;
  readonly args: JsonObject;
  readonly cwd: string;
  /** Used when the session is new; later proposals of a session keep the workspace it began with. */
  readonly workspace: string;
  readonly plan: string | null;
  readonly idempotencyKey: string | null;
  /** The agent's own name for the call; null when it has none. */
  readonly callId: string | null;
  /** A sub-agent's id within the session; null for the main agent. Recorded with the decision. */
  readonly subagent: string | null;
  readonly channel: Channel;
  /** The operator's rewrites that made these arguments of what the model wrote; recorded with the decision. */
  readonly rewrittenBy?: readonly string[];
  /** Who wrote what the action would put into force, as the caller knows it: they do not approve it. */
  readonly authors?: readonly string[];
};

/** How long a caller stays for a human's answer. The approval's own deadline ends the wait earlier. */
export type Wait = { readonly waitMs: number; readonly signal: AbortSignalLike | null };

/** The part of the platform's `AbortSignal` that flows use. */
export type AbortSignalLike = {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

/** The answer to a proposal, durable in the log before it is given. */
export type Authorization = {
  readonly action: Action;
  readonly actionDigest: string;
  readonly decision: Decision;
  /** What the caller must do: the decision's verdict, or `allow` in shadow mode. */
  readonly verdict: Verdict;
  /** False in shadow mode: the decision was recorded, not enforced. */
  readonly enforced: boolean;
  /** Place of the decision's entry in the log. */
  readonly logIndex: number;
  /** The request people see, when one was opened or is still open. */
  readonly approval: ApprovalView | null;
};

/** A decision that was not recorded, released or asked about. */
export type CheckResult = { readonly action: Action; readonly actionDigest: string; readonly decision: Decision };

/** An approval request with what people must see to answer it. */
export type ApprovalView = {
  readonly request: ApprovalRequest;
  /** The action in full and the decision that asked; null when its payload was erased. */
  readonly shown: { readonly action: Action; readonly decision: Decision } | null;
  /** The exact text an approver signs to approve with scope `action` (see `approvalStatement`). */
  readonly statement: string;
};

/** What happened when an authorised action ran. */
export type OutcomeReport = {
  readonly by: { readonly actionId: string } | { readonly session: string; readonly callId: string };
  readonly result: 'completed' | 'failed';
  /** A short word for the failure, for example `interrupted`; null when completed. */
  readonly error: string | null;
  readonly durationMs: number | null;
  /** The tool's response; kept only as a salted digest. Null when there is none. */
  readonly response: string | null;
  /** What a call of a model used; counted for its principal with this very record. */
  readonly usage?: UsedByCall;
};

/** Something that happened in a session beside actions. */
export type SessionEvent =
  | { readonly kind: 'started'; readonly session: string; readonly workspace: string; readonly source: string }
  | { readonly kind: 'ended'; readonly session: string; readonly reason: string }
  | { readonly kind: 'prompt'; readonly session: string; readonly workspace: string; readonly prompt: string };

/** Which snapshots are listed: of one root, session or action, or all; at most `limit`. */
export type CheckpointQuery = {
  readonly root?: string | undefined;
  readonly session?: string | undefined;
  readonly action?: string | undefined;
  readonly limit: number;
};

/** A proof that an entry is in the log, for offline checking: the text of a C2SP tlog-proof. */
export type Receipt = { readonly index: number; readonly entry: string; readonly proof: string };

/** How the gateway is. `witness` tells whether the newest checkpoint was cosigned. */
export type Health = {
  readonly status: 'ok' | 'halted' | 'degraded';
  readonly version: string;
  readonly startedAtMs: number;
  readonly log: { readonly size: number; readonly writable: boolean };
  readonly witness: 'none' | 'pending' | 'cosigned';
  readonly mode: 'enforce' | 'shadow';
  readonly profile: string;
  readonly pendingApprovals: number;
  /** Nothing is written to these until a person opened them again. */
  readonly closedWorkspaces: readonly ClosedWorkspace[];
};

/** A number for monitoring, in the Prometheus text model. */
export type MetricSample = {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly {
    readonly suffix: string;
    readonly labels: { readonly [name: string]: string };
    readonly value: number;
  }[];
};

/**
 * The gateway as ingresses see it: every flow, ready to call.
 *
 * Every method may raise `GatewayError`; none lets anything through by failing. Callers have checked the caller's scope.
 */
export type Gateway = PolicyTextFlows &
  StrengthFlows &
  TokenFlows &
  NotifyFlows &
  ReadingFlows &
  SecretFlows &
  BrokerFlows &
  GuardFlows &
  CrisisFlows &
  FatigueFlows & {
    /** Decides, records, asks where needed, and answers when the verdict is final or the wait is over. */
    readonly authorize: (caller: Caller, proposal: Proposal, wait: Wait) => Promise<Authorization>;
    /** Decides without recording, asking or remembering. */
    readonly check: (caller: Caller, proposal: Proposal) => Promise<CheckResult>;
    /** What models used by day, principal and model, newest day first. */
    readonly listUsage: (query: UsageQuery) => Promise<readonly UsageRow[]>;
    readonly reportOutcome: (
      caller: Caller,
      report: OutcomeReport,
    ) => Promise<{ readonly actionId: string; readonly logIndex: number }>;
    readonly observeSession: (caller: Caller, event: SessionEvent) => Promise<void>;
    /**
     * Answers a second question of the agent about a call that was just authorised (Claude Code's PermissionRequest): true
     * once per authorised, unfinished action of the same session, tool and arguments; otherwise false.
     */
    readonly confirmAuthorised: (caller: Caller, proposal: Proposal) => Promise<boolean>;

    /** One page; oldest first unless the query says otherwise. Raises `approval.unknown` for a page after no request. */
    readonly listApprovals: (query: ApprovalQuery) => Promise<readonly ApprovalView[]>;
    /** The same page without what the requests are about, which can be large: see `showRequest`. */
    readonly listRequests: (query: ApprovalQuery) => Promise<readonly ApprovalRequest[]>;
    /** A request with what it is about. */
    readonly showRequest: (request: ApprovalRequest) => Promise<ApprovalView>;
    /** A request as it stands, or with a wait once it left `pending`, without what it is about: for whoever knows that. */
    readonly followRequest: (idOrPrefix: string, wait: Wait | null) => Promise<ApprovalRequest>;
    readonly findApproval: (idOrPrefix: string) => Promise<ApprovalView>;
    /** Answers when the request leaves `pending`, or with its state when the wait is over. */
    readonly awaitApproval: (idOrPrefix: string, wait: Wait) => Promise<ApprovalView>;
    readonly answerApproval: (caller: Caller, input: AnswerInput) => Promise<ApprovalView>;
    /** What people are shown of a request, whole: the same document on every channel. */
    readonly promptOf: (view: ApprovalView) => PromptDocument;
    /** The models that give an opinion before an action is decided, and how often people decided as they said. */
    readonly listReviewers: () => Promise<ReviewersReport>;

    /** Makes the question to the person at the client for an open request; null where the other channels ask. */
    readonly openQuestion: (
      caller: Caller,
      input: { readonly approval: string; readonly session: string },
    ) => Promise<ClientQuestion | null>;
    /** Takes that person's answer. Raises `question.refused` for a state that does not hold. */
    readonly answerQuestion: (caller: Caller, answer: ClientAnswer) => Promise<{ readonly approved: boolean }>;

    /** Takes note of everything that a server lists; answers how each tool stands, in order. */
    readonly noteTools: (
      caller: Caller,
      listing: { readonly server: string; readonly tools: readonly ToolListing[] },
    ) => Promise<readonly ToolRecord[]>;
    /** Tools of one server, or of all, in the order of first sight. */
    readonly listTools: (query: { readonly server: string | null }) => readonly ToolRecord[];
    /** Raises `tool.unknown`. */
    readonly showTool: (place: ToolPlace) => Promise<PinnedTool>;
    /** Accepts listings as they were shown. Raises `tool.moved` when one changed meanwhile, `auth.forbidden` for an agent. */
    readonly vouchTool: (caller: Caller, vouching: Vouching) => Promise<readonly ToolRecord[]>;
    /** Refuses tools at once. Raises `auth.forbidden` for an agent. */
    readonly refuseTool: (caller: Caller, refusing: Refusing) => Promise<readonly ToolRecord[]>;
    /** Forgets tools; listed again they are new. Raises `auth.forbidden` for an agent. Answers how they stood. */
    readonly forgetTool: (caller: Caller, forgetting: Refusing) => Promise<readonly ToolRecord[]>;

    readonly currentEmergency: () => EmergencyState;
    /** Stops everything new at once. Answers the token that resumes; it is shown once. */
    readonly halt: (
      caller: Caller,
      input: { readonly source: HaltSource; readonly reason: string },
    ) => Promise<{ readonly resumeToken: string }>;
    readonly resume: (
      caller: Caller,
      input: { readonly resumeToken: string; readonly rationale: string },
    ) => Promise<void>;
    readonly contain: (caller: Caller, containment: Omit<Containment, 'by' | 'sinceMs'>) => Promise<void>;
    /** Makes the gateway read-only at once: no model, shell, network or write. Raises `auth.forbidden` for an agent. */
    readonly enterSafeMode: (caller: Caller, input: { readonly reason: string }) => Promise<void>;
    /** Asks for the signature that ends safe mode: a question for one answer within five minutes. */
    readonly askToLeaveSafeMode: (caller: Caller) => SafeModeChallenge;
    /** Ends safe mode with a person's signed answer to an open question. */
    readonly leaveSafeMode: (caller: Caller, answer: SafeModeAnswer) => Promise<void>;
    readonly lift: (caller: Caller, target: Containment['target'], rationale: string) => Promise<void>;

    readonly logHead: () => Promise<StoredHead>;
    readonly logEntries: (range: {
      readonly fromIndex: number;
      readonly limit: number;
    }) => Promise<readonly StoredEntry[]>;
    /** One entry and what became of its payload. Raises `log.unknown-entry`. */
    readonly logEntry: (index: number) => Promise<StoredEntry & { readonly payload: PayloadState }>;
    /** Erases the payload of an entry for good, on record. Answers the place of that record. */
    readonly erasePayload: (caller: Caller, erasure: Erasure) => Promise<{ readonly logIndex: number }>;
    /** Raises `log.unknown-entry` for an index beyond the head. */
    readonly receipt: (index: number) => Promise<Receipt>;

    readonly currentPolicy: () => { readonly policy: Policy; readonly warnings: readonly string[] };
    /** Whether the policy files still say what is in force. Loads them, and puts nothing in force. */
    readonly policyOnFile: () => Promise<PolicyOnFile>;
    /** Loads the policy files again; a file that does not parse keeps the last good version and raises `policy.invalid`. */
    readonly reloadPolicy: (caller: Caller) => Promise<Policy>;

    /**
     * Calls one of the gateway's own tools: reading and changing files, checks, commits, undoing. Decided and recorded like any
     * other action, and carried out by the gateway itself. Raises `plan.invalid` with every problem, `files.*`.
     */
    readonly act: Act;

    /** Snapshots of workspaces, newest first. */
    readonly listCheckpoints: (query: CheckpointQuery) => Promise<readonly Snapshot[]>;
    /** One snapshot and what its action changed. Raises `checkpoint.unknown`. */
    readonly showCheckpoint: (id: string) => Promise<ShownCheckpoint>;
    /** What differs between a checkpoint and another, or the present. Raises `checkpoint.unknown`. */
    readonly diffCheckpoint: (query: { readonly from: string; readonly to: string | null }) => Promise<CheckpointDiff>;
    /** Keeps a workspace as it is now. Raises `auth.forbidden` for an agent, as all that follow do. */
    readonly takeCheckpoint: (caller: Caller, input: { readonly root: string }) => Promise<Snapshot>;
    /** Puts a workspace back as it was. Raises `checkpoint.unknown`, `files.*`. */
    readonly restoreCheckpoint: (caller: Caller, order: RestoreOrder) => Promise<Restoration>;
    /** Takes back what actions changed. Raises `checkpoint.nothing`, `files.drifted` where somebody changed it since. */
    readonly undo: (caller: Caller, order: UndoOrder) => Promise<Undone>;
    /** Brings back what the newest undo took away. */
    readonly redo: (caller: Caller, order: RedoOrder) => Promise<Undone>;
    /**
     * Takes actions of a session back: files, and what they did elsewhere by the inverses that are registered. People directly, an
     * agent in its own session and as its decision says. Raises `action.unknown`, `checkpoint.nothing`, `files.*`.
     */
    readonly revert: (caller: Caller, order: RevertOrder, wait: Wait) => Promise<Reverted>;
    /** Keeps the inverse of an action of the caller's. Raises `action.unknown`, `action.state`, `input.invalid`. */
    readonly registerCompensation: (
      caller: Caller,
      input: { readonly action: string; readonly input: unknown },
    ) => Promise<KeptCompensation>;
    /** Inverses and how they stand, oldest first. Raises `auth.forbidden` for another's session. */
    readonly listCompensations: (caller: Caller, query: CompensationQuery) => Promise<readonly KeptCompensation[]>;
    /** What actions deleted below a root and what still is gone, newest first. */
    readonly listDeleted: (query: { readonly root: string; readonly limit: number }) => Promise<DeletedFiles>;
    /** Puts back one thing that an action deleted. Raises `checkpoint.nothing`, `files.*`, `auth.forbidden` for an agent. */
    readonly restoreDeleted: (
      caller: Caller,
      input: { readonly root: string; readonly path: string },
    ) => Promise<DeletedFile & { readonly logIndex: number }>;
    /** Opens a workspace again that is closed for writing. Raises `files.*`, `auth.forbidden` for an agent. */
    readonly reopenWorkspace: (caller: Caller, input: { readonly root: string }) => Promise<ReopenedWorkspace>;
    /** Removes old snapshots; the newest of each workspace stays, and what agents deleted within thirty days. */
    readonly purgeCheckpoints: (caller: Caller, input: { readonly olderThanMs: number }) => Promise<Purged>;

    /** Begins a program in a sandbox. People only; raises `run.unavailable` where nothing here can hold it, `run.refused`. */
    readonly startRun: (caller: Caller, order: RunOrder) => Promise<OpenedRun>;
    /** Runs, those that ended lately too, oldest first. */
    readonly listRuns: () => readonly RunView[];
    /** Raises `run.unknown`, as all that follow do. */
    readonly showRun: (id: string) => ShownRun;
    /** Answers once the run is in another state than the caller knows; whoever stops asking for 30 s ends it. */
    readonly followRun: (
      caller: Caller,
      id: string,
      wait: { readonly known: RunState; readonly waitMs: number; readonly isGone: () => boolean },
    ) => Promise<ShownRun>;
    /** Tells that the program ended; answers what the run was. */
    readonly endRun: (caller: Caller, id: string, exitCode: number | null) => Promise<RunSummary>;
    readonly stopRun: (caller: Caller, id: string, reason: string) => Promise<RunSummary>;
    readonly freezeRun: (caller: Caller, id: string, reason: string) => Promise<RunView>;
    readonly resumeRun: (caller: Caller, id: string) => Promise<RunView>;
    readonly renewRun: (caller: Caller, id: string, leaseMs: number) => Promise<RunView>;
    /** Takes a run's changes over, or drops them. Raises `files.drifted` where somebody changed one of its files meanwhile. */
    readonly reviewRun: (caller: Caller, id: string, verdict: 'apply' | 'drop') => Promise<RunSummary>;
    /** What each kind of sandbox enforces here, found out by running programs: of these, or of all. */
    readonly listSandboxes: (
      names: readonly SandboxName[] | null,
    ) => Promise<readonly { readonly name: SandboxName; readonly probe: SandboxProbe }[]>;

    /** Rules that approvers proposed, newest first; none is in force by it. */
    readonly listProposals: (query: { readonly limit: number }) => Promise<readonly Proposed[]>;

    /**
     * Calls the listener for every event from now on; answers a function that stops it. Where `watcher` may answer requests they count as
     * watching meanwhile: requests reach people at terminals through them.
     */
    readonly subscribe: (
      listener: (event: GatewayEvent) => void,
      watcher?: Pick<Caller, 'principal' | 'scopes'>,
    ) => () => void;
    readonly health: () => Health;
    readonly metrics: () => readonly MetricSample[];
  };
