import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surroundingsOf } from '../decide.ts';
import { actionOf, effectOf, factsOf, GATEWAY, policyOf } from '../testing/samples.ts';
import { placeOf } from './action-place.ts';
import { analyseFile, type FileOperation } from './analyse-file.ts';
import type { Effect } from './effect.ts';
import { floorOfEffects } from './floor-of-effects.ts';

const PLACE = placeOf(actionOf(), surroundingsOf(factsOf(), policyOf()));

function rule(effects: readonly Effect[]): string | null {
  return floorOfEffects(effects, PLACE)?.rule ?? null;
}

function file(operation: FileOperation, path: string): readonly Effect[] {
  return analyseFile(operation, path, { place: PLACE });
}

test('forbids leaving the sandbox, wherever it stands', () => {
  assert.equal(rule([effectOf('file.read'), effectOf('sandbox.escape-attempt')]), 'floor.escape');
  assert.equal(rule([]), null);
});

test('forbids every use of the gateway’s own state, reading included', () => {
  assert.equal(rule(file('read', `${GATEWAY}/keys/approver.pem`)), 'floor.gateway-state');
  assert.equal(rule(file('write', `${GATEWAY}/policy.yaml`)), 'floor.gateway-state');
  assert.equal(rule(file('delete', '~/.local')), 'floor.gateway-state');
  assert.equal(rule(file('read', '~/.local')), null);
});

test('forbids writing to a disk, not to other devices, and not reading', () => {
  assert.equal(rule(file('write', '/dev/sda')), 'floor.device-write');
  assert.equal(rule(file('metadata', '/dev/mapper/root')), 'floor.device-write');
  assert.equal(rule(file('read', '/dev/sda')), null);
  assert.equal(rule(file('write', '/dev/null')), null);
  assert.equal(rule(file('write', '/dev/shm/x')), null);
});

test('forbids deleting a vital tree', () => {
  assert.equal(rule(file('delete', '/home/bob')), 'floor.wipe');
  assert.equal(rule(file('delete', '/etc')), 'floor.wipe');
  assert.equal(rule(file('delete', '/C:/*')), 'floor.wipe');
  assert.equal(rule(file('delete', '/C:/work/*')), null);
  assert.equal(rule(file('write', '/etc')), null);
  assert.equal(rule(file('delete', '/tmp/x')), null);
});

test('leaves a path that cannot be read to people', () => assert.equal(rule(file('delete', '')), null));

test('forbids the switch of the kernel that restarts the machine', () => {
  assert.equal(rule(file('write', '/proc/sysrq-trigger')), 'floor.power');
  assert.equal(rule(file('read', '/proc/sysrq-trigger')), null);
});
