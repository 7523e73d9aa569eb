import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the shim reaches the gateway with. */
export const TRANSPORTS = ['bash', 'curl', 'node'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** Shells that may run the shim. */
export const SHELLS = ['dash', 'bash'] as const;
export type Shell = (typeof SHELLS)[number];

/** The token in the state directory of a test. */
export const TOKEN = 'cs_00000000000a_Secret-of.the+test';

/** A state directory with an address and a token, and folders to use as PATH. */
export type ShimHome = {
  readonly root: string;
  readonly state: string;
  readonly pathOf: (transport: Transport) => string;
  /** Servers that are still open; `removeHome` closes them, so that a failed test ends. */
  readonly servers: Set<RawServer>;
};

/** What a run of the shim ended with. */
export type ShimRun = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs: number;
};

/** What a test may set for a run. */
export type ShimOptions = {
  readonly transport?: Transport;
  readonly shell?: Shell;
  readonly args?: readonly string[];
  readonly env?: { readonly [name: string]: string };
  readonly shim?: string;
  /** Called with the shim's process id as soon as it runs. */
  readonly started?: (pid: number) => void;
};

const SHIM = join(import.meta.dirname, '..', 'hook-shim.sh');

/** Where a program is; null when this machine has none. */
export function findProgram(name: string): string | null {
  const folders = ['/usr/bin', '/bin', '/usr/local/bin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Makes a state directory, and a folder for each transport that holds only that program. */
export function makeHome(): ShimHome {
  const root = mkdtempSync(join(tmpdir(), 'countersign-shim-'));
  const state = join(root, 'state');
  mkdirSync(join(state, 'tokens'), { recursive: true });
  writeFileSync(join(state, 'tokens/agent.token'), `${TOKEN}\n`, { mode: 0o600 });
  for (const transport of TRANSPORTS) {
    const folder = join(root, `path-${transport}`);
    mkdirSync(folder);
    const program = transport === 'node' ? process.execPath : findProgram(transport);
    if (program !== null) symlinkSync(program, join(folder, transport));
  }
  return { root, state, pathOf: (transport) => join(root, `path-${transport}`), servers: new Set() };
}

/** Removes what `makeHome` made. */
export async function removeHome({ root, servers }: ShimHome): Promise<void> {
  await Promise.all([...servers].map((server) => server.close()));
  rmSync(root, { recursive: true, force: true });
}

/** Runs the shim with an input and waits for its end. Sees no variable of the test's own environment. */
export function runShim(home: ShimHome, input: string | Buffer, options: ShimOptions = {}): Promise<ShimRun> {
  const { transport = 'bash', shell = 'dash', args = [], env = {}, shim = SHIM, started } = options;
  const startMs = performance.now();
  const child = spawn(findProgram(shell) ?? shell, [shim, ...args], {
    env: {
      PATH: home.pathOf(transport),
      HOME: home.root,
      COUNTERSIGN_STATE: home.state,
      COUNTERSIGN_NODE: process.execPath,
      ...env,
    },
  });
  if (child.pid !== undefined) started?.(child.pid);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr, tookMs: performance.now() - startMs }));
  });
}

/** A server that sends exactly the bytes it is told to, and keeps what it got. */
export type RawServer = {
  readonly port: number;
  /** Everything the last connection sent. */
  readonly received: () => Buffer;
  readonly close: () => Promise<void>;
};

/** Serves every connection with one function, which gets the socket once the request's head has come. */
export async function serveRaw(
  home: ShimHome,
  serve: (socket: Socket) => void,
  { reads = true } = {},
): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let chunks: Buffer[] = [];
  const server: Server = createServer({ pauseOnConnect: !reads }, (socket) => {
    sockets.add(socket);
    chunks = [];
    let served = false;
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (served || !isComplete(Buffer.concat(chunks))) return;
      served = true;
      serve(socket);
    });
    if (!reads) serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  writeFileSync(join(home.state, 'address'), `http://127.0.0.1:${port}\n`);
  const raw: RawServer = {
    port,
    received: () => Buffer.concat(chunks),
    close: async () => {
      home.servers.delete(raw);
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  home.servers.add(raw);
  return raw;
}

function isComplete(bytes: Buffer): boolean {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /content-length: *(\d+)/i.exec(bytes.subarray(0, end).toString('latin1'))?.[1];
  return length !== undefined && bytes.length - end - 4 >= Number(length);
}

/** An HTTP answer with a body and its length. */
export function answerOf(body: string, { status = '200 OK', length = Buffer.byteLength(body) } = {}): string {
  return `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`;
}
