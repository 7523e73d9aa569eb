import { PackageCollector, type PackageList } from './package-list.ts';
import { requirementName } from './requirement-name.ts';
import { quotedTexts, readTomlEntries, type TomlEntry } from './toml-lines.ts';

/** Tables whose keys are packages, or groups of them; so are tables below one of these. */
const PACKAGE_TABLES: ReadonlySet<string> = new Set([
  'dependencies',
  'dev-dependencies',
  'build-dependencies',
  'optional-dependencies',
  'dependency-groups',
  'patch',
  'replace',
  'sources',
  'source',
  'packages',
  'dev-packages',
  'libraries',
  'plugins',
  'versions',
  'bundles',
]);
/** Keys of other tables whose value is a list of packages. */
const PACKAGE_KEYS: ReadonlySet<string> = new Set([...PACKAGE_TABLES, 'requires']);

/**
 * Reads `Cargo.toml`, `pyproject.toml`, `Pipfile` and `libs.versions.toml`: every table and list in which the tools keep
 * packages, or where packages come from. Null for what cannot be read as TOML.
 */
export function readTomlPackages(text: string): PackageList | null {
  const entries = readTomlEntries(text);
  if (entries === null) return null;
  const packages = new PackageCollector();
  for (const entry of entries) addEntry(packages, entry);
  return packages.list();
}

/** Reads `Cargo.lock`, `poetry.lock`, `uv.lock`, `pdm.lock`: the `[[package]]` tables, each with all that it says. */
export function readTomlLock(text: string): PackageList | null {
  const entries = readTomlEntries(text);
  if (entries === null) return null;
  const tables = new Map<number, { name: string; said: string }>();
  for (const { table, tableIndex, key, value } of entries) {
    if (table[0] !== 'package') continue;
    const known = tables.get(tableIndex) ?? { name: table.join('.'), said: '' };
    const isName = key[0] === 'name';
    tables.set(tableIndex, {
      name: isName ? value : known.name,
      said: isName ? known.said : `${known.said} ${key.join('.')}=${value}`,
    });
  }
  const packages = new PackageCollector();
  for (const { name, said } of tables.values()) packages.add(quotedTexts(name)[0] ?? name, said);
  return packages.list();
}

function addEntry(packages: PackageCollector, { table, key, value }: TomlEntry): void {
  const path = [...table, ...key];
  const at = path.findLastIndex((name) => PACKAGE_KEYS.has(name));
  if (at < 0) return;
  // A list below such a name, or under it, holds requirements; anything else is what is said of the package behind it.
  if (value.startsWith('[') && at >= path.length - 2) {
    for (const requirement of quotedTexts(value)) packages.add(requirementName(requirement), requirement);
    return;
  }
  const rest = path.slice(at + 1);
  packages.add(rest[0] ?? (path[at] as string), `${rest.slice(1).join('.')}=${value}`);
}
