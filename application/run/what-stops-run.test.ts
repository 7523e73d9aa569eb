import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EmergencyState } from '../../core/incident/emergency-state.ts';
import { whatStopsGateway, whatStopsRun } from './what-stops-run.ts';

const CALM: EmergencyState = { halt: null, safeMode: false, containments: [] };
const RUN = {
  identity: { id: 'run-1', principal: 'agent:claude', session: 'run-1a2b' },
  sessions: new Set(["o'hara; reboot"]),
} as unknown as Parameters<typeof whatStopsRun>[0];

function holding(kind: 'session' | 'principal' | 'tool', name: string): EmergencyState {
  const by = { by: 'human:ada', reason: 'it opened a shell', sinceMs: 1 };
  return { ...CALM, containments: [{ verb: 'freeze', target: { kind, name }, ...by }] };
}

test('names what holds a run, and the command that ends it', () => {
  assert.equal(whatStopsRun(RUN, CALM), null);
  const halted = { ...CALM, halt: { by: 'human:ada', source: 'cli' as const, reason: 'look', sinceMs: 1 } };
  assert.match(whatStopsRun(RUN, halted)?.remedy ?? '', /countersign resume --rationale/u);
  assert.match(whatStopsGateway({ ...CALM, safeMode: true })?.remedy ?? '', /countersign safe-mode off --reason/u);
  const held = whatStopsRun(RUN, holding('session', 'run-1a2b'));
  assert.equal(held?.why, 'the session run-1a2b is held: it opened a shell');
  assert.match(held?.remedy ?? '', /countersign lift session 'run-1a2b' --rationale/u);
  assert.match(whatStopsRun(RUN, holding('principal', 'agent:claude'))?.remedy ?? '', /lift principal 'agent:claude'/u);
  assert.equal(whatStopsRun(RUN, holding('tool', 'Bash')), null);
  assert.equal(whatStopsRun(RUN, holding('session', 'of somebody else')), null);
});

test('quotes a session whose name an agent chose', () => {
  const { remedy = '' } = whatStopsRun(RUN, holding('session', "o'hara; reboot")) ?? {};
  assert.match(remedy, /lift session 'o'\\''hara; reboot' --rationale/u);
});
