import type { Gateway } from '../gateway.ts';
import type { RunDesk } from './run-desk.ts';

/** What a gateway offers about runs. */
export type RunFlows = Pick<
  Gateway,
  | 'startRun'
  | 'listRuns'
  | 'showRun'
  | 'followRun'
  | 'endRun'
  | 'stopRun'
  | 'freezeRun'
  | 'resumeRun'
  | 'renewRun'
  | 'reviewRun'
  | 'listSandboxes'
>;

/** The flows about runs; `whole` answers the gateway that what comes through their doors is handed to. */
export function runFlows(runs: RunDesk, whole: () => Gateway): RunFlows {
  return {
    startRun: (caller, order) => runs.open(caller, order, whole()),
    listRuns: () => runs.list(),
    showRun: (id) => runs.show(id),
    followRun: (caller, id, wait) => runs.follow(caller, id, wait),
    endRun: (caller, id, exitCode) => runs.end(caller, id, exitCode),
    stopRun: (caller, id, reason) => runs.stop(caller, id, reason),
    freezeRun: (caller, id, reason) => runs.freeze(caller, id, reason),
    resumeRun: (caller, id) => runs.resume(caller, id),
    renewRun: (caller, id, leaseMs) => runs.renew(caller, id, leaseMs),
    reviewRun: (caller, id, verdict) => runs.review(caller, id, verdict),
    listSandboxes: (names) => runs.probes(names),
  };
}
