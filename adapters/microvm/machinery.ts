import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findKernel, type GuestKernel } from './guest-kernel.ts';

/** What guests are made with on this machine. */
export type Machinery = {
  readonly qemu: string;
  readonly version: string;
  readonly busybox: string;
  readonly kernel: GuestKernel;
  readonly clockKilohertz: number;
};

/** Programs, the Debian package each comes in, and where they are looked for. */
const PROGRAMS = {
  'qemu-system-x86_64': 'qemu-system-x86',
  bwrap: 'bubblewrap',
  setpriv: 'util-linux',
  perl: 'perl-base',
} as const;
const PLACES = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * Looks for all that a microVM needs; where something is missing, every such thing with the command that helps. `folder` is where
 * a kernel was unpacked that is not this machine's own.
 */
export function findMachinery(folder: string): Machinery | { readonly missing: readonly string[] } {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { missing: [`found ${process.platform} on ${process.arch}, want Linux on x64`] };
  const busybox = ['/bin/busybox', '/usr/bin/busybox'].find((path) => existsSync(path) && isStatic(path));
  const kernel = findKernel(['/', join(folder, 'kernel')]);
  const packages: string[] = Object.entries(PROGRAMS).flatMap(([program, name]) =>
    pathOf(program) === null ? [name] : [],
  );
  if (busybox === undefined) packages.push('busybox-static');
  const missing = [
    ...(packages.length === 0 ? [] : [`missing: run apt-get install ${packages.join(' ')}`]),
    ...('why' in kernel ? [`no kernel for guests: ${kernel.why}; run: ${kernelCommand(folder)}`] : []),
  ];
  const qemu = pathOf('qemu-system-x86_64');
  if (missing.length > 0 || qemu === null || busybox === undefined || 'why' in kernel) return { missing };
  return { qemu, version: versionOf(qemu), busybox, kernel, clockKilohertz: clockKilohertz() };
}

/** Unpacks Debian's kernel for clouds without installing it; `fetchKernel` does the same. */
export function kernelCommand(folder: string): string {
  const name = '$(apt-cache depends linux-image-cloud-amd64 | sed -n "s/.*Depends: \\(linux-image.*\\)/\\1/p")';
  return `mkdir -p ${folder} && cd ${folder} && apt-get download ${name} && dpkg-deb -x linux-image-*.deb kernel && rm linux-image-*.deb`;
}

/** Where a program lies, if it is one of this system's; never one of the `PATH` that we were started with. */
export function pathOf(program: string): string | null {
  for (const place of PLACES) {
    try {
      accessSync(join(place, program), constants.X_OK);
      return join(place, program);
    } catch {
      continue;
    }
  }
  return null;
}

/** A program that names no loader needs no library. */
function isStatic(path: string): boolean {
  try {
    return !readFileSync(path).subarray(0, 4096).includes('/lib64/ld-linux');
  } catch {
    return false;
  }
}

function versionOf(qemu: string): string {
  try {
    const said = execFileSync(qemu, ['--version'], { encoding: 'utf8', timeout: 5_000, env: {} });
    return (said.split('\n', 1)[0] ?? '').slice(0, 120);
  } catch {
    return 'QEMU of an unknown version';
  }
}

/** Any value near the truth will do; 2.5 GHz where the machine does not say. */
function clockKilohertz(): number {
  try {
    const [, value = ''] = /^cpu MHz\s*:\s*([0-9.]+)/m.exec(readFileSync('/proc/cpuinfo', 'utf8')) ?? [];
    const found = Math.round(Number(value) * 1000);
    return found > 100_000 ? found : DEFAULT_KILOHERTZ;
  } catch {
    return DEFAULT_KILOHERTZ;
  }
}

const DEFAULT_KILOHERTZ = 2_500_000;
