import { canonicalJson } from '../../encoding/canonical-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../encoding/json.ts';
import { readStrictJson } from '../../encoding/strict-json.ts';
import { PackageCollector, type PackageList } from './package-list.ts';

/** Members that hold packages by name, in the manifests of npm and Composer, and in the locks of npm and Pipenv. */
const BY_NAME = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
  'overrides',
  'resolutions',
  'require',
  'require-dev',
  'packages',
  'default',
  'develop',
];
/** Members that hold a list of packages: names, or objects with a name. */
const BY_LIST = ['bundledDependencies', 'bundleDependencies', 'packages', 'packages-dev'];
/** Scripts that run by themselves when somebody installs. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare', 'prepublish'];
const LIMITS = { maxDepth: 64, maxProblems: 1 };

/**
 * Reads `package.json`, `composer.json`, `package-lock.json`, `composer.lock`, `Pipfile.lock`: every member in which the
 * package managers keep packages. Null for what is no JSON object with each key once.
 */
export function readJsonPackages(text: string): PackageList | null {
  const manifest = readObject(text);
  if (manifest === null) return null;
  const packages = new PackageCollector();
  for (const member of BY_NAME) {
    const value = memberOf(manifest, member);
    if (!isJsonObject(value)) continue;
    // The entry without a name in a lock of npm is the project itself.
    for (const [name, said] of Object.entries(value)) if (name !== '') packages.add(name, canonicalJson(said));
  }
  for (const member of BY_LIST) {
    const value = memberOf(manifest, member);
    for (const item of Array.isArray(value) ? (value as readonly Json[]) : []) {
      const name = isJsonObject(item) ? memberOf(item, 'name') : item;
      packages.add(typeof name === 'string' ? name : canonicalJson(item), canonicalJson(item));
    }
  }
  const tool = memberOf(manifest, 'packageManager');
  if (tool !== null) packages.add('packageManager', canonicalJson(tool));
  return packages.list();
}

/** The scripts of a `package.json` that run at installation, as one text to compare; empty where there are none. */
export function installScriptsOf(text: string): string {
  const scripts = memberOf(readObject(text) ?? {}, 'scripts');
  if (!isJsonObject(scripts)) return '';
  const kept = INSTALL_SCRIPTS.filter((name) => Object.hasOwn(scripts, name));
  return kept.map((name) => `${name}: ${canonicalJson(scripts[name] as Json)}`).join('\n');
}

function readObject(text: string): JsonObject | null {
  if (text.trim() === '') return {};
  const read = readStrictJson(text, LIMITS);
  return read.ok && isJsonObject(read.value) ? read.value : null;
}

function memberOf(object: JsonObject, name: string): Json {
  return Object.hasOwn(object, name) ? (object[name] as Json) : null;
}
