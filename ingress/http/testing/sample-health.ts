import type { Health, MetricSample } from '../../../application/gateway.ts';

/** How the fake gateway is. */
export const HEALTH: Health = {
  status: 'ok',
  version: 'test',
  startedAtMs: 1,
  log: { size: 1, writable: true },
  witness: 'none',
  mode: 'enforce',
  profile: 'dev',
  pendingApprovals: 0,
  closedWorkspaces: [],
};

/** What the fake gateway counts. */
export const METRICS: readonly MetricSample[] = [
  {
    name: 'countersign_decisions_total',
    help: 'Decisions by verdict.',
    type: 'counter',
    samples: [{ suffix: '', labels: { verdict: 'deny' }, value: 3 }],
  },
];
