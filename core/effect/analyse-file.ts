import { isWithin, normalisePath } from '../path/normalise-path.ts';
import { categorisePath, isAboveCredentials, type PathCategory } from '../path/path-category.ts';
import { pathDoubt } from '../path/path-doubt.ts';
import { isScratchPath } from '../path/scratch-path.ts';
import { type ActionPlace, isInOtherWorkspace, isInWorkspace, realPathOf } from './action-place.ts';
import { hazardOfAdded } from './added-text.ts';
import type { Effect, EffectClass, EffectMark } from './effect.ts';
import { EFFECT_TABLE } from './effect-table.ts';
import { holdsSecret } from './held-secrets.ts';
import { isBesideWorkspace, makeEffect } from './make-effect.ts';

/** What is done to a file. */
export type FileOperation = 'read' | 'write' | 'delete' | 'metadata';

/** Classes that a change of a special path adds, beside the change of the file itself. */
const CLASS_OF_CHANGE: { readonly [Category in PathCategory]?: EffectClass } = {
  gateway: 'self.modify',
  'agent-configuration': 'self.modify',
  ci: 'ci.modify',
  'version-control': 'config.modify',
  'shell-startup': 'config.modify',
  'editor-configuration': 'config.modify',
  'tool-configuration': 'config.modify',
  'environment-file': 'config.modify',
  credential: 'secret.manage',
};

const CLASS_OF_READ: { readonly [Category in PathCategory]?: EffectClass } = {
  gateway: 'secret.read',
  credential: 'secret.read',
  'environment-file': 'secret.read',
  'process-memory': 'secret.read',
  'block-device': 'secret.read',
};

/**
 * How a path is used: `wholeTree` when everything below it is read, as a search does; `added` is the text that a write puts
 * there, where it is known.
 */
type FileUse = { readonly place: ActionPlace; readonly wholeTree?: boolean; readonly added?: string };

/**
 * Reduces an operation on one path, as an agent wrote it, to effects on the path it really leads to.
 *
 * Both the path as written and the path behind links are judged; the worse counts. A path that cannot be read, or that
 * people and programs could read differently, has an `unknown` effect, never none. Deleting outside the workspace is
 * deletion of data; reading a whole tree that holds keys is reading secrets; adding a secret is marked.
 */
export function analyseFile(operation: FileOperation, path: string, use: FileUse): readonly Effect[] {
  const { place, wholeTree = false, added = '' } = use;
  const written = normalisePath(path, place);
  if (written === null) {
    return [
      makeEffect('unknown', { kind: 'path', value: path.slice(0, 256) }, { detail: 'a path that cannot be read' }),
    ];
  }
  const real = realPathOf(written, place.surroundings);
  const both = real === written ? [written] : [written, real];
  const categories = new Set(both.flatMap((one) => categorisePath(one, place)));
  const marks = [
    ...marksOf(operation, both, { categories, place }),
    ...(holdsSecret(added, { path: real, place }) ? (['holds-secret'] as const) : []),
  ];
  const resource = { kind: 'path', value: real } as const;
  // Of what lies outside only single files are kept, so that a tree that is changed there cannot be put back.
  const isLost = operation !== 'read' && wholeTree && isBesideWorkspace({ marks });
  const reversibility = isLost ? 'irreversible' : EFFECT_TABLE[`file.${operation}`].reversibility;
  const effects = [makeEffect(`file.${operation}`, resource, { detail: `${operation} a file`, marks, reversibility })];
  const add = (effectClass: EffectClass | undefined, detail: string): void => {
    if (effectClass === undefined || effects.some((effect) => effect.class === effectClass)) return;
    effects.push(makeEffect(effectClass, resource, { detail, marks }));
  };
  const classes = operation === 'read' ? CLASS_OF_READ : CLASS_OF_CHANGE;
  for (const category of categories) add(classes[category], `${operation} ${category.replaceAll('-', ' ')}`);
  if (wholeTree && both.some((one) => holdsSecrets(one, place))) add('secret.read', 'read a tree that holds keys');
  const hazard = hazardOfAdded(real, added, place.surroundings);
  if (hazard !== null) add('config.modify', hazard);
  const doubt = pathDoubt(path);
  if (doubt !== null) add('unknown', doubt);
  return effects;
}

type Judged = { readonly categories: ReadonlySet<PathCategory>; readonly place: ActionPlace };

function marksOf(
  operation: FileOperation,
  paths: readonly string[],
  { categories, place }: Judged,
): readonly EffectMark[] {
  const marks: EffectMark[] = [];
  const inside = paths.every((path) => isInWorkspace(path, place));
  const isScratch = operation !== 'read' && paths.every((path) => isInWorkspace(path, place) || isScratchPath(path));
  if (!inside) marks.push(isScratch ? 'scratch' : 'outside-workspace');
  if (!inside && !isScratch && operation === 'delete') marks.push('data-deletion');
  const removesGateway = operation === 'delete' && paths.some((path) => isAboveGateway(path, place));
  if (categories.has('gateway') || removesGateway) marks.push('gateway-state');
  if (categories.has('block-device') || (categories.has('system') && !inside)) marks.push('system-path');
  if ([...categories].some((category) => category !== 'system' && category !== 'ci')) marks.push('sensitive-path');
  if (paths.some((path) => isInOtherWorkspace(path, place))) marks.push('other-workspace');
  if (paths.length > 1) marks.push('links-elsewhere');
  return marks;
}

function isAboveGateway(path: string, { gatewayPaths }: ActionPlace): boolean {
  return gatewayPaths.some((root) => isWithin(root, path));
}

/** The home, whatever lies above it, above keys or above the gateway's folders, and the process table. */
function holdsSecrets(path: string, { home, gatewayPaths }: ActionPlace): boolean {
  const holds = [home, '/etc', '/proc', ...gatewayPaths].some((tree) => isWithin(tree, path));
  return holds || isWithin(path, '/proc') || isAboveCredentials(path, { home });
}
