import type { Guarantee } from '../../../core/sandbox/guarantee.ts';
import type { SandboxProbe } from '../../../ports/sandbox.ts';
import type { SessionSettings } from './session-settings.ts';

export async function probeSessions(_settings: SessionSettings): Promise<SandboxProbe> {
  const enforces: Guarantee[] = [
    'files.private-root',
    'files.copy-on-write',
    'network.none',
    'network.proxy-only',
    'processes.isolated',
    'privileges.none',
    'calls.filtered',
    'namespaces.denied',
    'limit.memory',
    'limit.processes',
    'limit.cpu',
    'limit.wall',
    'limit.output',
    'limit.files',
    'freeze',
    'kill.tree',
    'trace.files',
    'terminal',
  ];
  return { works: true, version: '0', enforces: new Set(enforces), missing: [] };
}
