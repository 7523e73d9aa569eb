import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WAIT } from '../../core/gate/gate-report.ts';
import type { CallVerdict } from './mcp-gate.ts';
import { verdictText } from './texts.ts';

test('Only an open question tells the model to wait for its answer', () => {
  const base = { reason: 'because', remedies: ['Read another file.', WAIT], approval: 'k9hyh7e5aghce359' };
  const of = (verdict: string): string => verdictText({ ...base, verdict } as unknown as CallVerdict, 'read');
  assert.ok(of('require-approval').includes(WAIT));
  assert.ok(of('deny').includes('Read another file.'));
  assert.ok(!of('deny').includes(WAIT));
});
