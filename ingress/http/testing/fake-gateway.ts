import type { GatewayEvent } from '../../../application/event-hub.ts';
import { EventHub } from '../../../application/event-hub.ts';
import type { ApprovalView, Authorization, Caller, Gateway, Proposal } from '../../../application/gateway.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import type { Action } from '../../../core/action/action.ts';
import type { ApprovalStatus } from '../../../core/approval/approval.ts';
import type { MessageAssessment } from '../../../core/crisis/assess-message.ts';
import { showSupport } from '../../../core/crisis/support/show-support.ts';
import type { Verdict } from '../../../core/decision.ts';
import { CALM, type EmergencyState } from '../../../core/incident/emergency-state.ts';
import { safeModeStatement } from '../../../core/incident/safe-mode-statement.ts';
import type { Policy } from '../../../core/policy/policy.ts';
import { WEIGHTS } from '../../../core/testing/samples.ts';
import type { TokenRecord, TokenScope } from '../../../ports/token-store.ts';
import { fakeChannelMethods } from './fake-channel-methods.ts';
import { fakeFatigueMethods } from './fake-fatigue-methods.ts';
import { fakeGuardMethods } from './fake-guard-methods.ts';
import { fakePeopleMethods } from './fake-people-methods.ts';
import { fakeReadingMethods } from './fake-reading-methods.ts';
import { fakeRunMethods } from './fake-run-methods.ts';
import { fakeBrokerMethods, fakeSecretMethods } from './fake-secret-methods.ts';
import { fakeToolMethods } from './fake-tool-methods.ts';
import { fakeWorkspaceMethods } from './fake-workspace-methods.ts';
import { SAMPLE_PROMPT, SAMPLE_REVIEWER, viewOf } from './sample-approval-view.ts';
import { decisionOf } from './sample-decision.ts';
import { HEALTH, METRICS } from './sample-health.ts';

/** Tokens the fake gateway knows, and what each may do. */
export const TOKENS = {
  agent: 'cs_00000000000a_agent',
  operator: 'cs_00000000000b_operator',
  reader: 'cs_00000000000c_reader',
  front: 'cs_00000000000e_front',
} as const;

const CALLERS = new Map<string, Caller>([
  [TOKENS.agent, { principal: 'agent:claude-code', scopes: ['decide', 'outcome', 'prompt'] }],
  [TOKENS.operator, { principal: 'human:operator', scopes: ['approve', 'read', 'admin', 'halt', 'decide', 'outcome'] }],
  [TOKENS.reader, { principal: 'human:reader', scopes: ['read'] }],
  [TOKENS.front, { principal: 'agent:mcp', scopes: ['decide', 'outcome', 'elicit'] }],
]);

/** A call the fake gateway got. */
export type SeenCall = { readonly method: keyof Gateway; readonly args: readonly unknown[] };

/** A gateway of the real type that answers as it is told and writes down what it was asked. */
export type FakeGateway = Gateway & {
  readonly seen: SeenCall[];
  /** What `authorize` and `check` answer. */
  verdict: Verdict;
  enforced: boolean;
  /** The status of the approval in an answer; null for none. */
  approval: ApprovalStatus | null;
  confirms: boolean;
  /** Raised by every method that may, while it is set; but not by `authenticate`. */
  failure: unknown;
  /** Raised by `authenticate`, while it is set. */
  tokenFailure: unknown;
  /** Waited for before `authorize` and `awaitApproval` answer. */
  hold: Promise<void> | null;
  revoked: Set<string>;
  readonly publish: (event: GatewayEvent) => void;
  emergency: EmergencyState;
};

function standing(hub: EventHub): Pick<Gateway, 'health' | 'metrics' | 'subscribe'> {
  return { health: () => HEALTH, metrics: () => METRICS, subscribe: (listener) => hub.subscribe(listener) };
}

/** What the fake gateway says of every message. */
const CLEAN: MessageAssessment = { verdict: 'clean', level: 'none', kinds: [], attacks: [], language: null };

/** Makes a fake gateway; by default everything is denied. */
export function fakeGateway(
  overrides: Partial<Pick<FakeGateway, 'verdict' | 'approval' | 'confirms'>> = {},
): FakeGateway {
  const hub = new EventHub();
  const seen: SeenCall[] = [];
  const note = (method: keyof Gateway, ...args: readonly unknown[]) => {
    seen.push({ method, args });
    if (fake.failure !== null) throw fake.failure;
  };
  const fake: FakeGateway = {
    seen,
    verdict: 'deny',
    enforced: true,
    approval: null,
    confirms: false,
    failure: null,
    tokenFailure: null,
    hold: null,
    revoked: new Set(),
    publish: (event) => hub.publish(event),
    emergency: CALM,
    ...overrides,
    authorize: async (caller, proposal, wait) => {
      note('authorize', caller, proposal, wait);
      await fake.hold;
      return authorizationOf(fake, caller, proposal);
    },
    listUsage: async (query) => {
      note('listUsage', query);
      const usage = { input: 1, output: 2, cacheRead: 3, cacheWrite: 4 };
      return [{ day: 20_778, principal: 'agent:x', provider: 'p', model: 'm', calls: 5, usage, costMicros: 6 }];
    },
    screenMessage: (_, { text }) => {
      note('screenMessage', text);
      return { assessment: CLEAN, support: null };
    },
    showSupport: (query) => showSupport({ ...query, message: null }),
    check: async (caller, proposal) => {
      note('check', caller, proposal);
      const { action, actionDigest, decision } = authorizationOf(fake, caller, proposal);
      return { action, actionDigest, decision };
    },
    reportOutcome: async (caller, report) => {
      note('reportOutcome', caller, report);
      return { actionId: 'actionId' in report.by ? report.by.actionId : 'action-1', logIndex: 8 };
    },
    observeSession: async (caller, event) => note('observeSession', caller, event),
    confirmAuthorised: async (caller, proposal) => {
      note('confirmAuthorised', caller, proposal);
      return fake.confirms;
    },
    ...approvalMethods(() => fake, note),
    ...emergencyMethods(() => fake, note),
    ...logMethods(note),
    ...tokenMethods(() => fake, { note, seen }),
    ...otherMethods(() => fake, note),
    ...standing(hub),
  };
  return fake;
}

type Note = (method: keyof Gateway, ...args: readonly unknown[]) => void;

/** What has files of its own. */
function otherMethods(fake: () => FakeGateway, note: Note) {
  return {
    ...fakeToolMethods(note),
    ...fakeWorkspaceMethods(note),
    ...fakeRunMethods(note),
    ...fakeSecretMethods(note),
    ...fakeBrokerMethods(note),
    ...fakeGuardMethods(note),
    ...fakePeopleMethods(note, () => approvalView(fake)),
    ...fakeChannelMethods(note),
    ...fakeFatigueMethods(note),
    ...fakeReadingMethods(note, POLICY),
  };
}

function approvalView(fake: () => FakeGateway): ApprovalView {
  const { action, decision } = authorizationOf(fake(), { principal: 'agent:claude-code', scopes: [] }, PROPOSAL);
  return viewOf(action, { decision, status: fake().approval ?? 'pending' });
}

function approvalMethods(fake: () => FakeGateway, note: Note) {
  const view = (): ApprovalView => approvalView(fake);
  return {
    listApprovals: async (query) => {
      note('listApprovals', query);
      return [view()];
    },
    findApproval: async (id) => {
      note('findApproval', id);
      return view();
    },
    awaitApproval: async (id, wait) => {
      note('awaitApproval', id, wait);
      await fake().hold;
      return view();
    },
    listRequests: async (query) => {
      note('listApprovals', query);
      return [view().request];
    },
    showRequest: async (request) => ({ ...view(), request }),
    followRequest: async (id, wait) => {
      if (wait === null) note('findApproval', id);
      else note('awaitApproval', id, wait);
      if (wait !== null) await fake().hold;
      return view().request;
    },
    answerApproval: async (caller, input) => {
      note('answerApproval', caller, input);
      return view();
    },
    promptOf: () => SAMPLE_PROMPT,
    listReviewers: async () => {
      note('listReviewers');
      return { reviewers: [SAMPLE_REVIEWER], entries: 9 };
    },
  } satisfies Partial<Gateway>;
}

function emergencyMethods(fake: () => FakeGateway, note: Note) {
  return {
    currentEmergency: () => fake().emergency,
    halt: async (caller, input) => {
      note('halt', caller, input);
      return { resumeToken: 'resume-me' };
    },
    resume: async (caller, input) => note('resume', caller, input),
    enterSafeMode: async (caller, input) => note('enterSafeMode', caller, input),
    askToLeaveSafeMode: (caller) => {
      note('askToLeaveSafeMode', caller);
      const question = { nonce: '0'.repeat(32), origin: 'fake.log', createdAtMs: 1, expiresAtMs: 300_001 };
      return { ...question, statement: safeModeStatement(question) };
    },
    leaveSafeMode: async (caller, answer) => note('leaveSafeMode', caller, answer),
    contain: async (caller, containment) => note('contain', caller, containment),
    lift: async (caller, target, rationale) => note('lift', caller, target, rationale),
    currentPolicy: () => ({ policy: POLICY, warnings: ['rule allow-tests is shadowed by deny-all'] }),
    policyOnFile: async () => ({ state: 'in-force', problems: [] }),
    reloadPolicy: async (caller) => {
      note('reloadPolicy', caller);
      return POLICY;
    },
  } satisfies Partial<Gateway>;
}

function logMethods(note: Note) {
  return {
    logHead: async () => {
      note('logHead');
      return { size: 1, root: new Uint8Array(32).fill(7), note: 'fake.log\n1\n…\n' };
    },
    logEntries: async (range) => {
      note('logEntries', range);
      return [{ index: range.fromIndex, text: '{"v":1}', leafHash: new Uint8Array(32).fill(9) }];
    },
    logEntry: async (index) => {
      note('logEntry', index);
      const erasure = { index: 9, by: 'human:operator', atMs: 5, rationale: 'personal data' };
      const payload = index === 0 ? ({ state: 'kept' } as const) : ({ state: 'erased', erasure } as const);
      return { index, text: '{"v":1}', leafHash: new Uint8Array(32).fill(9), payload };
    },
    erasePayload: async (caller, erasure) => {
      note('erasePayload', caller, erasure);
      return { logIndex: 9 };
    },
    listProposals: async (query) => {
      note('listProposals', query);
      return [PROPOSED];
    },
    receipt: async (index) => {
      note('receipt', index);
      if (index > 0) throw new GatewayError('log.unknown-entry', `prove entry ${index}: the log has 1`);
      return { index, entry: '{"v":1}', proof: 'c2sp.org/tlog-proof@v1\n' };
    },
  } satisfies Partial<Gateway>;
}

function tokenMethods(fake: () => FakeGateway, { note, seen }: { readonly note: Note; readonly seen: SeenCall[] }) {
  return {
    authenticate: async (token) => {
      seen.push({ method: 'authenticate', args: [] });
      if (fake().tokenFailure !== null) throw fake().tokenFailure;
      return fake().revoked.has(token) ? null : (CALLERS.get(token) ?? null);
    },
    createToken: async (caller, { principal, scopes, expiresAtMs }) => {
      note('createToken', caller, { principal, scopes, expiresAtMs });
      return { token: 'cs_00000000000d_new', record: tokenRecord(principal, scopes) };
    },
    narrowToken: async (caller, { scopes, lifeMs }) => {
      note('narrowToken', caller, { scopes, lifeMs });
      return { token: 'cs_00000000000d_new', record: tokenRecord(caller.principal, scopes) };
    },
    listTokens: async (page) => {
      note('listTokens', page);
      return [tokenRecord('agent:claude-code', ['decide', 'outcome'])];
    },
    revokeToken: async (caller, id) => note('revokeToken', caller, id),
    listApprovers: () => {
      note('listApprovers');
      return [APPROVER];
    },
    withdrawApprover: async (caller, id) => {
      note('withdrawApprover', caller, id);
      return { approver: { ...APPROVER, withdrawnAtMs: 7 }, remaining: 0 };
    },
    enrolApprover: async (caller, input) => {
      note('enrolApprover', caller, input);
      return { keyId: 'key-1' };
    },
  } satisfies Partial<Gateway>;
}

const APPROVER = {
  keyId: '0123456789abcdef',
  principal: 'human:operator',
  publicKey: new Uint8Array(32).fill(3),
  withdrawnAtMs: null,
};

const PROPOSED = {
  index: 4,
  atMs: 5,
  by: 'human:operator',
  tool: 'Bash',
  ruleId: 'permit-bash',
  yaml: '- id: permit-bash\n',
  expiresAtMs: 6,
  state: 'open',
  why: null,
} as const;

const PROPOSAL: Proposal = {
  id: null,
  session: 'session-1',
  onBehalfOf: 'human:operator',
  surface: 'hook',
  tool: { name: 'Bash', origin: 'builtin:claude-code', digest: null },
  args: { command: 'make' },
  cwd: '/work/app',
  workspace: '/work/app',
  plan: null,
  idempotencyKey: null,
  callId: 'call-1',
  subagent: null,
  channel: 'cli',
};

const POLICY: Policy = {
  version: `sha256:${'0'.repeat(64)}`,
  profile: 'dev',
  mode: 'enforce',
  window: { fromMinute: 480, toMinute: 1320, timeZone: 'Europe/Berlin' },
  thresholds: { api: 30, telegram: 40, discord: 50, cli: 60 },
  acceptFairQuality: false,
  criticalApprovers: 1,
  surroundings: { knownHosts: [], productionPaths: [], productionHosts: [], toolProfiles: [] },
  rules: [
    {
      id: 'no-production',
      layer: 'organisation',
      decision: 'forbid',
      when: [],
      reason: 'Production is deployed by people.',
      instead: 'Deploy to staging.',
      expiresAtMs: null,
      match: [],
      notMatch: [],
    },
  ],
  weights: WEIGHTS,
  cedarMode: 'off',
};

function tokenRecord(principal: string, scopes: readonly TokenScope[]): TokenRecord {
  return {
    id: '00000000000d',
    hash: 'f'.repeat(64),
    principal,
    scopes,
    lease: null,
    createdAtMs: 1,
    expiresAtMs: null,
    revokedAtMs: null,
  };
}

function authorizationOf(fake: FakeGateway, caller: Caller, proposal: Proposal): Authorization {
  const { callId: _callId, subagent: _subagent, channel: _channel, id, ...same } = proposal;
  const action: Action = { ...same, id: id ?? 'action-1', principal: caller.principal, proposedAtMs: 1 };
  const recorded = fake.enforced ? fake.verdict : 'deny';
  const decision = decisionOf(recorded);
  return {
    action,
    actionDigest: 'a'.repeat(64),
    decision,
    verdict: fake.verdict,
    enforced: fake.enforced,
    logIndex: 7,
    approval: fake.approval === null ? null : viewOf(action, { decision, status: fake.approval }),
  };
}
