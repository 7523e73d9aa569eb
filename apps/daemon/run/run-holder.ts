import type { Socket } from 'node:net';
import { homedir } from 'node:os';
import type { HeldRun, HoldRequest, RunHolder } from '../../../application/run/run-holder.ts';
import type { EgressProxy } from '../../../ingress/egress-proxy/open-egress-proxy.ts';
import { openHttpDoor } from '../../../ingress/http/serve-http.ts';
import type { SandboxDriver, SandboxSpec } from '../../../ports/sandbox.ts';
import { SandboxError } from '../../../ports/sandbox.ts';
import type { Places } from '../environment.ts';
import { createGatewayApp } from '../gateway-app.ts';
import { DOORS, runEnvironment } from './run-environment.ts';
import { runHome } from './run-home.ts';
import { RUN_LIMITS } from './run-limits.ts';

/** What runs are made with. */
export type RunHolderParts = {
  readonly drivers: readonly SandboxDriver<Socket>[];
  readonly places: Places;
  readonly proxy: EgressProxy;
};

/** Makes places for runs over the drivers of this machine: a sandbox, a door to the gateway, and the only way out. */
export function openRunHolder(parts: RunHolderParts): RunHolder {
  return {
    names: parts.drivers.map(({ name }) => name),
    probe: async (name) => (await driverOf(parts, name)?.probe()) ?? UNKNOWN,
    hold: (request) => hold(parts, request),
  };
}

const UNKNOWN = { works: false, version: null, enforces: new Set<never>(), missing: [] };

function driverOf({ drivers }: RunHolderParts, name: string): SandboxDriver<Socket> | undefined {
  return drivers.find((driver) => driver.name === name);
}

async function hold(parts: RunHolderParts, request: HoldRequest): Promise<HeldRun> {
  const { run, order, gateway, pass, sentinels } = request;
  const driver = driverOf(parts, order.isolation);
  if (driver === undefined)
    throw new SandboxError('sandbox.unavailable', `hold a run with ${order.isolation}: there is no such sandbox here`);
  const probe = await driver.probe();
  const app = createGatewayApp(gateway, { port: DOORS.gateway });
  const door = openHttpDoor(app, { port: DOORS.gateway, token: 'inside' });
  const home = parts.places.home === '/' ? homedir() : parts.places.home;
  const made = runHome({
    path: home,
    program: order.argv[0] ?? '',
    workspace: order.workspace,
    packageDirectory: parts.places.packageDirectory,
    address: `http://127.0.0.1:${DOORS.gateway}`,
  });
  const spec: SandboxSpec<Socket> = {
    id: run.session,
    folder: order.workspace,
    writes: order.changes === 'keep' ? 'direct' : 'copy',
    readable: [],
    home: { path: home, files: made.files },
    environment: runEnvironment(order, { home, variables: made.variables, sentinels }),
    doors: [
      { port: DOORS.gateway, accept: door.accept },
      { port: DOORS.proxy, accept: (connection) => parts.proxy.accept(connection, pass) },
    ],
    limits: RUN_LIMITS,
    require: [],
    trace: 'writes',
  };
  try {
    const sandbox = await driver.open(spec);
    return {
      sandbox,
      probe,
      notes: notesOf(made.agent),
      cutOff: door.close,
      close: async () => {
        door.close();
        return sandbox.close();
      },
    };
  } catch (error) {
    door.close();
    throw error;
  }
}

function notesOf(agent: string | null): readonly string[] {
  return agent === null ? [] : [`${agent} asks Countersign before every call of a tool`];
}
