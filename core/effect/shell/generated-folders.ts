import { baseName, normalisePath } from '../../path/normalise-path.ts';
import { type ActionPlace, isInWorkspace } from '../action-place.ts';

/** Folders that tools make and can make again. Nobody keeps work in them. */
const GENERATED = new Set([
  'node_modules',
  'dist',
  'out',
  'target',
  'coverage',
  'htmlcov',
  '__pycache__',
  '.pytest_cache',
  '.mypy_cache',
  '.ruff_cache',
  '.tox',
  '.nox',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.turbo',
  '.parcel-cache',
  '.cache',
  '.gradle',
  '.nyc_output',
  '.eggs',
  '.output',
  '.vite',
  'tmp',
  'temp',
  '.temp',
  '.tmp',
]);

/** Tells whether a tree to be deleted holds only what tools make again: a folder of that name in the workspace. */
export function generatedTree(
  path: string,
  { cwd, place }: { readonly cwd: string; readonly place: ActionPlace },
): boolean {
  const normal = normalisePath(path, { cwd, home: place.home });
  if (normal === null || !isInWorkspace(normal, place)) return false;
  const isEverythingIn = normal.endsWith('/*');
  return GENERATED.has(baseName(isEverythingIn ? normal.slice(0, -2) : normal));
}
