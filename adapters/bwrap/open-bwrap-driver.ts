import type { Socket } from 'node:net';
import { missingGuarantees } from '../../core/sandbox/guarantee.ts';
import { type Sandbox, type SandboxDriver, SandboxError, type SandboxProbe } from '../../ports/sandbox.ts';
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
      const { works, enforces, missing } = await probe();
      if (!works)
        throw new SandboxError(
          'sandbox.unavailable',
          `open a sandbox: ${missing[0]?.why ?? 'bubblewrap does not work here'}`,
        );
      const lacking = missingGuarantees(spec.require, enforces);
      if (lacking.length > 0) throw new SandboxError('sandbox.lacks', `open a sandbox: ${lackOf(lacking, missing)}`);
      return openSession(readSpec(spec, settings), { settings, enforces });
    },
    sweep: () => sweepSessions(settings),
  };
}

function lackOf(lacking: readonly string[], missing: SandboxProbe['missing']): string {
  const whyOf = (name: string): string =>
    missing.find(({ guarantee }) => guarantee === name)?.why ?? 'bubblewrap never does';
  return lacking.map((name) => `${name} is wanted and not enforced: ${whyOf(name)}`).join('; ');
}
