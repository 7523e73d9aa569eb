import { CONTEXT_LINES } from '../diff/diff-limits.ts';
import { type AttendanceWindow, AUTONOMY_PROFILES, CHANNELS } from './policy.ts';
import type { PolicyLayerDocument } from './policy-layer.ts';
import type { PolicyProblem } from './policy-problem.ts';
import { type Settings, windowOf } from './settings.ts';
import { formatMinute, isWindowOpen } from './window.ts';

/** The settings before a layer, and the layers that set them: what those wrote binds the layers after them. */
type Precedent = {
  readonly settings: Settings;
  readonly layers: readonly PolicyLayerDocument[];
  readonly timeZone: string;
};

type Finding = Omit<PolicyProblem, 'source'>;

/**
 * Finds every attempt of a layer to loosen what holds before it.
 *
 * A project may loosen nothing, not even a default, and may not permit, know hosts, vouch for tools or shadow. Any other
 * layer may not loosen what an earlier layer wrote.
 */
export function looseningProblems(layer: PolicyLayerDocument, before: Precedent): readonly PolicyProblem[] {
  const findings = [
    ...looserProfile(layer, before),
    ...looserMode(layer, before),
    ...looserWindow(layer, before),
    ...looserThresholds(layer, before),
    ...looserApproval(layer, before),
    ...looserDiffs(layer, before),
    ...looserCedar(layer, before),
    ...(layer.layer === 'project' ? projectOnly(layer) : []),
  ];
  return findings.map((finding) => ({ source: layer.source, ...finding }));
}

type SettingOf = (layer: PolicyLayerDocument) => unknown;

function isBound(setting: SettingOf, layer: PolicyLayerDocument, { layers }: Precedent): boolean {
  return layer.layer === 'project' || layers.some((earlier) => setting(earlier) !== null);
}

function looserProfile(layer: PolicyLayerDocument, before: Precedent): readonly Finding[] {
  const { profile } = layer;
  const limit = before.settings.profile;
  if (profile === null || AUTONOMY_PROFILES.indexOf(profile) <= AUTONOMY_PROFILES.indexOf(limit)) return [];
  if (!isBound((earlier) => earlier.profile, layer, before)) return [];
  return [{ path: '$.profile', found: profile, wanted: `${limit} or stricter` }];
}

function looserMode(layer: PolicyLayerDocument, before: Precedent): readonly Finding[] {
  if (layer.mode !== 'shadow') return [];
  const isLooser = layer.layer === 'project' || before.layers.some(({ mode }) => mode === 'enforce');
  return isLooser ? [{ path: '$.mode', found: 'shadow', wanted: 'enforce' }] : [];
}

function looserWindow(layer: PolicyLayerDocument, before: Precedent): readonly Finding[] {
  const limit = before.settings.window;
  if (layer.window === null || limit === null || !isBound((earlier) => earlier.window, layer, before)) return [];
  const window = windowOf(layer.window, before.timeZone);
  if (window !== null && isNarrower(window, limit)) return [];
  const wanted = `a window within ${describeWindow(limit)}`;
  return [{ path: '$.window', found: window === null ? 'always' : describeWindow(window), wanted }];
}

/** Windows in two time zones drift against each other with daylight saving: neither is surely within the other. */
function isNarrower(window: AttendanceWindow, limit: AttendanceWindow): boolean {
  if (window.timeZone !== limit.timeZone) return false;
  for (let minute = 0; minute < 1_440; minute++) {
    if (isWindowOpen(window, minute) && !isWindowOpen(limit, minute)) return false;
  }
  return true;
}

function describeWindow({ fromMinute, toMinute, timeZone }: AttendanceWindow): string {
  return `${formatMinute(fromMinute)} to ${formatMinute(toMinute)} ${timeZone}`;
}

function looserThresholds(layer: PolicyLayerDocument, before: Precedent): readonly Finding[] {
  return CHANNELS.flatMap((channel) => {
    const score = layer.thresholds[channel];
    const limit = before.settings.thresholds[channel];
    if (score === null || score <= limit) return [];
    if (!isBound((earlier) => earlier.thresholds[channel], layer, before)) return [];
    return [{ path: `$.thresholds.${channel}`, found: String(score), wanted: `at most ${limit}` }];
  });
}

function looserApproval(layer: PolicyLayerDocument, before: Precedent): readonly Finding[] {
  const { acceptFairQuality, criticalApprovers: atLeast, criticalApproversSet } = before.settings;
  // Where nobody said, two people approve as soon as there are two: a project may not turn that into one.
  const criticalApprovers = criticalApproversSet === true ? atLeast : Math.max(2, atLeast);
  const findings: Finding[] = [];
  if (
    layer.acceptFairQuality === true &&
    !acceptFairQuality &&
    isBound((one) => one.acceptFairQuality, layer, before)
  ) {
    findings.push({ path: '$.accept_fair_quality', found: 'true', wanted: 'false' });
  }
  const count = layer.criticalApprovers;
  if (count !== null && count < criticalApprovers && isBound((one) => one.criticalApprovers, layer, before)) {
    findings.push({ path: '$.critical_approvers', found: String(count), wanted: `at least ${criticalApprovers}` });
  }
  return findings;
}

/** What diffs may hold, and how much of a file they must show around a change. */
function looserDiffs(layer: PolicyLayerDocument, before: Precedent): readonly Finding[] {
  const { acceptBinaryPatches, diffContextLines = CONTEXT_LINES } = before.settings;
  const findings: Finding[] = [];
  if (
    layer.acceptBinaryPatches === true &&
    acceptBinaryPatches !== true &&
    isBound((one) => one.acceptBinaryPatches ?? null, layer, before)
  ) {
    findings.push({ path: '$.accept_binary_patches', found: 'true', wanted: 'false' });
  }
  const count = layer.diffContextLines ?? diffContextLines;
  if (count < diffContextLines && isBound((one) => one.diffContextLines ?? null, layer, before)) {
    findings.push({ path: '$.diff_context_lines', found: String(count), wanted: `at least ${diffContextLines}` });
  }
  return findings;
}

const CEDAR_STRICTNESS = { off: 0, restrict: 1, allowlist: 2 } as const;

function looserCedar(layer: PolicyLayerDocument, before: Precedent): readonly Finding[] {
  const limit = before.settings.cedarMode;
  const mode = layer.cedarMode;
  if (mode === null || CEDAR_STRICTNESS[mode] >= CEDAR_STRICTNESS[limit]) return [];
  if (!isBound((earlier) => earlier.cedarMode, layer, before)) return [];
  return [{ path: '$.cedar.mode', found: mode, wanted: limit === 'restrict' ? 'restrict or allowlist' : 'allowlist' }];
}

/** What only the operator's own layers may say. */
function projectOnly({ surroundings, rules, whitelist, trustedFolders }: PolicyLayerDocument): readonly Finding[] {
  const findings: Finding[] = rules
    .filter(({ decision }) => decision === 'permit')
    .map(({ id }) => ({ path: '$.rules', found: `the permit ${id} in a project`, wanted: 'forbid or ask' }));
  if (surroundings.knownHosts.length > 0) {
    findings.push({
      path: '$.known_hosts',
      found: 'known hosts in a project',
      wanted: 'them in the organisation layer',
    });
  }
  if (surroundings.toolProfiles.length > 0) {
    findings.push({ path: '$.tools', found: 'tool profiles in a project', wanted: 'them in the organisation layer' });
  }
  if (surroundings.allowedSecrets !== undefined) {
    findings.push({
      path: '$.secrets',
      found: 'allowed secrets in a project',
      wanted: 'them in the organisation layer',
    });
  }
  if (whitelist !== undefined) {
    findings.push({
      path: '$.whitelist',
      found: 'a whitelist in a project',
      wanted: 'it in the organisation layer; a project tightens with ask and forbid rules',
    });
  }
  if (trustedFolders !== undefined) {
    findings.push({
      path: '$.trusted_folders',
      found: 'trusted folders in a project',
      wanted: 'them in the organisation layer',
    });
  }
  if (surroundings.serverNames !== undefined) {
    findings.push({
      path: '$.servers',
      found: 'names of servers in a project',
      wanted: 'them in the organisation layer',
    });
  }
  return findings;
}
