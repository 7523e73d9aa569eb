import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/** The packages as users get them. */
export type PackedPackages = {
  /** What the tarball of the gateway, and that of the SDK, holds. */
  readonly gateway: string;
  readonly sdk: string;
  /** Where they were built. Nothing in them may name it. */
  readonly buildFolder: string;
  /** Installs both into a folder that held nothing else; answers null, or why npm could not fetch what they depend on. */
  readonly install: (folder: string) => string | null;
  readonly root: string;
  readonly remove: () => void;
};

const NOT_IN_A_CLONE = ['.git', 'node_modules', 'dist', 'coverage'];
const NPM_WITHIN_MS = 180_000;
const OFFLINE = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED)\b/;

/**
 * Packs the gateway and the SDK with npm, from a copy of the sources: without what earlier builds left behind, and without
 * touching what other tests run. Raises with what npm printed when it cannot.
 */
export function packPackages(): PackedPackages {
  const root = mkdtempSync(join(tmpdir(), 'countersign-package-'));
  const remove = (): void => rmSync(root, { recursive: true, force: true });
  try {
    const buildFolder = join(root, 'build');
    copySources(buildFolder);
    const [gateway, sdk] = [[], ['--workspace', '@countersign/sdk']].map((workspace) => {
      const folder = mkdtempSync(join(root, 'tarball-'));
      runNpm(['pack', ...workspace, '--pack-destination', folder], buildFolder);
      return extract(folder);
    });
    if (gateway === undefined || sdk === undefined) throw new Error('pack: want two packages');
    const tarballs = [gateway.tarball, sdk.tarball];
    const install = (folder: string): string | null => installInto(folder, tarballs);
    return { gateway: gateway.contents, sdk: sdk.contents, buildFolder, install, root, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function copySources(buildFolder: string): void {
  cpSync('.', buildFolder, { recursive: true, filter: (source) => !NOT_IN_A_CLONE.includes(basename(source)) });
  symlinkSync(resolve('node_modules'), join(buildFolder, 'node_modules'));
}

function extract(folder: string): { readonly tarball: string; readonly contents: string } {
  const [tarball, ...more] = globSync(`${folder}/*.tgz`);
  if (tarball === undefined || more.length > 0) throw new Error(`pack: ${more.length} tarballs, want one`);
  const run = spawnSync('tar', ['-xzf', tarball, '-C', folder], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`open ${basename(tarball)}: ${run.stderr}`);
  return { tarball, contents: join(folder, 'package') };
}

function installInto(folder: string, tarballs: readonly string[]): string | null {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'user', version: '1.0.0', private: true }));
  try {
    const quickly = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=2000'];
    runNpm(['install', '--no-audit', '--no-fund', '--prefer-offline', ...quickly, ...tarballs], folder);
    return null;
  } catch (error) {
    const reason = error instanceof NpmError ? error : null;
    if (reason?.timedOut === true) return `npm's registry did not answer within ${NPM_WITHIN_MS / 1000} s`;
    if (reason !== null && OFFLINE.test(reason.message)) return "npm's registry cannot be reached";
    throw error;
  }
}

class NpmError extends Error {
  readonly timedOut: boolean;

  constructor(message: string, timedOut: boolean) {
    super(message);
    this.timedOut = timedOut;
  }
}

/** Runs npm as from a terminal: without what the npm that started the tests told its scripts. */
function runNpm(args: readonly string[], folder: string): void {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:package|lifecycle|command)_?/.test(name),
  );
  const run = spawnSync('npm', [...args, '--loglevel=error'], {
    cwd: folder,
    env: { ...Object.fromEntries(environment), npm_config_local_prefix: folder },
    encoding: 'utf8',
    timeout: NPM_WITHIN_MS,
  });
  if (run.status === 0) return;
  const timedOut = run.error !== undefined && 'code' in run.error && run.error.code === 'ETIMEDOUT';
  throw new NpmError(`npm ${args[0]}: status ${run.status}, want 0\n${run.stdout}\n${run.stderr}`, timedOut);
}
