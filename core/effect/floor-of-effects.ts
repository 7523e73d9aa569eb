import { isBlockDevice } from '../path/path-category.ts';
import { isVitalTree } from '../path/vital-tree.ts';
import type { ActionPlace } from './action-place.ts';
import type { Effect } from './effect.ts';
import type { FloorFinding } from './shell/floor-finding.ts';

/**
 * Finds what follows from effects alone, whatever tool they came through, and that no approval can let through: leaving
 * the sandbox, the gateway's own state, a wipe, a write to a device. Null when there is nothing.
 */
export function floorOfEffects(effects: readonly Effect[], place: ActionPlace): FloorFinding | null {
  for (const effect of effects) {
    const finding = floorOfEffect(effect, place);
    if (finding !== null) return finding;
  }
  return null;
}

function floorOfEffect({ class: effectClass, resource, marks }: Effect, place: ActionPlace): FloorFinding | null {
  if (effectClass === 'sandbox.escape-attempt')
    return { rule: 'floor.escape', reason: 'it tries to leave its sandbox' };
  if (resource.kind !== 'path' || effectClass === 'unknown') return null;
  if (marks.includes('gateway-state')) {
    return { rule: 'floor.gateway-state', reason: "it would touch the gateway's own keys, log or policy" };
  }
  if (effectClass === 'file.read' || effectClass === 'secret.read') return null;
  if (resource.value === '/proc/sysrq-trigger') {
    return { rule: 'floor.power', reason: 'it would switch the machine off or restart it' };
  }
  if (isBlockDevice(resource.value)) {
    return { rule: 'floor.device-write', reason: 'it would write over a block device' };
  }
  if (effectClass === 'file.delete' && isVitalTree(withoutEverything(resource.value), place)) {
    return { rule: 'floor.wipe', reason: 'it would delete the root, a system folder or a home folder' };
  }
  return null;
}

/** Everything in a drive of Windows is that drive: its tools name it `C:\\*`. */
function withoutEverything(path: string): string {
  return path.endsWith(':/*') ? path.slice(0, -'/*'.length) : path;
}
