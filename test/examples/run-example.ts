import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answerAs } from '../harness/approver.ts';
import { type CheckedEntry, checkLog } from '../harness/check-log.ts';
import { makeDirectories, removeDirectories, startDaemon, type TestDaemon } from '../harness/daemon.ts';

/** What an example printed, and what the gateway's log holds after it was checked from outside. */
export type ExampleRun = { readonly status: number; readonly output: string; readonly log: readonly CheckedEntry[] };

/** How an example is run: the program with its arguments, and what the person says to each request, in order. */
export type ExampleOptions = {
  readonly program: string;
  readonly args: readonly string[];
  readonly person?: readonly ('approve' | 'deny')[];
};

/** Runs Node with the sources of the SDK in place of its built package. */
export function nodeExample(file: string): Pick<ExampleOptions, 'program' | 'args'> {
  return { program: process.execPath, args: ['--conditions=countersign-source', resolve('examples', file)] };
}

/**
 * Starts a gateway, runs an example in a small project with its address and the agent's token, answers as a person what it
 * asks, ends the gateway and checks its log offline.
 */
export async function runExample({ program, args, person = ['approve'] }: ExampleOptions): Promise<ExampleRun> {
  const directories = makeDirectories();
  writeFileSync(join(directories.project, 'notes.txt'), 'buy milk\n');
  writeFileSync(join(directories.project, 'check.sh'), 'echo all is well\n');
  const daemon = await startDaemon(directories);
  try {
    const running = run({ program, args }, { cwd: directories.project, daemon });
    const answering = answerAll(daemon, person, running);
    const { status, output } = await running;
    await answering;
    await daemon.stop();
    return { status, output, log: await checkLog(daemon.state) };
  } finally {
    await daemon.stop();
    removeDirectories(directories);
  }
}

/** Whether a program can be run here. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

type Place = { readonly cwd: string; readonly daemon: TestDaemon };

function run(
  { program, args }: Pick<ExampleOptions, 'program' | 'args'>,
  { cwd, daemon }: Place,
): Promise<{ readonly status: number; readonly output: string }> {
  return new Promise((done, fail) => {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: cwd,
      COUNTERSIGN_URL: daemon.address,
      COUNTERSIGN_TOKEN: daemon.agentToken,
    };
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 200_000 });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', fail);
    child.once('close', (status) => done({ status: status ?? -1, output }));
  });
}

/** Answers requests one after the other, until all answers are given or the example has ended. */
async function answerAll(
  daemon: TestDaemon,
  answers: readonly ('approve' | 'deny')[],
  running: Promise<unknown>,
): Promise<void> {
  const ended = new AbortController();
  void running.finally(() => ended.abort()).catch(() => undefined);
  for (const answer of answers) {
    let id: string | undefined;
    while (id === undefined && !ended.signal.aborted) {
      id = await firstPending(daemon);
      if (id === undefined) await new Promise((wake) => setTimeout(wake, 50));
    }
    if (id !== undefined) await answerAs(daemon, id, { answer, ...(answer === 'deny' ? { note: 'not today' } : {}) });
  }
}

async function firstPending(daemon: TestDaemon): Promise<string | undefined> {
  const headers = { authorization: `Bearer ${daemon.operatorToken}` };
  const found = await fetch(`${daemon.address}/v1/approvals`, { headers });
  return ((await found.json()) as { approvals: { id: string }[] }).approvals[0]?.id;
}
