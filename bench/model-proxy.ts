import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import process from 'node:process';
import {
  makeDirectories,
  post as postJson,
  removeDirectories,
  startDaemon,
  type TestDaemon,
} from '../test/harness/daemon.ts';
import { type BenchLine, percentile, type Samples, sorted } from './measure.ts';

const WARM_UP = 2_000;
const COUNT = 2_000;
/** An agent reads what came and acts on it before it asks again. */
const THINK_MS = 4;
const LOAD = Number(process.env['COUNTERSIGN_BENCH_MODEL_LOAD'] ?? 100_000);
const IN_FLIGHT = 32;

type Target = { readonly address: string; readonly path: string; readonly token: string };

/** A conversation as agents have it: some thousand words, all but the last message the same as before. */
const HISTORY = Array.from({ length: 20 }, (_, at) => ({
  role: at % 2 === 0 ? 'user' : 'assistant',
  content: `${at}: ${'We looked at the module, and it does what its name says. '.repeat(20)}`,
}));

function bodyOf(index: number): string {
  const messages = [...HISTORY, { role: 'user', content: `Question ${index}` }];
  return JSON.stringify({ model: 'bench-1', max_tokens: 16, stream: true, messages });
}

/** Asks once; answers the microseconds until the first byte of the answer's body. */
function firstByte({ address, path, token }: Target, agent: Agent): (index: number) => Promise<number> {
  const url = new URL(path, address);
  return (index) =>
    new Promise((resolve, reject) => {
      const text = bodyOf(index);
      const headers = {
        'content-type': 'application/json',
        'x-api-key': token,
        // Several tasks, and no more than a principal may name in a day.
        'x-countersign-session': `bench-${Math.floor(index / 2_000)}`,
        'content-length': Buffer.byteLength(text),
      };
      const startNs = process.hrtime.bigint();
      const sent = request(url, { method: 'POST', agent, headers }, (response) => {
        let firstUs = 0;
        let seen = '';
        response.on('data', (chunk: Buffer) => {
          if (firstUs === 0) firstUs = Number(process.hrtime.bigint() - startNs) / 1_000;
          seen = response.statusCode === 200 ? '' : seen + chunk.toString();
        });
        response.on('end', () =>
          response.statusCode === 200 ? resolve(firstUs) : reject(new Error(`status ${response.statusCode}: ${seen}`)),
        );
      });
      sent.on('error', reject);
      sent.end(text);
    });
}

async function latency(target: Target): Promise<Samples> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = firstByte(target, agent);
  for (let index = 0; index < WARM_UP; index++) await send(index);
  const samples: number[] = [];
  for (let index = 0; index < COUNT; index++) {
    await new Promise((done) => setTimeout(done, THINK_MS));
    samples.push(await send(WARM_UP + index));
  }
  agent.destroy();
  return sorted(samples);
}

/** The first byte of a stream through the model proxy beside the same provider asked directly; memory over many requests. */
export async function benchModelProxy(): Promise<readonly BenchLine[]> {
  const provider = spawn(process.execPath, ['bench/model-server.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) =>
    provider.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())),
  );
  const directories = makeDirectories();
  const models = `version: 1\nproviders: { local: { shape: anthropic, base_url: "http://127.0.0.1:${port}", allow_http: true, key: none } }\n`;
  writeFileSync(join(directories.config, 'models.yaml'), models);
  try {
    const daemon = await startDaemon(directories);
    await liftBudgets(daemon);
    const direct = await latency({ address: `http://127.0.0.1:${port}`, path: '/v1/messages', token: 'x' });
    const proxied = await latency({
      address: daemon.address,
      path: '/model/local/v1/messages',
      token: daemon.agentToken,
    });
    const decided = await decisionAlone(daemon);
    const { firstMb, lastMb } = await memoryOver(daemon);
    await daemon.stop();
    const floor = { name: 'direct p50', value: percentile(direct, 50) / 1_000, unit: 'ms' };
    return [
      {
        name: 'model proxy over direct, first byte, p50',
        value: (percentile(proxied, 50) - percentile(direct, 50)) / 1_000,
        unit: 'ms',
        target: { kind: 'at-most', value: 1 },
        floor,
      },
      {
        name: 'model proxy over its decision alone, first byte, p50',
        value: (percentile(proxied, 50) - percentile(direct, 50) - percentile(decided, 50)) / 1_000,
        unit: 'ms',
        target: { kind: 'at-most', value: 0.7 },
        floor: { name: 'the decision over HTTP, durable, p50', value: percentile(decided, 50) / 1_000, unit: 'ms' },
      },
      {
        name: `memory grown over ${LOAD.toLocaleString('en-US')} model calls`,
        value: lastMb - firstMb,
        unit: 'MB',
        target: { kind: 'at-most', value: 40 },
        floor: { name: 'after the first tenth', value: firstMb, unit: 'MB' },
      },
    ];
  } finally {
    provider.kill();
    removeDirectories(directories);
  }
}

/** What the gateway takes for one durable decision, asked for in its own words. */
async function decisionAlone(daemon: TestDaemon): Promise<Samples> {
  const samples: number[] = [];
  for (let index = 0; index < WARM_UP / 2 + COUNT; index++) {
    await new Promise((done) => setTimeout(done, THINK_MS));
    const body = {
      session: `bench-alone-${Math.floor(index / 2_000)}`,
      tool: { name: 'Read', origin: 'builtin:claude-code' },
      args: { file_path: `/tmp/project/${index}.ts` },
      cwd: '/tmp/project',
      workspace: '/tmp/project',
    };
    const startMs = performance.now();
    const { status } = await postJson(daemon, '/v1/decide', { body });
    if (status !== 200) throw new Error(`decide: status ${status}`);
    if (index >= WARM_UP / 2) samples.push((performance.now() - startMs) * 1_000);
  }
  return sorted(samples);
}

/** Budgets as large as they go: what is measured is the proxy. */
async function liftBudgets(daemon: TestDaemon): Promise<void> {
  for (const scope of ['day', 'principal', 'task']) {
    const body = { scope, limit: { tokens: 100_000_000_000, cost_micros: 100_000_000_000 } };
    const { status } = await postJson(daemon, '/v1/budgets/limit', { token: daemon.operatorToken, body });
    if (status !== 200) throw new Error(`lift the budget of a ${scope}: status ${status}`);
  }
}

/** Resident memory after a tenth of the requests, and the highest in the last tenth. */
async function memoryOver(daemon: TestDaemon): Promise<{ readonly firstMb: number; readonly lastMb: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  const target = { address: daemon.address, path: '/model/local/v1/messages', token: daemon.agentToken };
  const send = firstByte(target, agent);
  let next = 0;
  let firstMb = 0;
  let lastMb = 0;
  const worker = async (): Promise<void> => {
    while (next < LOAD) {
      next += 1;
      const at = next;
      await send(10_000_000 + at);
      if (at % 100 !== 0) continue;
      const nowMb = residentMb(daemon.process.pid ?? 0);
      if (at <= LOAD / 10) firstMb = Math.max(firstMb, nowMb);
      if (at > LOAD - LOAD / 10) lastMb = Math.max(lastMb, nowMb);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  agent.destroy();
  return { firstMb, lastMb };
}

function residentMb(pid: number): number {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1] ?? 0) / 1_024;
}
