import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Guarantee } from '../core/sandbox/guarantee.ts';
import { requireGuarantees } from './require-guarantees.ts';
import type { SandboxProbe } from './sandbox.ts';

function probed(found: Partial<SandboxProbe>): SandboxProbe {
  return { works: true, version: null, enforces: new Set<Guarantee>(['freeze']), missing: [], ...found };
}

const title = 'gVisor';

test('lets pass what enforces all that is required', () => {
  requireGuarantees(probed({}), { title, require: ['freeze'] });
  requireGuarantees(probed({}), { title, require: [] });
});

test('says what is missing, and why', () => {
  const missing = [{ guarantee: 'snapshot', why: 'the build is too old' }] as const;
  assert.throws(() => requireGuarantees(probed({ missing }), { title, require: ['terminal', 'snapshot'] }), {
    code: 'sandbox.lacks',
    message:
      'open a sandbox: found no snapshot, which is required: the build is too old; found no terminal, which is required: gVisor never does',
  });
});

test('says why nothing works', () => {
  const missing = [{ guarantee: 'freeze', why: 'runsc was not found' }] as const;
  for (const [found, why] of [
    [missing, /runsc was not found/],
    [[], /gVisor does not work here/],
  ] as const)
    assert.throws(() => requireGuarantees(probed({ works: false, missing: found }), { title, require: [] }), {
      code: 'sandbox.unavailable',
      message: why,
    });
});
