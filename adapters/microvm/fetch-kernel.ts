import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Names the newest kernel that Debian builds for machines of clouds. */
const PACKAGE = 'linux-image-cloud-amd64';

/**
 * Fetches Debian's kernel for clouds and unpacks it below a folder, without installing it: none of its programs is run, and this
 * machine's boot is not touched. For Debian on x64, where `apt` has its lists; raises where one of its commands fails.
 */
export async function fetchKernel(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const work = await mkdtemp(join(folder, 'fetch-'));
  try {
    const { stdout } = await run('apt-cache', ['depends', PACKAGE], { timeout: 60_000 });
    const name = stdout
      .split('\n')
      .map((line) => line.trim().split('Depends: ')[1])
      .find((one) => one?.startsWith('linux-image-'));
    if (name === undefined) throw new Error(`fetch a kernel: apt knows no ${PACKAGE}; run: apt-get update`);
    await run('apt-get', ['download', '-q', name], { cwd: work, timeout: 300_000 });
    const archive = (await readdir(work)).find((one) => one.endsWith('.deb'));
    if (archive === undefined) throw new Error(`fetch a kernel: apt-get download ${name} left no package`);
    await run('dpkg-deb', ['-x', join(work, archive), join(work, 'root')], { timeout: 120_000 });
    await rm(join(folder, 'kernel'), { recursive: true, force: true });
    await rename(join(work, 'root'), join(folder, 'kernel'));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
