import type { ApprovalAnswer, ApprovalRequest, SessionGrant } from '../../core/approval/approval.ts';
import type { EmergencyState } from '../../core/incident/emergency-state.ts';
import type { ActionRecord } from '../action-store.ts';
import type { ReservationRecord } from '../budget-store.ts';
import type { CompensationRecord } from '../compensation-store.ts';
import type { LeaseRecord } from '../lease-store.ts';
import type { PersonRecord } from '../person-store.ts';
import type { SecretRecord } from '../secret-store.ts';
import type { SessionRecord } from '../session-store.ts';
import type { TokenRecord } from '../token-store.ts';
import type { PinnedTool } from '../tool-registry.ts';
import type { WebSessionRecord } from '../web-session-store.ts';

/** The moment at which the samples happen, in milliseconds since 1970. */
export const NOW_MS = 1_790_000_000_000;
/** The digest of the sample action. */
export const DIGEST = `sha256:${'ab'.repeat(32)}`;

/** An action that was let through; `changes` replaces fields. */
export function sampleAction(changes: Partial<ActionRecord> = {}): ActionRecord {
  return {
    id: '01990000-0000-7000-8000-000000000001',
    digest: DIGEST,
    session: 'session-1',
    principal: 'agent:claude',
    idempotencyKey: null,
    callId: null,
    toolName: 'Bash',
    logIndex: 0,
    status: 'authorised',
    createdAtMs: NOW_MS,
    updatedAtMs: NOW_MS,
    ...changes,
  };
}

/** A pending request about the sample action; `changes` replaces fields, `actionDigest` the digest it is bound to. */
export function sampleRequest(changes: Partial<ApprovalRequest> = {}, actionDigest: string = DIGEST): ApprovalRequest {
  return {
    id: '0123456789abcdef',
    actionId: '01990000-0000-7000-8000-000000000001',
    decisionIndex: 7,
    binding: {
      actionDigest,
      toolDigest: null,
      policyVersion: `sha256:${'cd'.repeat(32)}`,
      profile: 'dev',
      lease: null,
      plan: null,
      requester: 'agent:claude',
      session: 'session-1',
    },
    onBehalfOf: 'human:operator',
    riskLevel: 'medium',
    riskScore: 40,
    terms: {
      timeoutMs: 60_000,
      approvers: 1,
      secondFactor: false,
      batch: true,
      scopes: ['action', 'session'],
      onTimeout: 'deny-notify',
    },
    nonce: '00'.repeat(16),
    createdAtMs: NOW_MS,
    deadlineMs: NOW_MS + 60_000,
    status: 'pending',
    answers: [],
    late: false,
    usableUntilMs: null,
    consumedBy: null,
    ...changes,
  };
}

/** A request that was approved and can be used for ten minutes. */
export function sampleApproved(changes: Partial<ApprovalRequest> = {}, actionDigest: string = DIGEST): ApprovalRequest {
  const approved = { status: 'approved', answers: [sampleAnswer()], usableUntilMs: NOW_MS + 600_000 } as const;
  return sampleRequest({ ...approved, ...changes }, actionDigest);
}

/** An approver's answer; `changes` replaces fields. */
export function sampleAnswer(changes: Partial<ApprovalAnswer> = {}): ApprovalAnswer {
  return {
    answer: 'approve',
    approver: 'human:operator',
    keyId: 'key-1',
    channel: 'cli',
    scope: 'action',
    note: '',
    atMs: NOW_MS + 1_000,
    signature: 'c2lnbmF0dXJl',
    ...changes,
  };
}

/** The inverse of the sample action, as it was registered; `changes` replaces fields. */
export function sampleCompensation(changes: Partial<CompensationRecord> = {}): CompensationRecord {
  return {
    action: '01990000-0000-7000-8000-000000000001',
    session: 'session-1',
    principal: 'agent:claude',
    logIndex: 3,
    registeredAtMs: NOW_MS,
    state: 'registered',
    ranAs: null,
    ...changes,
  };
}

/** A lease that is in force; `changes` replaces fields. */
export function sampleLease(changes: Partial<LeaseRecord> = {}): LeaseRecord {
  return {
    id: '01990000-0000-7000-8000-0000000000aa',
    principal: 'agent:claude',
    session: 'session-1',
    task: 'task-1',
    workspace: '/work/app',
    parent: null,
    terms: {
      capabilities: ['file.read', 'process.run'],
      scopes: [{ reads: ['/**'], writes: ['/work/app/**'], hosts: [], branches: ['*'], tools: ['*'] }],
      limits: { tokens: 1_000, costMicros: 2_000, calls: 30 },
      expiresAtMs: NOW_MS + 1_800_000,
    },
    grantedBy: 'human:ada',
    grantedAtMs: NOW_MS,
    renewals: 0,
    heartbeat: false,
    attempt: 0,
    revocationIds: ['ab01'],
    end: null,
    calls: 0,
    version: 1,
    ...changes,
  };
}

/** A reservation of two budgets; `changes` replaces fields. */
export function sampleReservation(changes: Partial<ReservationRecord> = {}): ReservationRecord {
  return {
    id: '01990000-0000-7000-8000-0000000000bb',
    principal: 'agent:claude',
    session: 'session-1',
    task: 'task-1',
    scopes: ['task task-1', 'day 2026-11-21'],
    amount: { tokens: 10, costMicros: 20 },
    atMs: NOW_MS,
    ...changes,
  };
}

/** A grant for the sample session; `changes` replaces fields. */
export function sampleGrant(changes: Partial<SessionGrant> = {}): SessionGrant {
  return {
    id: 'grant-1',
    session: 'session-1',
    request: '0123456789abcdef',
    tool: 'Bash',
    covers: [{ class: 'process.run', resource: 'npm test' }],
    policyVersion: `sha256:${'cd'.repeat(32)}`,
    expiresAtMs: NOW_MS + 3_600_000,
    ...changes,
  };
}

/** A session that goes on; `changes` replaces fields. */
export function sampleSession(changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: 'session-1',
    principal: 'agent:claude',
    workspace: '/home/operator/project',
    startedAtMs: NOW_MS,
    endedAtMs: null,
    consecutiveDenials: 0,
    denied: [],
    recentDigests: [],
    ...changes,
  };
}

/** An agent's token; `changes` replaces fields. */
export function sampleToken(changes: Partial<TokenRecord> = {}): TokenRecord {
  return {
    id: 'token0000001',
    hash: 'ef'.repeat(32),
    principal: 'agent:claude',
    scopes: ['decide', 'outcome'],
    lease: null,
    createdAtMs: NOW_MS,
    expiresAtMs: null,
    revokedAtMs: null,
    ...changes,
  };
}

/** A tool that was listed and not decided about; `changes` replaces fields. */
export function sampleTool(changes: Partial<PinnedTool> = {}): PinnedTool {
  return {
    server: 'filesystem',
    name: 'read_file',
    status: 'new',
    acceptedDigest: null,
    acceptedListing: null,
    seenDigest: `sha256:${'12'.repeat(32)}`,
    seenListing: '{"inputSchema":{"type":"object"},"name":"read_file"}',
    warnings: [],
    by: 'gateway',
    changedAtMs: NOW_MS,
    seenAtMs: NOW_MS,
    ...changes,
  };
}

/** A secret with one version; `changes` replaces fields. */
export function sampleSecret(changes: Partial<SecretRecord> = {}): SecretRecord {
  return {
    name: 'registry',
    rule: {
      hosts: [{ host: '*.example.test', port: 8_443 }],
      places: [{ place: 'header', name: 'authorization' }],
      methods: ['GET', 'PUT'],
      principals: ['agent:*'],
      brokers: ['npm-publish'],
      approval: 'once',
      environment: 'REGISTRY_TOKEN',
      expiresAtMs: NOW_MS + 86_400_000,
      rotateEveryMs: null,
    },
    versions: [{ number: 1, sealed: 'c2VhbGVk', createdAtMs: NOW_MS, endsAtMs: null }],
    createdAtMs: NOW_MS,
    changedAtMs: NOW_MS,
    revokedAtMs: null,
    revision: 1,
    ...changes,
  };
}

/** A halt with one containment. */
export const HALTED: EmergencyState = {
  halt: { source: 'cli', by: 'human:operator', reason: 'looked wrong', sinceMs: NOW_MS },
  safeMode: true,
  containments: [
    {
      verb: 'block',
      target: { kind: 'principal', name: 'agent:claude' },
      by: 'human:operator',
      reason: 'three denials',
      sinceMs: NOW_MS + 1,
    },
  ],
};

/** A person with nothing but a name; `changes` replaces fields. */
export function samplePerson(changes: Partial<PersonRecord> = {}): PersonRecord {
  const id = changes.id ?? 'human:ada';
  return {
    id,
    principals: [id],
    totp: null,
    failures: 0,
    lockedUntilMs: 0,
    passkeyCounts: [],
    hasHadFactor: false,
    recoveryHash: null,
    delegations: [],
    away: null,
    roles: [],
    revision: 1,
    ...changes,
  };
}

/** A browser that is logged in; `changes` replaces fields. */
export function sampleWebSession(changes: Partial<WebSessionRecord> = {}): WebSessionRecord {
  return {
    id: 'aabbccddeeff',
    hash: '01'.repeat(32),
    proofHash: '02'.repeat(32),
    principal: 'human:ada',
    scopes: ['approve', 'read'],
    way: 'link',
    keyId: null,
    agent: 'a browser',
    createdAtMs: NOW_MS,
    usedAtMs: NOW_MS,
    expiresAtMs: NOW_MS + 43_200_000,
    endedAtMs: null,
    ...changes,
  };
}
