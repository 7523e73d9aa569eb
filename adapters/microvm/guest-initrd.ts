import { readFileSync } from 'node:fs';
import { type CpioEntry, cpioArchive } from './cpio-archive.ts';
import { GUEST_AGENT } from './guest-agent.ts';
import { type GuestKernel, readModule } from './guest-kernel.ts';
import { GUEST_MODULES, GUEST_START } from './guest-start.ts';

const FOLDERS = ['bin', 'dev', 'proc', 'sys', 'modules', 'system', 'layer', 'root'];

/**
 * The guest's first file system: busybox, the modules that the kernel has as files, the first program and the agent. The same
 * files make the same bytes.
 */
export function guestInitrd({
  busybox,
  kernel,
}: {
  readonly busybox: string;
  readonly kernel: GuestKernel;
}): Uint8Array {
  const found = GUEST_MODULES.flatMap((path) => {
    const contents = readModule(kernel, path);
    return contents === null ? [] : [{ name: path.slice(path.lastIndexOf('/') + 1), contents }];
  });
  const entries: CpioEntry[] = [
    ...FOLDERS.map((path) => ({ path, kind: 'folder' }) as const),
    { path: 'bin/busybox', kind: 'file', contents: readFileSync(busybox), isExecutable: true },
    ...found.map(({ name, contents }) => ({ path: `modules/${name}.ko`, kind: 'file', contents }) as const),
    { path: 'modules/order', kind: 'file', contents: Buffer.from(found.map(({ name }) => `${name}\n`).join('')) },
    { path: 'init', kind: 'file', contents: Buffer.from(GUEST_START), isExecutable: true },
    { path: 'agent.pl', kind: 'file', contents: Buffer.from(GUEST_AGENT) },
  ];
  return cpioArchive(entries);
}
