import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { GUEST_MODULES } from './guest-start.ts';

/** A kernel for guests, with the files of its modules. */
export type GuestKernel = {
  readonly version: string;
  /** The compressed image, as a boot loader takes it. */
  readonly image: string;
  /** Holds `kernel/` with the modules. */
  readonly modules: string;
};

/** What a guest cannot do without; the rest of the list is for other machines. */
const NEEDED = ['virtio_mmio', 'virtio_blk', 'virtio_console', 'erofs', 'overlay'];

/**
 * The newest kernel that guests can run: of this system (`/boot`), or one that was unpacked below `folder` for that purpose; where
 * there is none, what was looked at and what it lacks.
 */
export function findKernel(roots: readonly string[]): GuestKernel | { readonly why: string } {
  const found = roots
    .flatMap((root) => kernelsBelow(root))
    .sort((one, other) => compareVersions(other.version, one.version));
  const lacking: string[] = [];
  for (const kernel of found) {
    const missing = NEEDED.filter((name) => !hasModule(kernel, name));
    if (missing.length === 0) return kernel;
    lacking.push(`${kernel.version} lacks ${missing.join(', ')}`);
  }
  return {
    why:
      lacking.length === 0
        ? `found no vmlinuz in ${roots.map((root) => join(root, 'boot')).join(' or ')}`
        : lacking.join('; '),
  };
}

function kernelsBelow(root: string): readonly GuestKernel[] {
  return namesIn(join(root, 'boot'))
    .filter((name) => name.startsWith(IMAGE_PREFIX))
    .map((name) => {
      const version = name.slice(IMAGE_PREFIX.length);
      const modules = [join(root, 'lib/modules', version), join(root, 'usr/lib/modules', version)];
      return {
        version,
        image: join(root, 'boot', name),
        modules: modules.find((path) => existsSync(path)) ?? modules[0] ?? '',
      };
    });
}

const IMAGE_PREFIX = 'vmlinuz-';

/** The contents of a module's file, unpacked; null where it is part of the kernel or not there. */
export function readModule({ modules }: GuestKernel, path: string): Uint8Array | null {
  const file = join(modules, 'kernel', `${path}.ko`);
  if (existsSync(file)) return readFileSync(file);
  if (existsSync(`${file}.zst`)) return zstdDecompressSync(readFileSync(`${file}.zst`));
  return existsSync(`${file}.gz`) ? gunzipSync(readFileSync(`${file}.gz`)) : null;
}

function hasModule(kernel: GuestKernel, name: string): boolean {
  const path = GUEST_MODULES.find((one) => one.endsWith(`/${name}`));
  return path !== undefined && (readModule(kernel, path) !== null || isBuiltIn(kernel, name));
}

function isBuiltIn({ modules }: GuestKernel, name: string): boolean {
  try {
    const lines = readFileSync(join(modules, 'modules.builtin'), 'utf8').split('\n');
    return lines.some((line) => line.endsWith(`/${name}.ko`));
  } catch {
    return false;
  }
}

/** By the numbers in them, in order. */
function compareVersions(one: string, other: string): number {
  const [first, second] = [one, other].map((version) =>
    version
      .split(/[^0-9]+/)
      .filter(Boolean)
      .map(Number),
  );
  for (const [index, number] of (first ?? []).entries()) {
    const difference = number - (second?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
