import type { Json, JsonObject } from '../encoding/json.ts';
import { isMarkedInline } from '../secret/allowed-secret.ts';
import { findAssignedSecrets } from '../secret/find-assigned-secrets.ts';
import { findSecrets } from '../secret/find-secrets.ts';
import type { SecretSpan } from '../secret/secret-span.ts';
import type { ActionPlace } from './action-place.ts';
import { leavesOf, partsOf } from './argument-leaves.ts';
import { isRemovedText } from './argument-names.ts';
import type { Effect, EffectClass } from './effect.ts';

/** The file that a text goes to, where one is known. */
type Held = { readonly path: string | null; readonly place: ActionPlace };

/** Tells whether a text holds a secret that the operator has not let stand at its place. */
export function holdsSecret(text: string, held: Held): boolean {
  return isAnyUnallowed(findSecrets(text), text, held);
}

function isAnyUnallowed(found: readonly SecretSpan[], text: string, { path, place }: Held): boolean {
  const { allowsSecret } = place.surroundings;
  if (allowsSecret === undefined) return found.length > 0;
  const places = { home: place.home, workspace: place.workspaces[0] ?? '/' };
  return found.some((secret) => !allowsSecret(secret.kind, { path, isMarked: isMarkedInline(text, secret), places }));
}

/** The texts that a call adds to a file: every argument but the one that names the file, and what it takes away. */
export function addedText(args: JsonObject, pathArgument: string): string {
  const texts = leavesOf(withoutRemoved(args)).filter(({ name }) => name !== pathArgument);
  return texts.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])).join('\n');
}

/** Tells whether any argument of a call holds a secret; what it only looks for, or takes away, does not count. */
export function argumentsHoldSecret(args: JsonObject, held: Held): boolean {
  const { leaves, names } = partsOf(withoutRemoved(args));
  if ([...names].some((name) => name.length >= SHORTEST_KEY && holdsSecret(name, held))) return true;
  return leaves.some(({ name, value }) => {
    if (typeof value !== 'string') return false;
    const found = findSecrets(value);
    return isAnyUnallowed(found, value, held) || isNamedSecret({ name, value, found }, held);
  });
}

/** No key or password in an address is shorter, and most names are: a secret may stand in the name of an argument too. */
const SHORTEST_KEY = 12;

type NamedValue = { readonly name: string; readonly value: string; readonly found: readonly SecretSpan[] };

/** A value whose name is the key of the argument: `{"password": "…"}`. What is known by how it is written was judged as that. */
function isNamedSecret({ name, value, found }: NamedValue, held: Held): boolean {
  if (value.length > 512 || found[0]?.start === 0) return false;
  const assigned = `${name.slice(0, 48)}=${JSON.stringify(value)}`;
  return isAnyUnallowed(findAssignedSecrets(assigned), assigned, held);
}

function withoutRemoved(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => (isRemovedText(name) ? [] : [[name, partsWithoutRemoved(item)]])),
  );
}

function partsWithoutRemoved(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(partsWithoutRemoved) : withoutRemoved(value as JsonObject);
}

/** Classes by which what an argument holds leaves the machine, or stays where others read it. */
const CARRIES: ReadonlySet<EffectClass> = new Set<EffectClass>([
  'net.connect',
  'net.fetch',
  'net.upload',
  'message.send',
  'git.commit',
  'git.push',
  'git.push-force',
  'db.write',
  'model.call',
  'agent.spawn',
  'identity.change',
  'unknown',
]);

/** Tells whether an effect takes along what the arguments hold: it sends, or it writes a text that was not looked at. */
export function carriesArguments({ class: effectClass }: Effect, { writes }: { readonly writes: boolean }): boolean {
  return CARRIES.has(effectClass) || (writes && effectClass === 'file.write');
}

/** Marks an effect as one that holds a secret. */
export function withSecret(effect: Effect): Effect {
  return effect.marks.includes('holds-secret') ? effect : { ...effect, marks: [...effect.marks, 'holds-secret'] };
}
