import type { Socket } from 'node:net';
import { requireGuarantees } from '../../ports/require-guarantees.ts';
import type { Sandbox, SandboxDriver, SandboxProbe } from '../../ports/sandbox.ts';
import { openSession } from './session/open-session.ts';
import { probeSessions } from './session/probe-sessions.ts';
import { readSpec } from './session/read-spec.ts';
import type { SessionSettings } from './session/session-settings.ts';
import { sweepSessions } from './session/sweep-sessions.ts';

export type { SessionSettings } from './session/session-settings.ts';

/** How long an answer holds: a package may be installed, or a setting of the machine changed, meanwhile. */
const PROBE_MS = 10 * 60_000;

/**
 * Makes sandboxes with bubblewrap: sessions of programs that share a network of their own, temporary files and a layer for
 * changes, each program in a sandbox of its own (see docs/decisions/0042). Linux only. Programs never run under the
 * administrator's number. Nothing outlives this process.
 */
export function openBwrapDriver(settings: SessionSettings): SandboxDriver<Socket> {
  let known: { readonly probe: Promise<SandboxProbe>; readonly atMs: number } | null = null;
  const probe = (): Promise<SandboxProbe> => {
    if (known === null || performance.now() - known.atMs > PROBE_MS)
      known = { probe: probeSessions(settings), atMs: performance.now() };
    return known.probe;
  };
  return {
    name: 'bwrap',
    probe,
    open: async (spec): Promise<Sandbox> => {
      const found = await probe();
      requireGuarantees(found, { title: 'bubblewrap', require: spec.require });
      return openSession(readSpec(spec, settings), { settings, enforces: found.enforces });
    },
    sweep: () => sweepSessions(settings),
  };
}
