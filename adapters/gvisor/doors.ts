import { spawn } from 'node:child_process';
import { Server, type Socket } from 'node:net';
import { type SandboxDoor, SandboxError } from '../../ports/sandbox.ts';
import { closedStdio } from './closed-stdio.ts';

/** The doors of one sandbox: listeners in its network, whose connections arrive here. */
export type Doors = {
  /** Closes the listeners and ends every connection; answers what could not be closed, by its port. */
  readonly close: () => Promise<readonly string[]>;
};

const START_MS = 20_000;
const BACKLOG = 512;

/**
 * Listens at 127.0.0.1 of wherever it runs and hands the listeners over, one message each. It is our program, it runs only until
 * then, and only its network is that of the sandbox.
 */
const HELPER = `
const { createServer } = require('node:net');
const ports = process.argv.slice(1).map(Number);
let left = ports.length;
for (const port of ports) {
  const server = createServer();
  server.on('error', (error) => { process.stderr.write(error.message); process.exit(1); });
  server.listen(port, '127.0.0.1', ${BACKLOG}, () => process.send(port, server, {}, () => { left -= 1; if (left === 0) process.exit(0); }));
}`;

/** Opens the doors in the network of a holder. Raises \`sandbox.failed\`. */
export async function openDoors(
  doors: readonly SandboxDoor<Socket>[],
  { holderPid, isRoot }: { readonly holderPid: number; readonly isRoot: boolean },
): Promise<Doors> {
  const connections = new Set<Socket>();
  const servers = doors.length === 0 ? new Map<number, Server>() : await listen(doors, { holderPid, isRoot });
  for (const { port, accept } of doors)
    servers.get(port)?.on('connection', (socket: Socket) => {
      connections.add(socket);
      socket.once('close', () => connections.delete(socket));
      accept(socket);
    });
  return {
    close: async () => {
      for (const socket of connections) socket.destroy();
      const closing = [...servers.values()].map(
        (server) => new Promise<void>((resolve) => server.close(() => resolve())),
      );
      for (const socket of connections) socket.destroy();
      await Promise.all(closing);
      return [...servers].filter(([, server]) => server.listening).map(([port]) => String(port));
    },
  };
}

function listen(
  doors: readonly SandboxDoor<Socket>[],
  { holderPid, isRoot }: { readonly holderPid: number; readonly isRoot: boolean },
): Promise<Map<number, Server>> {
  const ports = doors.map(({ port }) => String(port));
  const users = isRoot ? [] : ['-U', '--preserve-credentials'];
  const words = ['-t', String(holderPid), ...users, '-n', '--', process.execPath, '-e', HELPER, ...ports];
  return new Promise((resolve, reject) => {
    const servers = new Map<number, Server>();
    const child = closedStdio(['ignore', 'ignore', 'pipe', 'ipc'], (stdio) =>
      spawn('nsenter', words, { cwd: '/', env: { PATH: '/usr/bin:/bin' }, stdio: [...stdio] }),
    );
    let said = '';
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      for (const server of servers.values()) server.close();
      reject(new SandboxError('sandbox.failed', `open the doors of a sandbox: ${why}`));
    };
    const timer = setTimeout(() => fail('they took too long'), START_MS);
    child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(0, 1_000)));
    child.on('message', (port, server) => {
      if (!(server instanceof Server)) return;
      servers.set(Number(port), server);
    });
    child.once('error', (error) => fail(error.message));
    // As long as it runs, it would take connections too.
    child.once('close', (code) => {
      if (code !== 0 || servers.size < doors.length)
        fail(said.split('\n', 1)[0] || `their helper ended with exit code ${code}`);
      clearTimeout(timer);
      resolve(servers);
    });
  });
}
