import type { Action } from '../action/action.ts';
import type { Effect, EffectClass, EffectMark } from './effect.ts';
import { makeEffect } from './make-effect.ts';
import { isWithin, normalisePath } from './path/normalise-path.ts';
import { categorisePath, type PathCategory } from './path/path-category.ts';
import type { EffectSurroundings } from './surroundings.ts';

/** What is done to a file. */
export type FileOperation = 'read' | 'write' | 'delete' | 'metadata';

/** Classes that a change of a special path adds, beside the change of the file itself. */
const CLASS_OF_CHANGE: { readonly [Category in PathCategory]?: EffectClass } = {
  gateway: 'self.modify',
  'agent-configuration': 'self.modify',
  ci: 'ci.modify',
  'version-control': 'config.modify',
  'shell-startup': 'config.modify',
  credential: 'secret.manage',
};

const CLASS_OF_READ: { readonly [Category in PathCategory]?: EffectClass } = {
  gateway: 'secret.read',
  credential: 'secret.read',
  'environment-file': 'secret.read',
  'process-memory': 'secret.read',
};

/**
 * Reduces an operation on one path, as an agent wrote it, to effects on the path it really leads to.
 *
 * Both the path as written and the path behind links are judged; the worse counts. A path that cannot be read is an
 * `unknown` effect, never none.
 */
export function analyseFile(
  operation: FileOperation,
  path: string,
  { action, surroundings }: { readonly action: Action; readonly surroundings: EffectSurroundings },
): readonly Effect[] {
  const written = normalisePath(path, { cwd: action.cwd, home: surroundings.home });
  if (written === null) {
    return [
      makeEffect('unknown', { kind: 'path', value: path.slice(0, 256) }, { detail: 'a path that cannot be read' }),
    ];
  }
  const real = Object.hasOwn(surroundings.realPaths, written) ? (surroundings.realPaths[written] ?? written) : written;
  const categories = new Set([...categorisePath(written, surroundings), ...categorisePath(real, surroundings)]);
  const marks = marksOf(real, categories, { action, surroundings });
  if (real !== written) marks.push('links-elsewhere');
  const added = operation === 'read' ? CLASS_OF_READ : CLASS_OF_CHANGE;
  const resource = { kind: 'path', value: real } as const;
  const effects = [makeEffect(`file.${operation}`, resource, { detail: `${operation} a file`, marks })];
  for (const category of categories) {
    const effectClass = added[category];
    if (effectClass === undefined || effects.some((effect) => effect.class === effectClass)) continue;
    effects.push(makeEffect(effectClass, resource, { detail: `${operation} ${category.replaceAll('-', ' ')}`, marks }));
  }
  return effects;
}

function marksOf(
  path: string,
  categories: ReadonlySet<PathCategory>,
  { action, surroundings }: { readonly action: Action; readonly surroundings: EffectSurroundings },
): EffectMark[] {
  const marks: EffectMark[] = [];
  const inWorkspace = isWithin(path, action.workspace) && !isVitalFolder(action.workspace);
  if (!inWorkspace) marks.push('outside-workspace');
  if (categories.has('gateway')) marks.push('gateway-state');
  if (categories.has('block-device') || (categories.has('system') && !inWorkspace)) marks.push('system-path');
  if ([...categories].some((category) => category !== 'system' && category !== 'ci')) marks.push('sensitive-path');
  const elsewhere = surroundings.otherWorkspaces.some(
    (other) => isWithin(path, other) && other.length > action.workspace.length && other !== action.workspace,
  );
  if (elsewhere || (!inWorkspace && surroundings.otherWorkspaces.some((other) => isWithin(path, other)))) {
    marks.push('other-workspace');
  }
  return marks;
}

/** A session that claims a system folder as its workspace gains nothing by it. */
function isVitalFolder(workspace: string): boolean {
  return ['/', '/etc', '/usr', '/bin', '/sbin', '/lib', '/lib64', '/boot', '/sys', '/dev', '/proc', '/home'].some(
    (folder) => workspace === folder || (folder !== '/' && folder !== '/home' && isWithin(workspace, folder)),
  );
}
