import type { WireJson, WireJsonObject } from './wire.ts';

/** What `readHookGroups` finds for an event: our hook as it should be, one that differs, or none. */
export type HookState = 'installed' | 'altered' | 'missing';

/**
 * Our hooks for settings of the form `hooks.<Event>[] = { matcher, hooks[] }`, or flat: `hooks.<event>[] = hook`; and how to
 * tell one of ours.
 */
export type HookGroups = {
  /** The group, or the hook, for each event that is hooked. */
  readonly groups: { readonly [event: string]: WireJsonObject };
  /** Fields that the settings must have beside their hooks; what is there already stays. */
  readonly base?: WireJsonObject;
  /** Whether a hook is ours, wherever and by whichever version it was written. */
  readonly isOurs: (hook: WireJson) => boolean;
};

/**
 * Settings with our hooks added after those that are there. Hooks of ours that were there before are replaced; everything
 * else stays, in its order.
 */
export function addHookGroups(settings: WireJsonObject, { groups, base, isOurs }: HookGroups): WireJsonObject {
  const clean = removeHookGroups(settings, { isOurs });
  const hooks = objectIn(clean, 'hooks');
  const added = Object.entries(groups).map(([event, group]) => [event, [...listIn(hooks, event), group]]);
  return { ...base, ...clean, hooks: { ...hooks, ...Object.fromEntries(added) } };
}

/** Settings without our hooks. What becomes empty by it goes too; what others put there stays. */
export function removeHookGroups(settings: WireJsonObject, { isOurs }: Pick<HookGroups, 'isOurs'>): WireJsonObject {
  if (!isObject(settings['hooks'])) return settings;
  const hooks: { [event: string]: WireJson } = {};
  for (const [event, groups] of Object.entries(settings['hooks'])) {
    if (!Array.isArray(groups)) {
      hooks[event] = groups;
      continue;
    }
    const kept = groups.flatMap((group) => withoutOurs(group, isOurs));
    if (kept.length > 0 || groups.length === 0) hooks[event] = kept;
  }
  const { hooks: _, ...rest } = settings;
  return Object.keys(hooks).length === 0 ? rest : { ...rest, hooks };
}

/** For each event, whether our hook is in the settings exactly as this version would write it. */
export function readHookGroups(
  settings: WireJsonObject,
  { groups, isOurs }: HookGroups,
): { readonly [event: string]: HookState } {
  const hooks = objectIn(settings, 'hooks');
  const stateOf = (event: string, wanted: WireJsonObject): HookState => {
    const found = listIn(hooks, event);
    if (found.some((group) => sortedText(group) === sortedText(wanted))) return 'installed';
    return found.some((group) => isOurs(group) || hooksOf(group).some(isOurs)) ? 'altered' : 'missing';
  };
  return Object.fromEntries(Object.entries(groups).map(([event, group]) => [event, stateOf(event, group)]));
}

/**
 * Our hooks of an agent whose settings hold lines for a shell: `'<countersign>' hook <agent> <event>`. `field` is where a hook
 * holds its line: `command` unless said otherwise.
 */
export function commandHooks(
  agent: string,
  {
    events,
    command,
    field = 'command',
    groupOf,
  }: {
    readonly events: readonly string[];
    readonly command: string;
    readonly field?: string;
    readonly groupOf: (event: string, line: string) => WireJsonObject;
  },
): HookGroups {
  const lineOf = (event: string): string => `'${command.replaceAll("'", `'\\''`)}' hook ${agent} ${event}`;
  const groups = Object.fromEntries(events.map((event) => [event, groupOf(event, lineOf(event))]));
  const isOurs = (hook: WireJson): boolean => {
    const line = isObject(hook) && Object.hasOwn(hook, field) ? hook[field] : null;
    return typeof line === 'string' && line.includes('countersign') && ` ${line} `.includes(` hook ${agent} `);
  };
  return { groups, isOurs };
}

/** The group as a list of one, or of none when it is ours or nothing but ours was in it. */
function withoutOurs(group: WireJson, isOurs: HookGroups['isOurs']): readonly WireJson[] {
  if (isOurs(group)) return [];
  const others = hooksOf(group).filter((hook) => !isOurs(hook));
  if (!isObject(group) || others.length === hooksOf(group).length) return [group];
  return others.length === 0 ? [] : [{ ...group, hooks: others }];
}

/** JSON with the keys of every object in order, so that texts are equal when values are. */
function sortedText(value: WireJson): string {
  return JSON.stringify(value, (_key, child: WireJson) =>
    isObject(child) ? Object.fromEntries(Object.entries(child).toSorted(([a], [b]) => (a < b ? -1 : 1))) : child,
  );
}

function hooksOf(group: WireJson): readonly WireJson[] {
  return isObject(group) ? listIn(group, 'hooks') : [];
}

function listIn(object: WireJsonObject, field: string): readonly WireJson[] {
  const value = Object.hasOwn(object, field) ? object[field] : null;
  return Array.isArray(value) ? value : [];
}

function objectIn(object: WireJsonObject, field: string): WireJsonObject {
  const value = Object.hasOwn(object, field) ? object[field] : null;
  return isObject(value) ? value : {};
}

/** Whether a value is an object of fields. */
export function isObject(value: WireJson | undefined): value is WireJsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
