import type { WireAction, WireApproval, WireDecision, WirePrompt, WireRiskLevel } from '../../../sdk/wire.ts';

/** What a test wants to be special about a request. */
export type Special = {
  readonly id?: string;
  readonly status?: WireApproval['status'];
  readonly level?: WireRiskLevel;
  readonly action?: Partial<WireAction>;
  readonly decision?: Partial<WireDecision>;
  readonly createdAtMs?: number;
  readonly answers?: WireApproval['answers'];
};

/** A request as the gateway answers it: medium risk unless said otherwise. */
export function sampleApproval({
  id = '7k2m9xw4abcdefgh',
  status = 'pending',
  level = 'medium',
  ...special
}: Special = {}): WireApproval {
  const createdAtMs = special.createdAtMs ?? 1_700_000_000_000;
  const isBatch = level !== 'high' && level !== 'critical';
  const scopes = isBatch ? (['action', 'session', 'proposal'] as const) : (['action'] as const);
  const terms = {
    timeout_ms: 60_000,
    approvers: 1,
    second_factor: level === 'critical',
    batch: isBatch,
    scopes,
    on_timeout: 'deny',
  } as const;
  const digest = `sha256:${'a'.repeat(64)}`;
  const nonce = '0123456789abcdef0123456789abcdef';
  const binding = {
    action_digest: digest,
    tool_digest: null,
    policy_version: `sha256:${'b'.repeat(64)}`,
    profile: 'dev',
    lease: null,
    plan: null,
    requester: 'agent:default',
    session: 'session-1',
  };
  const action = { ...ACTION, ...special.action };
  return {
    id,
    decision_index: 1,
    action_id: `action-${id}`,
    status,
    binding,
    on_behalf_of: 'human:operator',
    risk_level: level,
    risk_score: isBatch ? 45 : 70,
    terms,
    nonce,
    created_at_ms: createdAtMs,
    deadline_ms: createdAtMs + 60_000,
    answers: special.answers ?? [],
    late: false,
    usable_until_ms: null,
    consumed_by: null,
    shown: {
      action,
      decision: { ...DECISION, approval: terms, ...special.decision },
    },
    prompt: promptOf(action),
    statement: JSON.stringify({ action: digest, nonce, request: id }),
  };
}

/** A document in the shape of the gateway's. */
function promptOf({ tool, args, principal }: WireAction): WirePrompt {
  return {
    title: `“${principal}” wants to run “${tool.name}”: medium risk, 45 of 100`,
    sections: [
      {
        heading: 'Arguments',
        lines: Object.entries(args).map(
          ([name, value]) => `${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`,
        ),
        quoted: true,
      },
      {
        heading: 'Why you are asked',
        lines: ['Gate risk, rule “matrix.medium”: “risk is medium (45)”'],
        quoted: false,
      },
    ],
    fingerprint: '0123456789abcdef',
  };
}

const ACTION: WireAction = {
  id: 'action-1',
  session: 'session-1',
  principal: 'agent:default',
  on_behalf_of: 'human:operator',
  surface: 'hook',
  tool: { name: 'Bash', origin: 'builtin:claude-code', digest: null },
  args: { command: 'npm test' },
  cwd: '/work/project',
  workspace: '/work/project',
  plan: null,
  idempotency_key: null,
  proposed_at_ms: 1_700_000_000_000,
};

const DECISION: WireDecision = {
  verdict: 'require-approval',
  risk: { score: 45, level: 'medium', parts: [{ kind: 'floor', rule: 'effect:message.send', points: 31 }] },
  effects: [
    {
      class: 'file.write',
      resource: { kind: 'path', value: '/work/project/src/a.ts', provenance: 'unknown' },
      detail: '',
      reversibility: 'reversible',
      marks: [],
    },
  ],
  gates: [
    { gate: 'policy', outcome: 'pass', rule: '', reason: 'no rule matches', remedy: '' },
    { gate: 'risk', outcome: 'require-approval', rule: 'matrix.medium', reason: 'risk is medium (45)', remedy: '' },
  ],
  obligations: [],
  approval: null,
  reason: 'risk is medium (45)',
  remedies: ['A human is asked.'],
};
