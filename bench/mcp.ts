import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { connectGate } from '../apps/wrap/gate-connection.ts';
import { makeDirectories, post, removeDirectories, startDaemon, type TestDaemon } from '../test/harness/daemon.ts';
import { type BenchLine, percentile, type Samples, sorted } from './measure.ts';

const WARM_UP = 2_000;
const COUNT = 1_500;
/** An agent thinks between two calls; meanwhile the outcome of the one before is reported. */
const THINK_MS = 6;
const SERVER = resolve('bench/mcp-line-server.ts');
const PROXY = resolve('bench/line-proxy.ts');
const WRAP = resolve('dist/apps/wrap/mcp-wrap.js');

type Lines = { readonly ask: (method: string, params: object) => Promise<unknown>; readonly end: () => Promise<void> };

/** A tool call through the wrap, decided by a real gateway, beside the same call made directly and through a bare proxy. */
export async function benchMcp(): Promise<readonly BenchLine[]> {
  const directories = makeDirectories();
  const { project, state } = directories;
  const daemon = await startDaemon(directories);
  const variables = { COUNTERSIGN_STATE: state };
  const call = (index: number) => ({ name: 'read_text_file', arguments: { path: join(project, `note-${index}.txt`) } });
  try {
    const direct = await measure([SERVER], { cwd: project, call });
    const proxied = await measure([PROXY, process.execPath, SERVER], { cwd: project, call });
    const args = [WRAP, '--name', 'files', '--', process.execPath, SERVER];
    const wrapped = await measure(args, { cwd: project, call, variables, vouch: () => vouch(daemon) });
    const line = (percent: number, target: number): BenchLine => ({
      name: `MCP call through the wrap over direct, p${percent}`,
      value: ms(wrapped, percent) - ms(direct, percent),
      unit: 'ms',
      target: { kind: 'at-most', value: target },
      floor: {
        name: `bare line proxy over direct (direct ${ms(direct, percent).toFixed(3)} ms)`,
        value: ms(proxied, percent) - ms(direct, percent),
        unit: 'ms',
      },
    });
    const decided = await decisionAlone(daemon, project);
    const own: BenchLine = {
      name: 'MCP call through the wrap over its decision alone, p50',
      value: ms(wrapped, 50) - ms(decided, 50),
      unit: 'ms',
      target: { kind: 'at-most', value: 0.3 },
      floor: { name: 'the decision over HTTP, durable, p50', value: ms(decided, 50), unit: 'ms' },
    };
    return [line(50, 0.3), line(99, 3), own];
  } finally {
    await daemon.stop();
    removeDirectories(directories);
  }
}

function ms(samples: Samples, percent: number): number {
  return percentile(samples, percent) / 1_000;
}

type Measured = {
  readonly cwd: string;
  readonly call: (index: number) => object;
  readonly variables?: { readonly [name: string]: string };
  readonly vouch?: () => Promise<void>;
};

async function measure(args: readonly string[], { cwd, call, variables = {}, vouch }: Measured): Promise<Samples> {
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...variables },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = openLines(child);
  await lines.ask('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1' },
  });
  await lines.ask('tools/list', {});
  await vouch?.();
  await lines.ask('tools/list', {});
  const once = async (index: number): Promise<void> => {
    const answer = JSON.stringify(await lines.ask('tools/call', call(index)));
    if (!answer.includes('the content of the file')) throw new Error(`the call was refused: ${answer}`);
  };
  for (let index = 0; index < WARM_UP; index++) await once(index);
  const samples = await timeSpaced((index) => once(WARM_UP + index));
  await lines.end();
  return samples;
}

async function timeSpaced(operation: (index: number) => Promise<unknown>): Promise<Samples> {
  const samples: number[] = [];
  for (let index = 0; index < COUNT; index++) {
    await new Promise((done) => setTimeout(done, THINK_MS));
    const startMs = performance.now();
    await operation(index);
    samples.push((performance.now() - startMs) * 1_000);
  }
  return sorted(samples);
}

/** What the gateway takes for the same decision, asked for without MCP around it. */
async function decisionAlone(daemon: TestDaemon, cwd: string): Promise<Samples> {
  const token = readFileSync(join(daemon.state, 'tokens/mcp.token'), 'utf8').trim();
  const { post } = connectGate({ address: daemon.address, token, key: null });
  const [tool] = await listedTools(daemon);
  const decide = (index: number): Promise<unknown> =>
    post('/v1/decide', {
      session: 'bench-alone',
      surface: 'mcp',
      tool: { name: 'mcp__files__read_text_file', origin: 'mcp:files', digest: tool?.digest },
      args: { path: join(cwd, `alone-${index}.txt`) },
      cwd,
      workspace: cwd,
      call_id: null,
      wait_ms: 0,
    });
  for (let index = 0; index < WARM_UP; index++) await decide(index);
  return timeSpaced((index) => decide(WARM_UP + index));
}

function openLines(child: ChildProcess): Lines {
  const waiting = new Map<number, (answer: unknown) => void>();
  let nextId = 1;
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const answer = JSON.parse(part) as { id: number };
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
    }
  });
  return {
    ask: (method, params) =>
      new Promise((done) => {
        const id = nextId++;
        waiting.set(id, done);
        child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
      }),
    end: () =>
      new Promise((done) => {
        child.once('exit', () => done());
        child.stdin?.end();
      }),
  };
}

/** Accepts what the server lists, as an operator does once: otherwise every call would be asked about. */
async function vouch(daemon: TestDaemon): Promise<void> {
  const body = { server: 'files', tools: await listedTools(daemon) };
  const { status } = await post(daemon, '/v1/tools/vouch', { token: daemon.operatorToken, body });
  if (status !== 200) throw new Error(`vouch for the tools: status ${status}`);
}

async function listedTools({ address, operatorToken }: TestDaemon): Promise<{ name: string; digest: string }[]> {
  const found = await fetch(`${address}/v1/tools`, { headers: { authorization: `Bearer ${operatorToken}` } });
  const { tools } = (await found.json()) as { tools: { name: string; digest: string }[] };
  return tools.map(({ name, digest }) => ({ name, digest }));
}
