import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { dirname } from 'node:path';
import { problemsOfHomeFiles } from '../../core/sandbox/spec-problems.ts';
import type { SandboxSpec } from '../../ports/sandbox.ts';

/** Every reason why seatbelt cannot hold to a spec; the rest is checked by what runs the programs. */
export function problemsOfSpec(
  { folder, writes, readable, home, doors, trace }: SandboxSpec<Socket>,
  directory: string,
): readonly string[] {
  const paths = [folder, ...readable, ...(home === null ? [] : [home.path])];
  return [
    ...(writes === 'copy' ? ['writes: found copy, want direct or none: seatbelt keeps no changes apart'] : []),
    ...(doors.length === 0
      ? []
      : [
          `doors: found ${doors.length}, want none: seatbelt gives no network of its own, so nothing tells who connects`,
        ]),
    ...(trace === 'writes' ? [] : ['trace: found all, want writes: seatbelt reports no files']),
    ...paths
      .filter((path) => !path.startsWith('/') || path.includes('\0') || path === '/')
      .map((path) => `found ${JSON.stringify(path.slice(0, 200))}, want an absolute path`),
    ...(home === null || (dirname(home.path) === directory && !existsSync(home.path))
      ? []
      : [
          `home.path: found ${JSON.stringify(home.path)}, want a name in ${directory} that is free: seatbelt shows folders where they are`,
        ]),
    ...problemsOfHomeFiles((home?.files ?? []).map(({ path }) => path)),
  ];
}
