import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { makeDirectories, removeDirectories, startDaemon, type TestDaemon } from '../test/harness/daemon.ts';
import { type BenchLine, percentile, type Samples, timeEach } from './measure.ts';

const WARM_UP = 3_000;
const COUNT = 5_000;
const LOAD = 20_000;
const LOAD_IN_FLIGHT = 64;

type Target = {
  readonly address: string;
  readonly path: string;
  readonly token: string;
  readonly body: (index: number) => string;
};

function hookBody(index: number): string {
  return JSON.stringify({
    session_id: `bench-${index % 8}`,
    transcript_path: '/tmp/t.jsonl',
    cwd: '/tmp/project',
    permission_mode: 'default',
    hook_event_name: 'PreToolUse',
    tool_name: 'Read',
    tool_input: { file_path: `/tmp/project/src/file-${index}.ts` },
    tool_use_id: `toolu_${index}`,
  });
}

function post({ address, path, token, body }: Target, agent: Agent): (index: number) => Promise<void> {
  const url = new URL(path, address);
  return (index) =>
    new Promise((resolve, reject) => {
      const text = body(index);
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'content-length': Buffer.byteLength(text),
      };
      const sent = request(url, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`)),
        );
      });
      sent.on('error', reject);
      sent.end(text);
    });
}

async function latency(target: Target): Promise<Samples> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = post(target, agent);
  for (let index = 0; index < WARM_UP; index++) await send(index);
  const samples = await timeEach(COUNT, (index) => send(WARM_UP + index));
  agent.destroy();
  return samples;
}

/** Latency of the HTTP hook beside an echo server on the same stack, and the gateway's memory under load. */
export async function benchHttp(): Promise<readonly BenchLine[]> {
  const echo = spawn(process.execPath, ['bench/echo-server.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) =>
    echo.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())),
  );
  const directories = makeDirectories();
  try {
    const daemon = await startDaemon(directories);
    const floor = await latency({ address: `http://127.0.0.1:${port}`, path: '/echo', token: 'x', body: hookBody });
    const hook = await latency({
      address: daemon.address,
      path: '/hooks/claude-code',
      token: daemon.agentToken,
      body: hookBody,
    });
    const memory = await memoryUnderLoad(daemon);
    await daemon.stop();
    const echoMs = percentile(floor, 50) / 1_000;
    return [
      {
        name: 'HTTP hook over echo, p50',
        value: percentile(hook, 50) / 1_000 - echoMs,
        unit: 'ms',
        target: { kind: 'at-most', value: 0.5 },
        floor: { name: 'echo p50', value: echoMs, unit: 'ms' },
      },
      {
        name: 'HTTP hook, p99',
        value: percentile(hook, 99) / 1_000,
        unit: 'ms',
        target: { kind: 'at-most', value: 3 },
        floor: { name: 'echo p99', value: percentile(floor, 99) / 1_000, unit: 'ms' },
      },
      {
        name: `memory after ${LOAD.toLocaleString('en-US')} hooks, ${LOAD_IN_FLIGHT} in flight`,
        value: memory,
        unit: 'MB',
        target: { kind: 'at-most', value: 150 },
        floor: { name: 'echo server', value: residentMb(echo.pid ?? 0), unit: 'MB' },
      },
    ];
  } finally {
    echo.kill();
    removeDirectories(directories);
  }
}

/** The highest resident memory seen while many hooks are answered at once. */
async function memoryUnderLoad(daemon: TestDaemon): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: LOAD_IN_FLIGHT });
  const send = post(
    {
      address: daemon.address,
      path: '/hooks/claude-code',
      token: daemon.agentToken,
      body: (index) => hookBody(index + 1_000_000),
    },
    agent,
  );
  let next = 0;
  let highest = 0;
  const worker = async (): Promise<void> => {
    while (next < LOAD) {
      next += 1;
      await send(next);
      if (next % 500 === 0) highest = Math.max(highest, residentMb(daemon.process.pid ?? 0));
    }
  };
  await Promise.all(Array.from({ length: LOAD_IN_FLIGHT }, worker));
  agent.destroy();
  return highest;
}

function residentMb(pid: number): number {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1] ?? 0) / 1_024;
}
