import { type ChildProcess, spawn } from 'node:child_process';
import { Server, type Socket } from 'node:net';
import { type SandboxDoor, SandboxError } from '../../../ports/sandbox.ts';
import { OUTER_PATH } from '../inside-names.ts';
import { closedStdio } from './closed-stdio.ts';
import type { Holder } from './holder.ts';
import type { Runner } from './session-settings.ts';

/** The open doors of a sandbox. */
export type Doors = {
  /** Ends all connections and listens no more; answers what is still open. */
  readonly close: () => Promise<readonly string[]>;
};

const START_MS = 10_000;
const BACKLOG = 512;
const CLOSE_MS = 1_000;

/**
 * Runs in the sandbox's network and nowhere else in it: listens at each port, hands the listening socket over and ends. So
 * nothing of ours is left inside that could be used or ended there, and whoever accepts knows which sandbox speaks.
 */
const LISTEN = `
const net = require('node:net');
const ports = process.argv.slice(1).map(Number);
let open = ports.length;
for (const port of ports) {
  const server = net.createServer({ pauseOnConnect: true });
  server.once('error', (error) => process.send({ port, failure: error.code ?? 'failed' }, () => process.exit(1)));
  server.listen({ port, host: '127.0.0.1', backlog: ${BACKLOG} }, () =>
    process.send({ port }, server, {}, () => (--open === 0 ? process.disconnect() : undefined)));
}
`;

/** Opens the doors of a sandbox. Raises `sandbox.failed`; then none is open. */
export async function openDoors(
  doors: readonly SandboxDoor<Socket>[],
  {
    holder,
    runner,
    inherited,
  }: { readonly holder: Holder; readonly runner: Runner; readonly inherited: readonly number[] },
): Promise<Doors> {
  if (doors.length === 0) return { close: async () => [] };
  const join = runner.isDropped
    ? ['-t', String(holder.pid), '-n', '--']
    : ['-t', String(holder.pid), '-U', '-n', '--preserve-credentials', '--'];
  const [program, ...words] = [
    'nsenter',
    ...join,
    process.execPath,
    '-e',
    LISTEN,
    ...doors.map(({ port }) => String(port)),
  ];
  const child = closedStdio(['ignore', 'ignore', 'ignore', 'ipc'], {
    inherited,
    start: (stdio) => spawn(program, words, { cwd: '/', env: { PATH: OUTER_PATH }, stdio: [...stdio] }),
  });
  const sockets = new Set<Socket>();
  const servers = new Map<number, Server>();
  try {
    await listening(child, { doors, servers, sockets });
  } catch (error) {
    for (const server of servers.values()) server.close();
    throw error;
  } finally {
    child.kill('SIGKILL');
  }
  return { close: () => close(servers, sockets) };
}

type Opening = {
  readonly doors: readonly SandboxDoor<Socket>[];
  readonly servers: Map<number, Server>;
  readonly sockets: Set<Socket>;
};

function listening(child: ChildProcess, { doors, servers, sockets }: Opening): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new SandboxError('sandbox.failed', `open the doors of a sandbox: ${why}`));
    };
    const timer = setTimeout(() => fail('it took too long'), START_MS);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => fail(`the helper ended with exit code ${code}`));
    child.on('message', (message, handle) => {
      const { port, failure } = message as { readonly port: number; readonly failure?: string };
      const door = doors.find((one) => one.port === port);
      if (!(handle instanceof Server) || door === undefined)
        return fail(`port ${port}: ${failure ?? 'no socket came'}`);
      servers.set(port, handle);
      attend(handle, { door, sockets });
      if (servers.size < doors.length) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

function attend(
  server: Server,
  { door, sockets }: { readonly door: SandboxDoor<Socket>; readonly sockets: Set<Socket> },
): void {
  // As HTTP servers of Node have it: who has said all may still be answered.
  Object.assign(server, { allowHalfOpen: true, noDelay: true });
  server.on('error', () => undefined);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    door.accept(socket);
  });
}

async function close(servers: ReadonlyMap<number, Server>, sockets: ReadonlySet<Socket>): Promise<readonly string[]> {
  const closed = [...servers].map(
    ([port, server]) =>
      new Promise<readonly string[]>((resolve) => {
        const timer = setTimeout(() => resolve([`127.0.0.1:${port}`]), CLOSE_MS);
        server.close(() => {
          clearTimeout(timer);
          resolve([]);
        });
      }),
  );
  for (const socket of sockets) socket.destroy();
  return (await Promise.all(closed)).flat();
}
