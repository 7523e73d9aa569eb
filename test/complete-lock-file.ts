/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out: `node test/complete-lock-file.ts`.
 *
 * npm leaves them out where its registry does not offer them, and `npm ci` then refuses the file everywhere. An entry needs
 * only name, version and platform; its contents are fetched on that platform alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';

type Entry = { readonly optionalDependencies?: Readonly<Record<string, string>>; readonly dev?: boolean };
type LockFile = { packages: Record<string, Entry & Record<string, unknown>> };

const SYSTEMS = ['android', 'darwin', 'linux', 'win32', 'freebsd', 'openharmony', 'netbsd', 'openbsd', 'sunos', 'aix'];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'riscv64', 'ppc64', 's390x', 'loong64', 'mips64el', 'arm', 'wasm32'];

/** Optional packages that the lock file names without an entry of their own, with the version wanted. */
export function missingEntries({
  packages,
}: LockFile): readonly { readonly name: string; readonly version: string; readonly dev: boolean }[] {
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(
        ([name]) =>
          packages[`node_modules/${name}`] === undefined && packages[`${place}/node_modules/${name}`] === undefined,
      )
      .map(([name, version]) => ({ name, version, dev })),
  );
}

function entryFor({ name, version, dev }: ReturnType<typeof missingEntries>[number]): Record<string, unknown> {
  const words = (name.split('/').at(-1) ?? '').split('-');
  const os = SYSTEMS.filter((system) => words.includes(system)).slice(0, 1);
  const cpu = PROCESSORS.filter((processor) => words.includes(processor)).slice(0, 1);
  const libc = words.some((word) => word.includes('musl')) ? ['musl'] : [];
  return {
    version,
    optional: true,
    ...(dev ? { dev } : {}),
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 ? { libc } : {}),
  };
}

if (import.meta.main) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;
  const missing = missingEntries(lock);
  for (const entry of missing) lock.packages[`node_modules/${entry.name}`] = entryFor(entry);
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([one], [two]) => (one < two ? -1 : 1)));
  writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`${missing.length} entries added\n`);
}
