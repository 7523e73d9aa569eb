import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { LaunchFirecracker } from '../firecracker-machine.ts';
import type { Machine, MachineSpec, StartMachine } from '../machine.ts';

/** The fields of each request, as Firecracker's OpenAPI description (version 1.8) has them: it refuses every other one. */
const REQUESTS: readonly Request[] = [
  {
    method: 'PUT',
    path: /^\/machine-config$/,
    when: ['new'],
    needs: ['vcpu_count', 'mem_size_mib'],
    may: ['smt', 'track_dirty_pages', 'cpu_template', 'huge_pages'],
  },
  {
    method: 'PUT',
    path: /^\/boot-source$/,
    when: ['new'],
    needs: ['kernel_image_path'],
    may: ['initrd_path', 'boot_args'],
  },
  {
    method: 'PUT',
    path: /^\/drives\/[A-Za-z0-9_]+$/,
    when: ['new'],
    needs: ['drive_id', 'path_on_host', 'is_root_device'],
    may: ['is_read_only', 'partuuid', 'cache_type', 'rate_limiter', 'io_engine', 'socket'],
  },
  { method: 'PUT', path: /^\/vsock$/, when: ['new'], needs: ['guest_cid', 'uds_path'], may: ['vsock_id'] },
  { method: 'PUT', path: /^\/entropy$/, when: ['new'], needs: [], may: ['rate_limiter'] },
  { method: 'PUT', path: /^\/actions$/, when: ['new', 'running'], needs: ['action_type'], may: [] },
  { method: 'PATCH', path: /^\/vm$/, when: ['running', 'paused'], needs: ['state'], may: [] },
  {
    method: 'PUT',
    path: /^\/snapshot\/create$/,
    when: ['paused'],
    needs: ['mem_file_path', 'snapshot_path'],
    may: ['snapshot_type', 'version'],
  },
  {
    method: 'PUT',
    path: /^\/snapshot\/load$/,
    when: ['new'],
    needs: ['snapshot_path'],
    may: ['mem_backend', 'mem_file_path', 'enable_diff_snapshots', 'resume_vm'],
  },
];

type State = 'new' | 'running' | 'paused';
type Request = {
  readonly method: string;
  readonly path: RegExp;
  readonly when: readonly State[];
  readonly needs: readonly string[];
  readonly may: readonly string[];
};
type Body = Readonly<Record<string, unknown>>;

export type FakeFirecracker = {
  readonly launch: LaunchFirecracker;
  /** `PUT /machine-config` and so on, in order, with what was answered. */
  readonly requests: readonly string[];
};

/**
 * Stands in for Firecracker, which cannot run here: it speaks its API with its rules of what may be asked when, and starts the
 * machine with another program. `refuse` is a path that it answers with a fault.
 */
export function fakeFirecracker({
  start,
  refuse = null,
}: {
  readonly start: StartMachine;
  readonly refuse?: string | null;
}): FakeFirecracker {
  const requests: string[] = [];
  const launch: LaunchFirecracker = ({ words, folder, files }) => {
    const standIn = spawn('sleep', ['600'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const fake: Running = { state: 'new', asked: new Map(), machine: null, folder, files, start };
    const server = createServer((request, response) => {
      void answer(fake, { request, refuse }).then(({ status, text }) => {
        requests.push(`${request.method} ${request.url} ${status}`);
        response.writeHead(status, { 'content-type': 'application/json' }).end(text);
      });
    });
    server.listen({ path: join(folder, words[1]?.split('/').at(-1) ?? ''), writableAll: true });
    standIn.once('exit', () => {
      server.close();
      void fake.machine?.kill();
    });
    return standIn;
  };
  return { launch, requests };
}

type Running = {
  state: State;
  readonly asked: Map<string, Body>;
  machine: Machine | null;
  readonly folder: string;
  readonly files: readonly number[];
  readonly start: StartMachine;
};

type Answer = { readonly status: number; readonly text: string };
const fault = (why: string): Answer => ({ status: 400, text: JSON.stringify({ fault_message: why }) });

async function answer(
  fake: Running,
  { request, refuse }: { readonly request: IncomingMessage; readonly refuse: string | null },
): Promise<Answer> {
  const { method = '', url = '' } = request;
  const known = REQUESTS.find((one) => one.method === method && one.path.test(url));
  if (known === undefined) return fault(`Invalid request method and/or path: ${method} ${url}.`);
  const body = await bodyOf(request);
  const unknown = Object.keys(body).find((name) => !known.needs.includes(name) && !known.may.includes(name));
  const missing = known.needs.find((name) => body[name] === undefined);
  if (unknown !== undefined) return fault(`unknown field \`${unknown}\``);
  if (missing !== undefined) return fault(`missing field \`${missing}\``);
  if (url === refuse) return fault('The fake refuses this.');
  if (!known.when.includes(fake.state))
    return fault(
      fake.state === 'new'
        ? 'The requested operation is not supported before starting the microVM.'
        : 'The requested operation is not supported after starting the microVM.',
    );
  return act(fake, { url, body });
}

async function act(fake: Running, { url, body }: { readonly url: string; readonly body: Body }): Promise<Answer> {
  if (url === '/actions') {
    if (body['action_type'] !== 'InstanceStart') return fault('unknown variant');
    if (fake.state !== 'new' || !fake.asked.has('/boot-source'))
      return fault('Cannot start microvm without kernel configuration.');
    await startMachine(fake);
  } else if (url === '/vm') {
    if (body['state'] === 'Paused') await fake.machine?.pause();
    else if (body['state'] === 'Resumed') await fake.machine?.resume();
    else return fault('unknown variant');
    fake.state = body['state'] === 'Paused' ? 'paused' : 'running';
  } else if (url === '/snapshot/create') {
    for (const path of [body['snapshot_path'], body['mem_file_path']])
      await writeFile(inFolder(fake, String(path)), 'kept');
  } else fake.asked.set(url, body);
  return { status: 204, text: '' };
}

/** The guest's first file system looks for a port where no word of its kernel's line says otherwise. */
async function startMachine(fake: Running): Promise<void> {
  const source = fake.asked.get('/boot-source') ?? {};
  const disks = [...fake.asked]
    .filter(([url]) => url.startsWith('/drives/'))
    .map(([, body]) => fileOf(fake, body['path_on_host']));
  const spec: MachineSpec = {
    kernel: fileOf(fake, source['kernel_image_path']),
    initrd: fileOf(fake, source['initrd_path']),
    disks,
    memoryBytes: Number(fake.asked.get('/machine-config')?.['mem_size_mib'] ?? 128) * 1024 * 1024,
    incoming: null,
  };
  fake.machine = await fake.start(spec);
  fake.state = 'running';
  const port = /countersign\.channel=vsock:([0-9]+)/.exec(String(source['boot_args']))?.[1] ?? '';
  const guest = connect(`${inFolder(fake, String(fake.asked.get('/vsock')?.['uds_path']))}_${port}`);
  guest.on('error', () => undefined);
  guest.pipe(fake.machine.channel).pipe(guest);
}

function fileOf({ files }: Running, path: unknown): number {
  const [, number = ''] = /^\/proc\/self\/fd\/([0-9]+)$/.exec(String(path)) ?? [];
  const file = files[Number(number) - 3];
  if (file === undefined) throw new Error(`the process has no file at ${String(path)}`);
  return file;
}

function inFolder({ folder }: Running, path: string): string {
  return path.replace(/^\/machine\//, `${folder}/`);
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as Body;
}
