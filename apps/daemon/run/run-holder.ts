import type { Socket } from 'node:net';
import { homedir } from 'node:os';
import type { ModelCaller } from '../../../application/model/model-caller.ts';
import type { HeldRun, HoldRequest, RunHolder } from '../../../application/run/run-holder.ts';
import { openEgressProxy } from '../../../ingress/egress-proxy/open-egress-proxy.ts';
import type { ProxyOptions } from '../../../ingress/egress-proxy/proxy-options.ts';
import { openSandboxAuthority } from '../../../ingress/egress-proxy/sandbox-authority.ts';
import { type HttpDoor, openHttpDoor } from '../../../ingress/http/serve-http.ts';
import type { ModelProxy } from '../../../ingress/model-proxy/open-model-proxy.ts';
import { type SandboxDriver, SandboxError, type SandboxSpec } from '../../../ports/sandbox.ts';
import type { Places } from '../environment.ts';
import { OPERATOR } from '../gateway-app.ts';
import { createRunApp } from './run-app.ts';
import { DOORS, runEnvironment } from './run-environment.ts';
import { type RunHome, runHome } from './run-home.ts';
import { RUN_LIMITS } from './run-limits.ts';
import { type RunTools, runTools } from './run-tools.ts';
import { trustIn } from './run-trust.ts';

/** What runs are made with. */
export type RunHolderParts = {
  readonly drivers: readonly SandboxDriver<Socket>[];
  readonly places: Places;
  readonly proxyOptions: ProxyOptions;
  /** Null until the gateway serves models. */
  readonly models: () => ModelProxy | null;
  /** Resolves once what an earlier gateway left is gone. Never rejects. */
  readonly swept: Promise<void>;
};

/** Makes places for runs over the drivers of this machine: a sandbox, a door to the gateway, and the only way out. */
export function openRunHolder(parts: RunHolderParts): RunHolder {
  return {
    names: parts.drivers.map(({ name }) => name),
    probe: async (name) => (await driverOf(parts, name)?.probe()) ?? UNKNOWN,
    hold: (request) => hold(parts, request),
    swept: () => parts.swept,
  };
}

const UNKNOWN = { works: false, version: null, enforces: new Set<never>(), missing: [] };

function driverOf({ drivers }: RunHolderParts, name: string): SandboxDriver<Socket> | undefined {
  return drivers.find((driver) => driver.name === name);
}

async function hold(parts: RunHolderParts, request: HoldRequest): Promise<HeldRun> {
  const { order } = request;
  const driver = driverOf(parts, order.isolation);
  if (driver === undefined)
    throw new SandboxError('sandbox.unavailable', `hold a run with ${order.isolation}: there is no such sandbox here`);
  const probe = await driver.probe();
  const home = homeOf(parts, request);
  const doors = await openDoors(parts, { request, agent: home.agent?.name ?? null });
  try {
    const isHeld = probe.enforces.has('network.proxy-only');
    const tools = toolsOf(parts, request);
    const sandbox = await driver.open(specOf(request, { home, doors, tools: tools.shown, isHeld }));
    return {
      sandbox,
      argv: isHeld ? [tools.program, ...order.argv.slice(1)] : order.argv,
      notes: notesOf(home.agent),
      cutOff: doors.close,
      close: () => {
        doors.close();
        return sandbox.close();
      },
    };
  } catch (error) {
    doors.close();
    throw error;
  }
}

type Home = RunHome & { readonly path: string };

function homeOf({ places }: RunHolderParts, { order }: HoldRequest): Home {
  const path = places.home === '/' ? homedir() : places.home;
  const { packageDirectory } = places;
  const address = `http://127.0.0.1:${DOORS.gateway}`;
  return {
    ...runHome({ path, program: order.argv[0] ?? '', workspace: order.workspace, packageDirectory, address }),
    path,
  };
}

function toolsOf({ places }: RunHolderParts, { order }: HoldRequest): RunTools {
  const { home, stateDirectory, configDirectory } = places;
  const { argv, environment, workspace } = order;
  return runTools({
    home,
    path: environment['PATH'] ?? '',
    variables: environment,
    program: argv[0] ?? '',
    workspace,
    closed: [stateDirectory, configDirectory, workspace],
  });
}

/** The servers behind the doors of one run. */
type RunDoors = {
  readonly gateway: HttpDoor;
  readonly proxy: (connection: Socket) => void;
  /** Trusted inside, where the way out opens TLS; else null. */
  readonly certificate: string | null;
  readonly close: () => void;
};

/** The authority that opens TLS is made for this run, and gone with it. */
async function openDoors(
  parts: RunHolderParts,
  { request, agent }: { readonly request: HoldRequest; readonly agent: string | null },
): Promise<RunDoors> {
  const authority = request.opensTls ? await openSandboxAuthority() : null;
  const proxy = openEgressProxy({ ...parts.proxyOptions, authority });
  const app = createRunApp(request.gateway, { ...request.order, port: DOORS.gateway });
  const models = modelsFor(request, agent);
  const gateway = openHttpDoor(app, {
    port: DOORS.gateway,
    token: 'inside',
    other: (incoming, outgoing) => {
      const served = parts.models();
      if (served === null || !served.takes(incoming.url ?? '')) return false;
      void served.handle(incoming, outgoing, models);
      return true;
    },
  });
  return {
    gateway,
    proxy: (connection) => proxy.accept(connection, request.pass),
    certificate: authority?.certificate ?? null,
    close: () => {
      gateway.close();
      proxy.close();
    },
  };
}

/** Whose model calls these are: the run's, whatever key they bring. */
function modelsFor({ run, order }: HoldRequest, agent: string | null): ModelCaller {
  return {
    caller: { principal: run.principal, scopes: ['decide', 'outcome', 'prompt'], run: run.id },
    onBehalfOf: OPERATOR,
    session: run.session,
    task: run.id,
    agent,
    hooksDecide: agent !== null,
    cwd: order.cwd,
    workspace: order.workspace,
    channel: 'cli',
  };
}

type Made = {
  readonly home: Home;
  readonly doors: RunDoors;
  readonly tools: readonly string[];
  readonly isHeld: boolean;
};

function specOf({ run, order, sentinels }: HoldRequest, { home, doors, tools, isHeld }: Made): SandboxSpec<Socket> {
  const trust = doors.certificate === null ? null : trustIn(home.path, doors.certificate);
  const variables = { ...home.variables, ...trust?.variables };
  return {
    id: run.session,
    folder: order.workspace,
    writes: order.changes === 'keep' ? 'direct' : 'copy',
    readable: isHeld ? tools : [],
    home: isHeld ? { path: home.path, files: [...home.files, ...(trust?.files ?? [])] } : null,
    environment: isHeld ? runEnvironment(order, { home: home.path, variables, sentinels }) : order.environment,
    doors: isHeld
      ? [
          { port: DOORS.gateway, accept: doors.gateway.accept },
          { port: DOORS.proxy, accept: doors.proxy },
        ]
      : [],
    limits: RUN_LIMITS,
    require: [],
    trace: 'writes',
  };
}

function notesOf(agent: RunHome['agent']): readonly string[] {
  return agent === null
    ? []
    : [
        `${agent.title} is set to ask Countersign before every call of a tool; the sandbox holds it whether it asks or not`,
      ];
}
