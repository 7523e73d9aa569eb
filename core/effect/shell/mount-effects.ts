import type { Effect, EffectMark } from '../effect.ts';
import { type Argument, isKnown } from './argument.ts';
import type { UsePlace } from './emit-use.ts';
import { effectOfCommand } from './findings.ts';

/** What a container is given of its host: a path there, and whether it may only read it. */
type Mount = { readonly source: string; readonly isReadOnly: boolean };

/** Marks of a path that is not the project's alone, or that nobody knows. */
const BEYOND: readonly EffectMark[] = [
  'outside-workspace',
  'other-workspace',
  'gateway-state',
  'links-elsewhere',
  'unresolved',
];

/** The effects of using a path as reading or writing it does; given so that a mount is judged as any other use is. */
type EffectsOfFile = (use: 'read' | 'write', argument: Argument, place: UsePlace) => readonly Effect[];

/**
 * What a container can do with what is mounted into it (`-v source:target:options`, `--mount type=bind,source=…`).
 *
 * A folder of the workspace is read or written there; a volume by name is the daemon's own. Anything else of the host, and
 * what cannot be told, gives the container rights on it.
 */
export function effectsOfMount(argument: Argument, place: UsePlace, effectsOf: EffectsOfFile): readonly Effect[] {
  const { text } = argument;
  const mount = !isKnown(argument) ? 'any' : text.includes('=') ? mountOfFields(text) : mountOfVolume(text);
  if (mount === 'none') return [];
  if (mount === 'any') return [opens(place)];
  const effects = effectsOf(mount.isReadOnly ? 'read' : 'write', { ...argument, text: mount.source }, place);
  return effects.some(({ marks }) => marks.some((mark) => BEYOND.includes(mark))) ? [opens(place)] : effects;
}

function opens({ command }: UsePlace): Effect {
  return effectOfCommand('config.modify', command, { detail: 'give a container rights on its host' });
}

/** `source:target` or `source:target:options`; a target alone is a volume without a name. */
function mountOfVolume(text: string): Mount | 'none' | 'any' {
  const [source = '', target, options = ''] = text.split(':');
  if (target === undefined) return 'none';
  // A drive of Windows, whose letter would be the name of a volume.
  if (target.startsWith('\\') || source.length < 2) return isPath(source) ? { source, isReadOnly: false } : 'any';
  return isPath(source) ? { source, isReadOnly: options.split(',').includes('ro') } : 'none';
}

function isPath(source: string): boolean {
  return source.includes('/') || source.startsWith('.') || source.startsWith('~');
}

/** `type=bind,source=…,target=…`: options of a volume can name any device of the host. */
function mountOfFields(text: string): Mount | 'none' | 'any' {
  const fields = text.split(',');
  const valueOf = (...names: readonly string[]): string | undefined =>
    fields.find((field) => names.some((name) => field.startsWith(`${name}=`)))?.split('=')[1];
  const type = valueOf('type') ?? 'volume';
  if (fields.some((field) => field.startsWith('volume-'))) return 'any';
  if (type === 'volume' || type === 'tmpfs') return 'none';
  const source = valueOf('source', 'src');
  const isReadOnly = ['readonly', 'ro', 'readonly=true', 'ro=true'].some((word) => fields.includes(word));
  return type === 'bind' && source !== undefined ? { source, isReadOnly } : 'any';
}
