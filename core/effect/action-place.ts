import type { Action } from '../action/action.ts';
import { isWithin, normalisePath } from '../path/normalise-path.ts';
import type { PathSurroundings } from '../path/path-category.ts';
import type { EffectSurroundings } from './surroundings.ts';

/** Where an action happens, every anchor absolute and in normal form: computed once, read by every analyser. */
export type ActionPlace = PathSurroundings & {
  readonly cwd: string;
  /** The workspace as written and behind links: what lies in either is inside. Empty where none can be granted. */
  readonly workspaces: readonly string[];
  readonly otherWorkspaces: readonly string[];
  readonly surroundings: EffectSurroundings;
};

/** System folders: a session that claims one as its workspace gains nothing by it. Of the second list, nor below one. */
const NO_WORKSPACE = ['/', '/home', '/Users', '/var', '/opt', '/srv', '/mnt', '/media', '/run'];
const NO_WORKSPACE_BELOW = ['/etc', '/usr', '/bin', '/sbin', '/lib', '/lib64', '/boot', '/sys', '/dev', '/proc'];

/** Finds where an action happens. An anchor that is no absolute path anchors nothing. */
export function placeOf(action: Action, surroundings: EffectSurroundings): ActionPlace {
  const workspace = normalAnchor(action.workspace);
  return {
    home: normalAnchor(surroundings.home) ?? '/',
    gatewayPaths: normalAnchors(surroundings.gatewayPaths),
    cwd: normalAnchor(action.cwd) ?? '/',
    workspaces: workspace === null ? [] : workspacesOf(workspace, surroundings),
    otherWorkspaces: normalAnchors(surroundings.otherWorkspaces),
    surroundings,
  };
}

/** Where a normalised path really leads. */
export function realPathOf(path: string, { realPaths }: Pick<EffectSurroundings, 'realPaths'>): string {
  return (Object.hasOwn(realPaths, path) ? realPaths[path] : undefined) ?? path;
}

/** Tells whether a normalised path lies in the task's workspace, as written or behind its links. */
export function isInWorkspace(path: string, { workspaces }: ActionPlace): boolean {
  return workspaces.some((workspace) => isWithin(path, workspace));
}

/** Tells whether a normalised path lies in another open session's workspace, and not deeper in one's own. */
export function isInOtherWorkspace(path: string, { workspaces, otherWorkspaces }: ActionPlace): boolean {
  return otherWorkspaces.some(
    (other) => isWithin(path, other) && !workspaces.some((own) => isWithin(path, own) && isWithin(own, other)),
  );
}

function workspacesOf(workspace: string, surroundings: EffectSurroundings): readonly string[] {
  const real = realPathOf(workspace, surroundings);
  const claimed = real === workspace ? [workspace] : [workspace, real];
  return claimed.every(canBeWorkspace) ? claimed : [];
}

function canBeWorkspace(path: string): boolean {
  return !NO_WORKSPACE.includes(path) && !NO_WORKSPACE_BELOW.some((folder) => isWithin(path, folder));
}

function normalAnchors(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => normalAnchor(path) ?? []);
}

function normalAnchor(path: string): string | null {
  return path.startsWith('/') ? normalisePath(path, { cwd: '/', home: '/' }) : null;
}
