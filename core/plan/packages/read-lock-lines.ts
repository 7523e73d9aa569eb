import { PackageCollector, type PackageList } from './package-list.ts';

/** Where in a lock file written by lines a package begins: its name, or null for a line that says more of the one before. */
type NameOfLine = (line: string) => string | null;

/** Reads `yarn.lock`: an entry begins in the first column and ends in a colon. */
export const readYarnLock = reader((line) => (isIndented(line) || !line.endsWith(':') ? null : plainName(line)));

/** Reads `pnpm-lock.yaml` and `bun.lock`: an entry is a key with a version (`a@1.0.0:`), two to four blanks in. */
export const readPnpmLock = reader((line) => {
  const name = line.trim();
  const isKey = line.startsWith('  ') && !line.startsWith('     ') && (name.endsWith(':') || name.endsWith('],'));
  return isKey && name.includes('@') ? plainName(name) : null;
});

/** Reads `Gemfile.lock`: a gem stands four blanks in, with its version in brackets. */
export const readGemLock = reader((line) =>
  line.startsWith('    ') && !line.startsWith('     ') ? (line.trim().split(' ')[0] as string) : null,
);

/** Reads `gradle.lockfile`: `group:artifact:version=configurations` a line. */
export const readGradleLock = reader((line) => {
  const parts = line.split(':');
  return line.startsWith('#') || parts.length < 3 ? null : parts.slice(0, 2).join(':');
});

function reader(nameOf: NameOfLine): (text: string) => PackageList {
  return (text) => {
    const packages = new PackageCollector();
    let name = '';
    for (const raw of text.split('\n')) {
      const line = raw.trimEnd();
      if (line === '') continue;
      name = nameOf(line) ?? name;
      if (name !== '') packages.add(name, line.trim());
    }
    return packages.list();
  };
}

function isIndented(line: string): boolean {
  return line.startsWith(' ') || line.startsWith('#');
}

function plainName(key: string): string {
  const name = key.trim().split(':')[0] as string;
  return name.replaceAll('"', '').replaceAll("'", '').split(',')[0] as string;
}
