import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coveringStreams, withNothing } from './covering-streams.ts';
import type { LaunchFirecracker } from './firecracker-machine.ts';
import type { GuestKernel } from './guest-kernel.ts';
import { type JailUser, jailArguments } from './jail-arguments.ts';
import { kernelElf } from './kernel-elf.ts';

const OUTER_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Starts the program at a path in a jail like QEMU's, with the one device that it needs. */
export function launchFirecracker({
  program,
  user,
}: {
  readonly program: string;
  readonly user: JailUser;
}): LaunchFirecracker {
  return ({ words, folder, files }) => {
    const [outer = '', ...rest] = jailArguments([program, ...words], { user, devices: ['/dev/kvm'], folder });
    return withNothing((nothing) => {
      const stdio = [...coveringStreams(['ignore', 'pipe', 'pipe', ...files] as const, nothing)];
      return spawn(outer, rest, { cwd: '/', env: { PATH: OUTER_PATH }, stdio });
    });
  };
}

/** A kernel with its image as an ELF file, which is unpacked once into a folder. */
export function kernelForFirecracker(kernel: GuestKernel, folder: string): GuestKernel {
  const packed = readFileSync(kernel.image);
  const image = join(folder, `${createHash('sha256').update(packed).digest('hex')}.vmlinux`);
  if (!existsSync(image)) {
    const unfinished = `${image}.${process.pid}`;
    writeFileSync(unfinished, kernelElf(packed), { mode: 0o644 });
    renameSync(unfinished, image);
  }
  return { ...kernel, image };
}
