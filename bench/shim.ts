import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { makeDirectories, post, removeDirectories, startDaemon, type TestDaemon } from '../test/harness/daemon.ts';
import { type BenchLine, percentile, sorted } from './measure.ts';

const COUNT = 150;

/** The command hook, from the agent's spawn to its answer, beside a bare shell that does nothing. */
export async function benchShim(): Promise<readonly BenchLine[]> {
  const directories = makeDirectories();
  try {
    const daemon = await startDaemon(directories);
    const shim = resolve('apps/wrap/hook-shim.sh');
    const env = { PATH: process.env['PATH'] ?? '', HOME: directories.root, COUNTERSIGN_STATE: directories.state };
    const spawnTime = (args: readonly string[], input: string): number => {
      const startMs = performance.now();
      const run = spawnSync('/bin/sh', [...args], { input, env });
      if (run.status !== 0) throw new Error(`the shim ended with ${run.status}: ${run.stderr.toString()}`);
      return performance.now() - startMs;
    };
    await warmUp(daemon);
    const bare: number[] = [];
    const hook: number[] = [];
    for (let index = 0; index < COUNT; index++) {
      const event = {
        session_id: 'bench',
        cwd: '/tmp',
        hook_event_name: 'PreToolUse',
        tool_name: 'Read',
        tool_input: { file_path: `/tmp/${index}` },
        tool_use_id: `t${index}`,
      };
      bare.push(spawnTime(['-c', ':'], ''));
      hook.push(spawnTime([shim], JSON.stringify(event)));
    }
    await daemon.stop();
    const floor = percentile(sorted(bare), 50);
    return [
      {
        name: 'command hook over a bare shell, p50',
        value: percentile(sorted(hook), 50) - floor,
        unit: 'ms',
        target: { kind: 'at-most', value: 6 },
        floor: { name: 'bare shell', value: floor, unit: 'ms' },
      },
    ];
  } finally {
    removeDirectories(directories);
  }
}

/** A gateway answers its first requests slowly, as its code is still being compiled; agents meet a warm one. */
async function warmUp(daemon: TestDaemon): Promise<void> {
  for (let index = 0; index < 3_000; index++) {
    const body = {
      session_id: 'warm',
      cwd: '/tmp',
      hook_event_name: 'PreToolUse',
      tool_name: 'Read',
      tool_input: { file_path: `/tmp/w${index}` },
      tool_use_id: `w${index}`,
    };
    await post(daemon, '/hooks/claude-code', { body });
  }
}
