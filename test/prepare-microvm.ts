import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fetchKernel } from '../adapters/microvm/fetch-kernel.ts';
import { findMachinery, kernelCommand } from '../adapters/microvm/machinery.ts';
import { TEST_FOLDER } from '../adapters/microvm/testing/microvm-under-test.ts';

/**
 * Gets the kernel that guests are started with, where this machine has none for them: Debian's, unpacked into the tests' folder
 * and not installed. Elsewhere prints the line that does it, and goes on: the tests of microVMs are skipped then.
 */
export async function prepareMicrovm(): Promise<void> {
  const found = findMachinery(TEST_FOLDER);
  if (!('missing' in found) || !found.missing.some((one) => one.startsWith('no kernel'))) return;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    process.stdout.write(`Tests of microVMs are skipped. To run them: ${kernelCommand(TEST_FOLDER)}\n`);
    return;
  }
  process.stdout.write('Fetching a kernel for the guests of the tests: linux-image-cloud-amd64\n');
  const first = await failureOf(fetchKernel(TEST_FOLDER));
  if (first === null) return;
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  const second = await failureOf(fetchKernel(TEST_FOLDER));
  if (second !== null) process.stdout.write(`Tests of microVMs are skipped: ${second}\n`);
}

async function failureOf(fetching: Promise<void>): Promise<string | null> {
  try {
    await fetching;
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
