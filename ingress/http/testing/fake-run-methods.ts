import type { Gateway } from '../../../application/gateway.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import type { RunFlows } from '../../../application/run/run-flows.ts';
import type { RunSummary, RunView } from '../../../application/run/run-view.ts';

/** A run as the fake gateway shows it. */
export const FAKE_RUN: RunView = {
  id: '0123456789abcdef',
  session: 'run-0001',
  principal: 'agent:claude',
  workspace: '/home/dev/project',
  program: 'claude',
  isolation: 'bwrap',
  changes: 'keep',
  state: 'running',
  startedAtMs: 1_000,
  expiresAtMs: 2_000,
};

const SUMMARY: RunSummary = {
  run: { ...FAKE_RUN, state: 'ended' },
  durationMs: 500,
  actions: { decided: 3, allowed: 1, asked: 1, denied: 1 },
  files: [{ path: 'a.ts', change: 'changed' }],
  total: 1,
  leftOut: [{ path: '.git/hooks/x', why: 'it instructs other programs on this machine' }],
  notKept: [{ path: 'node_modules', why: 'installed packages' }],
  traffic: { opened: 2, refused: 1, bytesOut: 10, bytesIn: 20, refusedHosts: ['example.com'] },
  spent: { tokens: 10, costMicros: 20 },
  stopped: null,
  output: null,
  notes: [],
  remains: [],
};

function find(id: string): void {
  if (id !== FAKE_RUN.id) throw new GatewayError('run.unknown', 'find a run: there is none');
}

/** The part of a fake gateway that is about runs: it knows one, and notes every call. */
export function fakeRunMethods(note: (method: keyof Gateway, ...args: readonly unknown[]) => void): RunFlows {
  const settled = (method: keyof Gateway) => async (_caller: unknown, id: string, given: unknown) => {
    note(method, id, given);
    find(id);
    return SUMMARY;
  };
  const moved = (method: keyof Gateway) => async (_caller: unknown, id: string, given?: unknown) => {
    note(method, id, given);
    find(id);
    return FAKE_RUN;
  };
  return {
    startRun: async (_caller, order) => {
      note('startRun', order);
      const launch = { argv: ['/bin/true'], environment: { PATH: '/bin' }, inputs: [Uint8Array.of(1, 2)] };
      return { run: FAKE_RUN, launch, notes: ['nothing more'] };
    },
    listRuns: () => [FAKE_RUN],
    showRun: (id) => {
      find(id);
      return { run: FAKE_RUN, summary: null };
    },
    followRun: async (_caller, id, { known, waitMs }) => {
      note('followRun', id, { known, waitMs });
      find(id);
      return { run: SUMMARY.run, summary: SUMMARY };
    },
    endRun: settled('endRun'),
    stopRun: settled('stopRun'),
    freezeRun: moved('freezeRun'),
    resumeRun: moved('resumeRun'),
    renewRun: moved('renewRun'),
    reviewRun: settled('reviewRun'),
    listSandboxes: async () => [
      {
        name: 'bwrap',
        probe: {
          works: true,
          version: '0.8.0',
          enforces: new Set(['freeze', 'files.private-root']),
          missing: [{ guarantee: 'trace.files', why: 'strace is missing' }],
        },
      },
    ],
  };
}
