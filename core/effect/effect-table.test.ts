import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EFFECT_CLASSES } from './effect.ts';
import { EFFECT_TABLE } from './effect-table.ts';
import { makeEffect } from './make-effect.ts';

/** The class floors of the model (§3), by level. */
const FLOORS = {
  0: 'file.read crisis.support',
  11: 'file.write file.metadata process.run git.commit db.read model.call agent.spawn',
  31: 'file.delete process.signal net.connect net.fetch message.send package.install git.push db.write',
  66: 'shell.opaque net.upload git.push-force git.history-rewrite ci.modify config.modify service.change db.schema deploy.staging secret.read payment unknown',
  90: 'self.modify deploy.production secret.manage identity.change policy.change sandbox.escape-attempt crisis.decision',
} as const;

for (const [floor, classes] of Object.entries(FLOORS)) {
  test(`gives ${classes.split(' ').length} classes the floor ${floor}`, () => {
    const found = EFFECT_CLASSES.filter((name) => EFFECT_TABLE[name].floor === Number(floor));
    assert.deepEqual([...found].sort(), classes.split(' ').sort());
  });
}

test('calls every critical class destructive, and whatever destroys data', () => {
  for (const name of EFFECT_CLASSES)
    if (EFFECT_TABLE[name].floor >= 90) assert.equal(EFFECT_TABLE[name].destructive, true, name);
  for (const name of ['file.delete', 'db.write', 'git.push-force', 'shell.opaque', 'unknown', 'payment'] as const) {
    assert.equal(EFFECT_TABLE[name].destructive, true, name);
  }
});

test('lets an analyser find an effect less reversible than its class', () => {
  const resource = { kind: 'other', value: '' } as const;
  assert.equal(makeEffect('file.write', resource, { detail: '' }).reversibility, 'reversible');
  assert.equal(
    makeEffect('file.write', resource, { detail: '', reversibility: 'irreversible' }).reversibility,
    'irreversible',
  );
  assert.equal(makeEffect('file.write', resource, { detail: '' }).resource.provenance, 'unknown');
});
