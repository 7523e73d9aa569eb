import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { GUARANTEES, type Guarantee } from '../../core/sandbox/guarantee.ts';
import { requireGuarantees } from '../../ports/require-guarantees.ts';
import {
  type Sandbox,
  type SandboxDriver,
  SandboxError,
  type SandboxProbe,
  type SandboxSpec,
} from '../../ports/sandbox.ts';
import { problemsOfSpec } from './check-spec.ts';
import { UnheldSandbox } from './unheld-sandbox.ts';
import { startWatchdog } from './watchdog.ts';

const ENFORCED: readonly Guarantee[] = ['limit.wall', 'limit.output', 'terminal'];
const NOTHING = 'nothing holds the program, as was asked for; choose another sandbox';

/**
 * Runs programs as they are, under the name `none`: on this machine, with this user's rights, files and network.
 *
 * It bounds time and output, ends whole trees, also when the gateway ends, and promises nothing else; whatever else a spec asks
 * of a sandbox is refused. A process that clears its environment and leaves its group is not found any more: what a program
 * that wants to stay must do to stay, only a sandbox keeps it from.
 */
export function openUnheld({ uuid }: { readonly uuid: () => string }): SandboxDriver<Socket> {
  const open = new Set<string>();
  return {
    name: 'none',
    probe: async () => probeOf(),
    open: async (spec) => {
      refuse(spec, open);
      const mark = `${spec.id}:${uuid()}`;
      const watchdog = startWatchdog(mark);
      open.add(spec.id);
      return new UnheldSandbox({ spec, mark, watchdog, onClosed: () => open.delete(spec.id) }) satisfies Sandbox;
    },
    sweep: async () => [],
  };
}

function probeOf(): SandboxProbe {
  const enforces = new Set<Guarantee>([
    ...ENFORCED,
    ...(existsSync('/proc/self/environ') ? (['kill.tree'] as const) : []),
  ]);
  const missing = GUARANTEES.filter((one) => !enforces.has(one)).map((guarantee) => ({ guarantee, why: NOTHING }));
  return { works: true, version: null, enforces, missing };
}

function refuse(spec: SandboxSpec<Socket>, open: ReadonlySet<string>): void {
  const problems = [
    ...problemsOfSpec(spec),
    ...(open.has(spec.id) ? [`id: found ${spec.id}, which is open already`] : []),
  ];
  if (problems.length > 0) throw new SandboxError('sandbox.spec', `run programs as they are: ${problems.join('; ')}`);
  requireGuarantees(probeOf(), { title: 'what runs as it is', require: spec.require });
}
