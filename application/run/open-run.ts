import type { EgressRule } from '../../core/egress/egress-rule.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { Guarantee } from '../../core/sandbox/guarantee.ts';
import { missingGuarantees } from '../../core/sandbox/guarantee.ts';
import { SandboxError, type SandboxedResult, type TerminalLaunch } from '../../ports/sandbox.ts';
import type { Snapshot } from '../../ports/snapshot-store.ts';
import type { EgressSpec } from '../egress/egress-attempt.ts';
import type { EgressDesk } from '../egress/egress-desk.ts';
import type { EgressPass } from '../egress/egress-pass.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller, Gateway } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { HeldSecrets, SecretDesk } from '../secret/secret-desk.ts';
import { keepState } from '../workspace/keep-present.ts';
import { holdsRepository } from './held-repository.ts';
import { checkInstall } from './install-run.ts';
import type { LiveRun } from './live-run.ts';
import { type AdmitCall, gatewayOfRun } from './run-gateway.ts';
import type { HeldRun, HoldRequest, RunHolder, RunIdentity, RunPorts } from './run-holder.ts';
import { checkOrder, type RunOrder } from './run-order.ts';
import { leaseOfRun, rulesOfRun } from './run-reach.ts';
import { recordRun } from './run-record.ts';

/** What every run needs of its sandbox, unless a person asks for none at all. */
export const RUN_GUARANTEES: readonly Guarantee[] = [
  'files.private-root',
  'network.proxy-only',
  'processes.isolated',
  'privileges.none',
  'limit.memory',
  'limit.processes',
  'freeze',
  'kill.tree',
];

/** Of output that is kept, of each stream, where the gateway runs the program itself. */
const KEEP_BYTES = 1_000_000;

/** What runs are made of. */
export type RunParts = {
  readonly context: FlowContext;
  readonly ports: RunPorts;
  readonly egress: EgressDesk;
  /** Null where there is no vault. */
  readonly secrets: SecretDesk | null;
};

type Opening = {
  readonly caller: Caller;
  readonly order: RunOrder;
  readonly gateway: Gateway;
  readonly admit: AdmitCall;
  /** Told when the run tried to reach what nobody may reach. */
  readonly onUnexpected: (id: string, reason: string) => void;
};

/** What is made for a run before its sandbox, in order, and let go of together. */
type Prepared = {
  readonly identity: RunIdentity;
  readonly order: RunOrder;
  readonly before: Snapshot | null;
  readonly baseline: Snapshot | null;
  readonly lease: string;
  readonly pass: EgressPass;
  readonly secrets: HeldSecrets | null;
};

/**
 * Makes everything for a run: looks whether the sandbox holds what a run needs, keeps the workspace, puts the beginning on record,
 * grants its lease, makes the sandbox, and says how the program is started in it. Where one of these fails, the run does not begin,
 * and that is on record too.
 */
export async function openRun(
  parts: RunParts,
  { caller, order: given, gateway, admit, onUnexpected }: Opening,
): Promise<{ readonly run: LiveRun; readonly launch: TerminalLaunch | null }> {
  const { context } = parts;
  checkOrder(given);
  const order = withRealPlaces(context, given);
  await refuseWithout(parts.ports.holder, order);
  await checkInstall(context, order);
  const prepared = await prepare(parts, { caller, order, onUnexpected });
  const { identity, pass, secrets } = prepared;
  let held: HeldRun | null = null;
  try {
    held = await holdFolder(parts, {
      run: identity,
      order,
      gateway: gatewayOfRun(gateway, { run: identity, changes: order.changes, admit }),
      pass,
      sentinels: secrets?.environment ?? {},
      opensTls: pass.spec.rules.some(({ opensTls }) => opensTls),
    });
    const launch = await launchOf(held, order);
    const program = launch === null ? runIn(held, order) : null;
    return { run: liveRun({ ...prepared, held, program, startedAtMs: context.ports.clock.nowMs() }), launch };
  } catch (error) {
    await held?.close().catch(() => undefined);
    await letGo(context, prepared);
    const result = error instanceof SandboxError ? error.code : 'failed';
    // What went wrong first is what is told.
    await recordRun(context, identity, { type: 'run.ended', by: 'gateway', data: { result } }).catch(() => undefined);
    throw error;
  }
}

/** The names that programs see and snapshots are kept under: without links. */
function withRealPlaces({ ports }: FlowContext, order: RunOrder): RunOrder {
  const resolved = ports.pathResolver.resolve([order.workspace, order.cwd]);
  const workspace = resolved[order.workspace] ?? order.workspace;
  const cwd = resolved[order.cwd] ?? order.cwd;
  const real = { ...order, workspace, cwd };
  checkOrder(real);
  return real;
}

async function refuseWithout(holder: RunHolder, { isolation }: RunOrder): Promise<void> {
  if (isolation === 'none') return;
  const { works, enforces, missing } = await holder.probe(isolation);
  const lacking = missingGuarantees(RUN_GUARANTEES, enforces);
  if (works && lacking.length === 0) return;
  const why = missing.map(({ guarantee, why: reason }) => `${guarantee}: ${reason}`).slice(0, 3);
  const what = works ? `lacks ${lacking.join(', ')}` : 'does not work here';
  throw new SandboxError(
    works ? 'sandbox.lacks' : 'sandbox.unavailable',
    `hold a run with ${isolation}: it ${what}${why.length === 0 ? '' : ` (${why.join('; ')})`}`,
  );
}

async function prepare(
  { context, ports, egress, secrets: desk }: RunParts,
  { caller, order, onUnexpected }: Pick<Opening, 'caller' | 'order' | 'onUnexpected'>,
): Promise<Prepared> {
  const identity = identityOf(context, order);
  const starting = { identity, order, caller };
  const made: (() => unknown)[] = [];
  try {
    const secrets = openSecrets(desk, starting);
    made.push(() => secrets?.close());
    const reach = { allowHosts: order.allowHosts, secretHosts: secrets?.hosts ?? [] };
    const rules = [...ports.rules, ...rulesOfRun(reach, ports.toAscii)];
    const before = await keepBefore(context, starting);
    made.push(() => discard(context, before));
    const baseline = await keepBaseline(context, order);
    made.push(() => discard(context, baseline));
    await recordStart(context, starting);
    made.push(() => recordRun(context, identity, { type: 'run.ended', by: 'gateway', data: { result: 'failed' } }));
    const lease = await grantLease(context, starting, rules);
    made.push(() => context.leases.finish('gateway', lease));
    const pass = egress.open(passOf(starting, { rules, secrets, onUnexpected }));
    return { identity, order, before, baseline, lease, pass, secrets };
  } catch (error) {
    for (const undo of made.toReversed())
      await Promise.resolve()
        .then(undo)
        .catch(() => undefined);
    throw error;
  }
}

async function grantLease(
  context: FlowContext,
  { identity, order, caller }: Starting,
  rules: readonly EgressRule[],
): Promise<string> {
  const { lease } = await context.leases.grant(caller.principal, {
    principal: identity.principal,
    session: null,
    task: identity.id,
    workspace: order.workspace,
    terms: leaseOfRun(rules),
    durationMs: order.leaseMs,
    heartbeat: true,
  });
  return lease.id;
}

type Reached = Pick<Opening, 'onUnexpected'> & Pick<Prepared, 'secrets'> & { readonly rules: readonly EgressRule[] };

function passOf({ identity, order, caller }: Starting, { rules, secrets, onUnexpected }: Reached): EgressSpec {
  return {
    principal: identity.principal,
    onBehalfOf: caller.principal,
    session: identity.session,
    run: identity.id,
    workspace: order.workspace,
    rules,
    secrets: secrets?.border ?? null,
    onUnexpected: ({ answer, reason }) => {
      if (answer === 'freeze') onUnexpected(identity.id, reason);
    },
  };
}

type Starting = { readonly identity: RunIdentity; readonly order: RunOrder; readonly caller: Caller };

function openSecrets(desk: SecretDesk | null, { identity, order, caller }: Starting): HeldSecrets | null {
  const wanted = Object.entries(order.secrets).map(([environment, secret]) => ({ secret, environment }));
  if (wanted.length === 0) return null;
  if (desk === null) throw new GatewayError('unavailable', 'use secrets in a run: this gateway has no vault');
  const { id, session, principal } = identity;
  const holder = { id, principal, session, onBehalfOf: caller.principal, workspace: order.workspace };
  return desk.open({ ...holder, channel: 'cli' }, wanted);
}

function recordStart(context: FlowContext, { identity, order, caller }: Starting): Promise<number> {
  return recordRun(context, identity, {
    type: 'run.started',
    by: caller.principal,
    data: {
      allow_hosts: [...order.allowHosts],
      changes: order.changes,
      isolation: order.isolation,
      lease_ms: order.leaseMs,
      principal: identity.principal,
      secrets: Object.values(order.secrets),
      workspace: order.workspace,
    },
    beside: { argv: [...order.argv], cwd: order.cwd },
  });
}

/** Holds a run; while it changes its workspace in place, it is known which repositories there are of its own making. */
async function holdFolder({ context, ports: { holder } }: RunParts, request: HoldRequest): Promise<HeldRun> {
  const { workspace, changes } = request.order;
  if (changes !== 'keep') return holder.hold(request);
  const hasRepository = await holdsRepository(context.ports, workspace);
  const letGo = context.runFolders.hold({ folder: workspace, hasRepository });
  try {
    const held = await holder.hold(request);
    const close = async (): ReturnType<HeldRun['close']> => {
      const report = await held.close();
      letGo();
      return report;
    };
    return { ...held, close };
  } catch (error) {
    letGo();
    throw error;
  }
}

/** Takes back what was made for a run that did not begin. */
async function letGo(context: FlowContext, { before, baseline, lease, pass, secrets }: Prepared): Promise<void> {
  pass.close('the run did not begin');
  secrets?.close();
  await context.leases.finish('gateway', lease).catch(() => undefined);
  await discard(context, before);
  await discard(context, baseline);
}

async function discard({ ports }: FlowContext, snapshot: Snapshot | null): Promise<void> {
  if (snapshot !== null) await ports.workspaces.snapshots.supersede([snapshot.id], snapshot.id).catch(() => undefined);
}

/** The agent is named after its program, so that policies and budgets can tell agents apart. */
function identityOf({ ports }: FlowContext, { argv: [program = ''] }: RunOrder): RunIdentity {
  const id = ports.randomness.uuid(ports.clock.nowMs());
  const name = [...(program.split('/').at(-1) ?? '')].filter(isNamePart).join('').toLowerCase().slice(0, 32);
  return {
    id,
    session: `run-${toHex(ports.randomness.bytes(4))}`,
    principal: `agent:${name === '' ? 'program' : name}`,
  };
}

function isNamePart(character: string): boolean {
  return /^[A-Za-z0-9-]$/.test(character);
}

/** A run whose changes are made in place begins only where they can be taken back. */
async function keepBefore(
  context: FlowContext,
  { order, identity }: Pick<Starting, 'order' | 'identity'>,
): Promise<Snapshot | null> {
  if (order.changes !== 'keep') return null;
  const root = order.workspace;
  const can = context.ports.workspaces.snapshots.canTake(root, null);
  if (!can.ok)
    throw new GatewayError('run.refused', `start a run in ${root}: its files cannot be kept first: ${can.why}`, {
      remedies: ['Run it in the folder of one project.', 'Or let its changes go: `--changes drop`.'],
    });
  return keepState(context, { root, paths: null, action: identity.id, session: identity.session, reason: 'before' });
}

/** Changes are taken over later only where it can be told what others changed meanwhile; null where none are taken over. */
async function keepBaseline(context: FlowContext, { changes, workspace: root }: RunOrder): Promise<Snapshot | null> {
  if (changes !== 'review') return null;
  const can = context.ports.workspaces.snapshots.canTake(root, null);
  if (!can.ok)
    throw new GatewayError('run.refused', `start a run in ${root}: its files cannot be compared later: ${can.why}`, {
      remedies: ['Run it in the folder of one project.', 'Or let its changes go: `--changes drop`.'],
    });
  return keepState(context, { root, paths: null, action: null, session: null, reason: 'manual' });
}

/** Null where the sandbox gives a program no terminal. */
async function launchOf({ sandbox, argv }: HeldRun, { cwd }: RunOrder): Promise<TerminalLaunch | null> {
  return sandbox.terminal === null ? null : sandbox.terminal.launch({ argv, cwd, keepBytes: 0 });
}

function runIn({ sandbox, argv }: HeldRun, { cwd }: RunOrder): Promise<SandboxedResult> {
  return sandbox.run({ argv, cwd, keepBytes: KEEP_BYTES });
}

function liveRun(known: Prepared & Pick<LiveRun, 'held' | 'program' | 'startedAtMs'>): LiveRun {
  return {
    ...known,
    counts: { decided: 0, allowed: 0, asked: 0, denied: 0 },
    sessions: new Set(),
    result: null,
    settling: null,
    state: 'running',
    stopped: null,
    summary: null,
  };
}
