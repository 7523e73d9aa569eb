import { type AttendanceWindow, CHANNELS, type Policy, type PolicySurroundings } from './policy.ts';
import type { PolicyLayerDocument, WindowSetting } from './policy-layer.ts';

/** The settings of a policy, without what is counted once for all layers. */
export type Settings = Omit<Policy, 'version' | 'rules' | 'weights'>;

/** What holds where no layer says otherwise (model §3, §4). Cedar policies restrict as soon as there are some. */
export function defaultSettings(given: { readonly timeZone: string; readonly cedarSource: string | null }): Settings {
  return {
    profile: 'dev',
    mode: 'enforce',
    window: { fromMinute: 480, toMinute: 1_320, timeZone: given.timeZone },
    thresholds: { api: 30, telegram: 40, discord: 50, cli: 60 },
    acceptFairQuality: false,
    criticalApprovers: 1,
    surroundings: { knownHosts: [], productionPaths: [], productionHosts: [], toolProfiles: [] },
    cedarMode: given.cedarSource === null ? 'off' : 'restrict',
  };
}

/** Overlays a layer on the settings before it. `timeZone` is for a window that names none. */
export function applySettings(before: Settings, layer: PolicyLayerDocument, timeZone: string): Settings {
  const thresholds = CHANNELS.map((name) => [name, layer.thresholds[name] ?? before.thresholds[name]]);
  return {
    profile: layer.profile ?? before.profile,
    mode: layer.mode ?? before.mode,
    window: layer.window === null ? before.window : windowOf(layer.window, timeZone),
    thresholds: Object.fromEntries(thresholds) as Settings['thresholds'],
    acceptFairQuality: layer.acceptFairQuality ?? before.acceptFairQuality,
    criticalApprovers: layer.criticalApprovers ?? before.criticalApprovers,
    surroundings: joinSurroundings(before.surroundings, layer.surroundings),
    cedarMode: layer.cedarMode ?? before.cedarMode,
    ...binaryPatches(layer.acceptBinaryPatches ?? before.acceptBinaryPatches),
    ...(layer.criticalApprovers === null && before.criticalApproversSet !== true ? {} : { criticalApproversSet: true }),
    ...contextLines(layer.diffContextLines ?? before.diffContextLines),
    ...fewerPrompts('whitelist', [...(before.whitelist ?? []), ...(layer.whitelist ?? [])]),
    ...fewerPrompts('trustedFolders', [...(before.trustedFolders ?? []), ...(layer.trustedFolders ?? [])]),
  };
}

/** Absent where nobody wrote it: policies that say nothing of it stay what they were, byte for byte. */
function binaryPatches(accepted: boolean | undefined): Pick<Settings, 'acceptBinaryPatches'> {
  return accepted === undefined ? {} : { acceptBinaryPatches: accepted };
}

function contextLines(count: number | undefined): Pick<Settings, 'diffContextLines'> {
  return count === undefined ? {} : { diffContextLines: count };
}

/** Absent where nobody wrote one: policies that say nothing of it stay what they were, byte for byte. */
function fewerPrompts<Name extends 'whitelist' | 'trustedFolders'>(
  name: Name,
  items: NonNullable<Settings[Name]>,
): Pick<Settings, Name> {
  return (items.length === 0 ? {} : { [name]: items }) as Pick<Settings, Name>;
}

/** The window a setting means; null when it is always open. */
export function windowOf(setting: WindowSetting, timeZone: string): AttendanceWindow | null {
  if (setting.kind === 'always') return null;
  return { fromMinute: setting.fromMinute, toMinute: setting.toMinute, timeZone: setting.timeZone ?? timeZone };
}

function joinSurroundings(first: PolicySurroundings, second: PolicySurroundings): PolicySurroundings {
  return {
    knownHosts: [...first.knownHosts, ...second.knownHosts],
    productionPaths: [...first.productionPaths, ...second.productionPaths],
    productionHosts: [...first.productionHosts, ...second.productionHosts],
    toolProfiles: [...first.toolProfiles, ...second.toolProfiles],
    ...joined('allowedSecrets', [first, second]),
    ...joined('serverProfiles', [first, second]),
    ...joined('serverNames', [first, second]),
  };
}

type OptionalList = 'allowedSecrets' | 'serverProfiles' | 'serverNames';

/** A list that is absent where nobody wrote one: policies that say nothing of it stay what they were, byte for byte. */
function joined(
  name: OptionalList,
  [first, second]: readonly [PolicySurroundings, PolicySurroundings],
): Pick<PolicySurroundings, OptionalList> {
  const items = [...(first[name] ?? []), ...(second[name] ?? [])];
  return items.length === 0 ? {} : { [name]: items };
}
