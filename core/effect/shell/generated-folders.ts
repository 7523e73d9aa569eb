import { isWithin, normalisePath } from '../../path/normalise-path.ts';
import type { ActionPlace } from '../action-place.ts';

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

/** Tells whether folders of a name hold only what tools make again. */
export function isGeneratedName(name: string): boolean {
  return GENERATED.has(name);
}

/** Tells whether a tree to be deleted holds only what tools make again: a folder of that name in the workspace, or in one. */
export function generatedTree(
  path: string,
  { cwd, place }: { readonly cwd: string; readonly place: ActionPlace },
): boolean {
  const normal = normalisePath(path, { cwd, home: place.home });
  const workspace = place.workspaces.find((root) => normal !== null && isWithin(normal, root));
  if (normal === null || workspace === undefined) return false;
  const segments = normal.slice(workspace.length).split('/');
  return segments.some((segment) => GENERATED.has(segment));
}
