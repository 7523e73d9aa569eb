import { openMemoryStores } from '../../adapters/memory/open-memory-stores.ts';
import { sha256, sha256Hex } from '../../adapters/node-crypto/hash.ts';
import { generateSigningKey, type SigningKey } from '../../adapters/node-crypto/keys.ts';
import { createPayloadCipher } from '../../adapters/node-crypto/payload-cipher.ts';
import { createSignatureVerifier } from '../../adapters/node-crypto/signatures.ts';
import { contentId } from '../../adapters/system/content-id.ts';
import { inflate } from '../../adapters/system/inflate.ts';
import { openSystemRandomness } from '../../adapters/system/system-randomness.ts';
import type { ApprovalView, Caller, Gateway, Proposal } from '../../application/gateway.ts';
import type { GatewayPorts, GatewaySettings, ReadyPolicy } from '../../application/gateway-ports.ts';
import { type OpenGateway, openGateway } from '../../application/open-gateway.ts';
import type { ApprovalScope } from '../../core/approval/approval.ts';
import { signedApprovalText } from '../../core/approval/approval-statement.ts';
import { createVerifierKey } from '../../core/audit/verifier-key.ts';
import type { EnrolledApprover } from '../../ports/approver-registry.ts';
import type { RaisedHalt } from '../../ports/halt-switch.ts';
import type { Stores } from '../../ports/stores.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { recordingWorkspaces } from './recording-workspaces.ts';
import { readyPolicy } from './test-policy.ts';

export const AGENT: Caller = { principal: 'agent:test', scopes: ['decide', 'outcome', 'prompt'] };
export const OPERATOR: Caller = { principal: 'human:operator', scopes: ['approve', 'read', 'admin', 'halt'] };

/** A gateway over memory, with everything a test may want to reach into. */
export type TestGateway = OpenGateway & {
  readonly clock: ManualClock;
  readonly stores: Stores;
  readonly ports: GatewayPorts;
  readonly switch: { raised: RaisedHalt | null; throw: (halt: RaisedHalt) => void };
  readonly kept: Map<string, readonly string[]>;
  readonly approve: (
    id: string,
    options?: { answer?: 'approve' | 'deny'; scope?: ApprovalScope; note?: string },
  ) => Promise<ApprovalView>;
};

/** What a test may replace. */
export type TestGatewayOptions = {
  readonly ready?: ReadyPolicy;
  readonly stores?: Stores;
  readonly clock?: ManualClock;
  readonly ports?: Partial<GatewayPorts>;
  readonly settings?: Partial<GatewaySettings>;
  readonly logKey?: SigningKey;
  readonly approverKey?: SigningKey;
};

/** Opens a gateway for a test: memory stores, a clock that stands still, an enrolled operator, no files. */
export async function openTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const clock = options.clock ?? manualClock();
  const stores = options.stores ?? openMemoryStores();
  const approverKey = options.approverKey ?? generateSigningKey('ed25519');
  const kept = new Map<string, readonly string[]>();
  const haltSwitch = testSwitch();
  const ports: GatewayPorts = { ...testPorts({ clock, stores, kept, haltSwitch, options }), ...options.ports };
  const open = await openGateway(ports, {
    version: 'test',
    home: '/home/dev',
    gatewayPaths: ['/home/dev/.local/state/countersign'],
    trustOnFirstUse: false,
    elicitation: 'medium',
    ...options.settings,
  });
  const { keyId } = await open.gateway.enrolApprover(OPERATOR, {
    principal: 'human:operator',
    publicKey: Buffer.from(approverKey.publicKey).toString('base64'),
  });
  const approve: TestGateway['approve'] = async (id, { answer = 'approve', scope = 'action', note = '' } = {}) => {
    const view = await open.gateway.findApproval(id);
    const given = { answer, scope, channel: 'cli', approver: 'human:operator', keyId, note } as const;
    const message = Buffer.from(signedApprovalText(view.statement, given), 'utf8');
    const signature = Buffer.from(approverKey.sign(message)).toString('base64');
    return open.gateway.answerApproval(OPERATOR, { id, answer, scope, note, channel: 'cli', keyId, signature });
  };
  return { ...open, clock, stores, ports, switch: haltSwitch.handle, kept, approve };
}

type Parts = {
  readonly clock: ManualClock;
  readonly stores: Stores;
  readonly kept: Map<string, readonly string[]>;
  readonly haltSwitch: ReturnType<typeof testSwitch>;
  readonly options: TestGatewayOptions;
};

function testPorts({ clock, stores, kept, haltSwitch, options }: Parts): GatewayPorts {
  const logKey = options.logKey ?? generateSigningKey('ed25519');
  const key = createVerifierKey({ name: 'test.log/1', kind: 'ed25519', publicKey: logKey.publicKey }, sha256);
  if (!key.ok) throw new Error(key.failure);
  const ready = options.ready ?? readyPolicy();
  return {
    stores,
    clock,
    randomness: openSystemRandomness(),
    hash: sha256,
    hashHex: sha256Hex,
    verifySignature: createSignatureVerifier(),
    logSigner: { origin: 'test.log/1', signers: [{ key: key.value, sign: logKey.sign }] },
    cipher: createPayloadCipher(new Uint8Array(32), openSystemRandomness()),
    pathResolver: { resolve: () => ({}), sharesRepository: () => false },
    workspaces: recordingWorkspaces(kept),
    runs: null,
    runner: {
      run: () => Promise.reject(new Error('run a program: this test has none')),
      contains: async () => ({ isContained: false, why: 'this test has no sandbox' }),
    },
    environment: {},
    inflate,
    contentId,
    sources: { read: async () => null, close: async () => undefined },
    policySource: {
      load: async () => ({ ok: true, sources: { layers: [], weights: { source: 'test', document: null }, cedar: '' } }),
      projectLayer: () => null,
    },
    preparePolicy: () => ({ ok: true, value: ready }),
    approvers: testRegistry(),
    haltSwitch: haltSwitch.port,
    witness: null,
    clientChannel: null,
  };
}

function testRegistry(): GatewayPorts['approvers'] {
  const approvers = new Map<string, EnrolledApprover>();
  return {
    find: (keyId) => [approvers.get(keyId) ?? null].find((approver) => approver?.withdrawnAtMs === null) ?? null,
    list: () => [...approvers.values()],
    enrol: async (approver) => {
      if (!approvers.has(approver.keyId)) approvers.set(approver.keyId, { ...approver, withdrawnAtMs: null });
    },
    withdraw: async (keyId, atMs) => {
      const known = approvers.get(keyId);
      if (known !== undefined) approvers.set(keyId, { ...known, withdrawnAtMs: known.withdrawnAtMs ?? atMs });
    },
  };
}

function testSwitch(): { readonly handle: TestGateway['switch']; readonly port: GatewayPorts['haltSwitch'] } {
  const listeners = new Set<(halt: RaisedHalt) => void>();
  const handle: TestGateway['switch'] = {
    raised: null,
    throw: (halt) => {
      handle.raised = halt;
      for (const listener of listeners) listener(halt);
    },
  };
  return {
    handle,
    port: {
      read: () => handle.raised,
      watch: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      keepResumeToken: async () => undefined,
      clear: async () => {
        handle.raised = null;
      },
    },
  };
}

let counter = 0;

/** A proposal of a Claude Code tool in the project `/work/app`. */
export function propose(tool: string, args: Proposal['args'], overrides: Partial<Proposal> = {}): Proposal {
  counter += 1;
  return {
    id: null,
    session: 'session-1',
    onBehalfOf: 'human:operator',
    surface: 'hook',
    tool: { name: tool, origin: 'builtin:claude-code', digest: null },
    args,
    cwd: '/work/app',
    workspace: '/work/app',
    plan: null,
    idempotencyKey: null,
    callId: `call-${counter}`,
    subagent: null,
    channel: 'cli',
    ...overrides,
  };
}

/** Waits as long as an approval's own deadline. */
export const LONG_WAIT = { waitMs: 600_000, signal: null };
/** Does not wait for a human. */
export const NO_WAIT = { waitMs: 0, signal: null };

/** The gateway's type again, for tests that only pass it on. */
export type { Gateway };
