import type { Action } from '../action/action.ts';
import type { ApprovalAnswer, ApprovalRequest } from '../approval/approval.ts';
import { approvalTerms } from '../approval/approval-terms.ts';
import type { Effect, EffectClass, EffectMark } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { Facts } from '../facts.ts';
import { CALM } from '../incident/emergency-state.ts';
import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import type { Policy, PolicyRule } from '../policy/policy.ts';
import type { RiskWeights } from '../risk/risk-weights.ts';
import { unparsedShell } from './unparsed-shell.ts';
import { unparsedSql } from './unparsed-sql.ts';

/** Where the sample user lives, works, and keeps the gateway's folder. */
export const HOME = '/home/ada';
export const WORKSPACE = '/home/ada/site';
export const GATEWAY = '/home/ada/.local/share/countersign';

/** The weights of the model, §3. */
export const WEIGHTS: RiskWeights = {
  version: '1',
  hundredths: {
    'dangerous-shell': 200,
    'unknown-external-host': 100,
    'sensitive-path-write': 200,
    'service-change': 150,
    'asks-for-credentials': 200,
    'modifies-own-configuration': 300,
    'other-agents-workspace': 150,
    'affects-other-people': 150,
    production: 200,
    financial: 200,
    'crisis-decision': 300,
  },
};

/** A call of a built-in tool in the sample workspace; a read unless it says otherwise. */
export function actionOf(name = 'Read', args: JsonObject = { file_path: 'a.ts' }, more: Partial<Action> = {}): Action {
  return {
    id: '01890a5d-ac96-774b-bcce-b302099a8057',
    session: 's1',
    principal: 'agent:coder',
    onBehalfOf: 'human:ada',
    surface: 'hook',
    tool: { name, origin: 'builtin:claude-code', digest: null },
    args,
    cwd: WORKSPACE,
    workspace: WORKSPACE,
    plan: null,
    idempotencyKey: null,
    proposedAtMs: 1_700_000_000_000,
    ...more,
  };
}

/** A call of a tool that the catalogue does not know. */
export function foreignAction(args: JsonObject, name = 'mcp__x__do'): Action {
  return actionOf(name, args, { tool: { name, origin: 'mcp:x', digest: null } });
}

/** A calm afternoon on which nothing is special. */
export function factsOf(more: Partial<Facts> = {}): Facts {
  return {
    nowMs: 1_700_000_000_000,
    minuteOfDay: 15 * 60,
    home: HOME,
    gatewayPaths: [GATEWAY],
    realPaths: {},
    channel: 'cli',
    principal: { authenticated: true, standing: 'standard' },
    emergency: CALM,
    session: { consecutiveDenials: 0, identicalBefore: 0, otherWorkspaces: [] },
    grants: [],
    checkpoint: 'available',
    sandbox: 'none',
    reviewer: 'none',
    budgets: [],
    estimate: { tokens: 0, costMicros: 0 },
    plan: null,
    approval: null,
    ...more,
  };
}

/** The defaults of the model. */
export function settingsOf(more: Partial<Policy> = {}): Policy {
  return {
    version: 'sha256:policy',
    profile: 'dev',
    mode: 'enforce',
    window: { fromMinute: 480, toMinute: 1_320, timeZone: 'UTC' },
    thresholds: { api: 30, telegram: 40, discord: 50, cli: 60 },
    acceptFairQuality: false,
    criticalApprovers: 1,
    surroundings: { knownHosts: [], productionPaths: [], productionHosts: [], toolProfiles: [] },
    rules: [],
    weights: WEIGHTS,
    cedarMode: 'off',
    ...more,
  };
}

/** A policy without rules, whose parts may be replaced. Known hosts and tools are compared as plain text. */
export function policyOf(settings: Partial<Policy> = {}, more: Partial<CompiledPolicy> = {}): CompiledPolicy {
  const complete = settingsOf(settings);
  return {
    settings: complete,
    evaluateRules: () => ({ forbids: [], asks: [], permits: [], broken: [] }),
    externalRules: null,
    isKnownHost: (host) => complete.surroundings.knownHosts.includes(host),
    isProduction: () => false,
    matchesTool: (glob, tool) => glob === tool,
    parseShell: unparsedShell,
    parseSql: unparsedSql,
    ...more,
  };
}

/** A rule of a layer that says no more than it must. */
export function ruleOf(decision: PolicyRule['decision'], more: Partial<PolicyRule> = {}): PolicyRule {
  const rest = { reason: `${decision} it`, instead: '', expiresAtMs: null, match: [], notMatch: [] };
  return { id: `r.${decision}`, layer: 'organisation', decision, when: [], ...rest, ...more };
}

/** An effect on something nameless. */
export function effectOf(effectClass: EffectClass, marks: readonly EffectMark[] = []): Effect {
  return makeEffect(effectClass, { kind: 'other', value: effectClass }, { detail: 'a sample', marks });
}

/** A pending question about a medium action, asked at 1,000 ms and open until 61,000 ms. */
export function requestOf(more: Partial<ApprovalRequest> = {}): ApprovalRequest {
  return {
    id: '0123456789abcdef',
    actionId: '01890a5d-ac96-774b-bcce-b302099a8057',
    decisionIndex: 7,
    binding: {
      actionDigest: `sha256:${'a'.repeat(64)}`,
      toolDigest: null,
      policyVersion: 'sha256:policy',
      profile: 'dev',
      lease: null,
      plan: null,
      requester: 'agent:coder',
      session: 's1',
    },
    onBehalfOf: 'human:ada',
    riskLevel: 'medium',
    riskScore: 40,
    terms: approvalTerms('medium', { criticalApprovers: 1 }),
    nonce: '0'.repeat(32),
    createdAtMs: 1_000,
    deadlineMs: 61_000,
    status: 'pending',
    answers: [],
    late: false,
    usableUntilMs: null,
    consumedBy: null,
    ...more,
  };
}

/** An approval by the human, in time. */
export function answerOf(more: Partial<ApprovalAnswer> = {}): ApprovalAnswer {
  return {
    answer: 'approve',
    approver: 'human:ada',
    keyId: 'key1',
    channel: 'cli',
    scope: 'action',
    note: '',
    atMs: 2_000,
    signature: 'c2ln',
    ...more,
  };
}
