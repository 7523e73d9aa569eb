import { spawn } from 'node:child_process';
import process from 'node:process';

const PRLIMIT = '/usr/bin/prlimit';

/**
 * Keeps the system from writing this process's memory, which holds secrets and keys, to a file when it crashes. Linux with util-linux
 * only; elsewhere, and where it fails, nothing changes. What the gateway starts inherits it.
 */
export function forbidCoreDumps(): void {
  if (process.platform !== 'linux') return;
  const child = spawn(PRLIMIT, ['--pid', String(process.pid), '--core=0:0'], { stdio: 'ignore' });
  child.once('error', () => undefined);
  child.unref();
}
