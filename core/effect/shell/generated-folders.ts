import { isWithin, normalisePath } from '../../path/normalise-path.ts';
import type { ActionPlace } from '../action-place.ts';

/** Folders that tools make and can make again. Nobody keeps work in them. */
const GENERATED: ReadonlySet<string> = new Set(
  (
    'node_modules bower_components dist out build _build obj target coverage htmlcov .nyc_output tmp temp .temp .tmp .cache .output ' +
    '__pycache__ .pytest_cache .mypy_cache .ruff_cache .tox .nox .eggs .venv venv .hypothesis .ipynb_checkpoints ' +
    '.next .nuxt .svelte-kit .turbo .parcel-cache .vite .angular .nx .docusaurus storybook-static playwright-report ' +
    'test-results .gradle .kotlin .dart_tool .stack-work dist-newstyle elm-stuff zig-cache .zig-cache zig-out .swiftpm ' +
    'DerivedData .bundle _site .jekyll-cache .jekyll-metadata .serverless .aws-sam cdk.out .phpunit.cache ' +
    '.coverage .eslintcache .stylelintcache .prettiercache .tsbuildinfo .DS_Store'
  ).split(' '),
);

/** Endings of files and folders that are made from others. */
const ENDINGS = [
  '.egg-info',
  '.dist-info',
  '.pyc',
  '.pyo',
  '.o',
  '.obj',
  '.class',
  '.tsbuildinfo',
  '.gcda',
  '.gcno',
  '.beam',
];

/** Tells whether what has a name, or matches a pattern in its place, holds only what tools make again. */
export function isGeneratedName(name: string): boolean {
  return GENERATED.has(name) || ENDINGS.some((ending) => name.endsWith(ending)) || name.startsWith('cmake-build-');
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
  return segments.some(isGeneratedName);
}
