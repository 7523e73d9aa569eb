import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTainted, isTrusted, type Provenance } from './provenance.ts';

const TABLE: readonly (readonly [Provenance, boolean, boolean])[] = [
  ['operator', true, false],
  ['user', true, false],
  ['trusted-file', true, false],
  ['workspace-file', true, false],
  ['tool:mail', false, true],
  ['web', false, true],
  ['unknown', false, false],
];

for (const [provenance, trusted, tainted] of TABLE) {
  test(`takes ${provenance} for ${trusted ? 'trusted' : tainted ? 'tainted' : 'neither trusted nor tainted'}`, () => {
    assert.equal(isTrusted(provenance), trusted);
    assert.equal(isTainted(provenance), tainted);
  });
}
