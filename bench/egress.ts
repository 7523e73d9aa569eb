import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BenchLine, percentile, type Samples, sorted, timeEach } from './measure.ts';

const MIB = 1_048_576;
const BURST = Buffer.alloc(256 * 1_024, 'x');
const AMOUNT = 1_024 * MIB;
const REQUESTS = 100_000;
const WARM_REQUESTS = 20_000;
const SERVER = resolve('bench/egress-server.ts');

type ProxyProcess = {
  readonly port: number;
  readonly child: ChildProcess;
  readonly heap: () => Promise<number>;
  /** What the log of this process takes for one entry. */
  readonly appendUs: () => Promise<number>;
};

/** The egress proxy, in a process of its own with a durable log, beside a minimal Node CONNECT tunnel and beside no proxy at all. */
export async function benchEgress(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const origin = createServer({ noDelay: true }, serve);
  const originPort = await listen(origin);
  const web = createHttpServer((request, response) => void request.resume().on('end', () => response.end('hello')));
  const webPort = await listen(web);
  const minimal = await openProcess('minimal', originPort, folder);
  const ours = await openProcess('ours', originPort, folder);
  const plain = await openProcess('ours', webPort, mkdtempSync(join(folder, 'plain-')));
  try {
    return [
      await throughput(minimal, ours),
      ...(await added({ minimal, ours, originPort })),
      await many(ours),
      ...(await flat(plain)),
    ];
  } finally {
    for (const { child } of [minimal, ours, plain]) child.disconnect();
    origin.close();
    web.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Echoes; or sends a great deal to whoever begins with `g`. */
function serve(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.once('data', (first) => {
    if (first[0] !== 0x67) {
      socket.write(first);
      return void socket.pipe(socket);
    }
    let left = AMOUNT;
    const pump = (): void => {
      while (left > 0) {
        left -= BURST.length;
        if (!socket.write(BURST)) return void socket.once('drain', pump);
      }
      socket.end();
    };
    pump();
  });
}

async function throughput(minimal: ProxyProcess, ours: ProxyProcess): Promise<BenchLine> {
  const rate = async ({ port }: ProxyProcess): Promise<number> => {
    const socket = await tunnel(port);
    const startMs = performance.now();
    let length = 0;
    socket.on('data', (chunk) => {
      length += chunk.length;
    });
    socket.write('g');
    socket.resume();
    await once(socket, 'end');
    socket.destroy();
    return length / MIB / ((performance.now() - startMs) / 1_000);
  };
  const rates = { minimal: [] as number[], ours: [] as number[] };
  for (let round = 0; round < 3; round++) {
    rates.minimal.push(await rate(minimal));
    rates.ours.push(await rate(ours));
  }
  const floor = Math.max(...rates.minimal);
  return {
    name: 'egress tunnel, throughput',
    value: Math.max(...rates.ours),
    unit: 'MiB/s',
    target: { kind: 'at-least', value: floor * 0.7 },
    floor: { name: 'minimal CONNECT tunnel', value: floor, unit: 'MiB/s' },
  };
}

type Beside = { readonly minimal: ProxyProcess; readonly ours: ProxyProcess; readonly originPort: number };

const ROUNDS = 1_500;

/**
 * What the proxy adds to a connection that is begun and used once, and to an exchange over one that stands. A record is durable before
 * the first byte goes out: what the log takes for one entry, on this disk and in the same process, is measured in between, taken off and
 * shown. Everything takes turns, so that a busy machine slows all of them alike.
 */
async function added({ minimal, ours, originPort }: Beside): Promise<readonly BenchLine[]> {
  const times = { direct: [] as number[], minimal: [] as number[], ours: [] as number[], append: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const isWarm = round >= ROUNDS / 5;
    const direct = await begun(() => connected(originPort));
    const least = await begun(() => tunnel(minimal.port));
    const through = await begun(() => tunnel(ours.port));
    const append = await ours.appendUs();
    if (!isWarm) continue;
    times.direct.push(direct);
    times.minimal.push(least);
    times.ours.push(through);
    times.append.push(append);
  }
  const [direct, least, through, append] = [times.direct, times.minimal, times.ours, times.append].map(sorted);
  const commit = percentile(append ?? [], 50) / 1_000;
  const whole = overAt50(through ?? [], direct ?? []);
  const plain = await used(async () => connected(originPort));
  const target = { kind: 'at-most', value: 0.3 } as const;
  return [
    {
      name: 'egress tunnel begun, over direct and its entry, p50',
      value: whole - commit,
      unit: 'ms',
      target,
      floor: {
        name: `minimal over direct (ours with its entry ${whole.toFixed(3)} ms, an entry alone ${commit.toFixed(3)} ms)`,
        value: overAt50(least ?? [], direct ?? []),
        unit: 'ms',
      },
    },
    {
      name: 'egress exchange in a tunnel over direct, p50',
      value: overAt50(await used(() => tunnel(ours.port)), plain),
      unit: 'ms',
      target,
      floor: {
        name: 'minimal over direct',
        value: overAt50(await used(() => tunnel(minimal.port)), plain),
        unit: 'ms',
      },
    },
  ];
}

/** A connection begun, used once and dropped; microseconds. */
async function begun(open: () => Promise<Socket>): Promise<number> {
  const startMs = performance.now();
  const socket = await open();
  socket.write('hello');
  await nextBytes(socket);
  const tookUs = (performance.now() - startMs) * 1_000;
  socket.destroy();
  return tookUs;
}

async function used(open: () => Promise<Socket>): Promise<Samples> {
  const socket = await open();
  const exchange = async (): Promise<void> => {
    socket.write('hello');
    await nextBytes(socket);
  };
  await timeEach(500, exchange);
  const samples = await timeEach(5_000, exchange);
  socket.destroy();
  return samples;
}

function overAt50(samples: Samples, base: Samples): number {
  return (percentile(samples, 50) - percentile(base, 50)) / 1_000;
}

async function many(ours: ProxyProcess): Promise<BenchLine> {
  const before = await ours.heap();
  const sockets = await Promise.all(Array.from({ length: 1_000 }, () => tunnel(ours.port)));
  const answers = await Promise.all(
    sockets.map(async (socket) => {
      socket.write('hello');
      return (await nextBytes(socket)) === 5 ? 1 : 0;
    }),
  );
  const during = await ours.heap();
  for (const socket of sockets) socket.destroy();
  return {
    name: 'egress tunnels open at once and answering',
    value: answers.reduce<number>((sum, one) => sum + one, 0),
    unit: '',
    target: { kind: 'at-least', value: 1_000 },
    floor: { name: 'heap for each', value: (during - before) / 1_024 / 1_000, unit: 'KiB' },
  };
}

/** Memory after many plain requests, beside what it was after the first fifth of them. */
async function flat(plain: ProxyProcess): Promise<readonly BenchLine[]> {
  await requests(plain.port, WARM_REQUESTS);
  const before = await plain.heap();
  const startMs = performance.now();
  await requests(plain.port, REQUESTS - WARM_REQUESTS);
  const perSecond = ((REQUESTS - WARM_REQUESTS) / (performance.now() - startMs)) * 1_000;
  const after = await plain.heap();
  return [
    {
      name: `egress heap grown over ${REQUESTS.toLocaleString('en-US')} requests`,
      value: (after - before) / MIB,
      unit: 'MiB',
      target: { kind: 'at-most', value: 8 },
      floor: { name: 'heap before', value: before / MIB, unit: 'MiB' },
    },
    {
      name: 'egress plain requests, each on record',
      value: perSecond,
      unit: '/s',
      target: { kind: 'at-least', value: 1_000 },
      floor: { name: 'promised', value: 1_000, unit: '/s' },
    },
  ];
}

async function requests(port: number, count: number): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    const socket = await connected(port);
    while (left > 0) {
      left -= 1;
      socket.write('GET http://origin.example/ HTTP/1.1\r\nHost: origin.example\r\n\r\n');
      let text = '';
      while (!text.endsWith('0\r\n\r\n') && !text.endsWith('hello')) text += await nextText(socket);
      if (!text.startsWith('HTTP/1.1 200')) throw new Error(`the request was refused: ${text}`);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: 32 }, worker));
}

async function tunnel(port: number): Promise<Socket> {
  const socket = await connected(port);
  socket.write('CONNECT origin.example:7 HTTP/1.1\r\nHost: origin.example:7\r\n\r\n');
  const said = await nextText(socket);
  if (!said.startsWith('HTTP/1.1 200')) throw new Error(`the tunnel was refused: ${said}`);
  return socket;
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

function nextText(socket: Socket): Promise<string> {
  const { promise, resolve: settle, reject } = Promise.withResolvers<string>();
  const onClose = (): void => reject(new Error('the connection was broken off'));
  socket.once('close', onClose);
  socket.once('data', (chunk) => {
    socket.off('close', onClose);
    socket.pause();
    settle(chunk.toString('latin1'));
  });
  socket.resume();
  return promise;
}

async function nextBytes(socket: Socket): Promise<number> {
  return (await nextText(socket)).length;
}

async function openProcess(kind: 'minimal' | 'ours', originPort: number, folder: string): Promise<ProxyProcess> {
  const child = fork(SERVER, [kind, String(originPort), folder], { execArgv: ['--expose-gc'] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const ask = async <Answer>(question: string): Promise<Answer> => {
    const answer = once(child, 'message') as Promise<[Answer]>;
    child.send(question);
    return (await answer)[0];
  };
  return {
    port,
    child,
    heap: async () => {
      const { memory } = await ask<{ memory: NodeJS.MemoryUsage }>('memory');
      return memory.heapUsed + memory.external;
    },
    appendUs: async () => (await ask<{ appendUs: number }>('append')).appendUs,
  };
}

async function listen(server: {
  listen(port: number, host: string, backlog: number, done: () => void): unknown;
  address(): unknown;
}): Promise<number> {
  const { promise, resolve: settle } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', 2_048, settle);
  await promise;
  return (server.address() as { port: number }).port;
}
