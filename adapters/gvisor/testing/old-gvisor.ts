import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { SandboxDriver } from '../../../ports/sandbox.ts';

/** Static, so that it needs nothing else inside. */
const BUSYBOX = '/usr/bin/busybox';

/**
 * The driver with an `ls` of busybox in front of the system's: gVisor before 2023 answers `EINVAL` to the call that the `ls` of
 * coreutils makes (statx with `AT_NO_AUTOMOUNT`), and the suite looks at folders with it. Nothing else differs.
 */
export function withListing(driver: SandboxDriver<Socket>, folder: string): SandboxDriver<Socket> {
  if (!existsSync(BUSYBOX)) return driver;
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'ls'))) symlinkSync(BUSYBOX, join(folder, 'ls'));
  return {
    name: driver.name,
    probe: () => driver.probe(),
    sweep: () => driver.sweep(),
    open: (spec) => {
      const path = `${folder}:${spec.environment['PATH'] ?? ''}`;
      return driver.open({
        ...spec,
        readable: [...spec.readable, folder],
        environment: { ...spec.environment, PATH: path },
      });
    },
  };
}
