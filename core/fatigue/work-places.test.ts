import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import type { Action } from '../action/action.ts';
import { actionOf, WORKSPACE } from '../testing/samples.ts';
import { type RealPlaces, realPlace, staysInPlace, workPlaces } from './work-places.ts';

const parse = await openShellParser();

function stays(command: string, real: RealPlaces = {}, more: Partial<Action> = {}): boolean {
  return staysInPlace(actionOf('Bash', { command }, more), { parse, real });
}

test('names the workspace, the folder of the call, the folder that a line changes to, and its scripts', () => {
  assert.deepEqual(
    workPlaces(actionOf('Bash', { command: 'cd a && ./check.sh && cd' }, { cwd: `${WORKSPACE}/b` }), parse),
    [WORKSPACE, `${WORKSPACE}/b`, `${WORKSPACE}/b/a`, `${WORKSPACE}/b/check.sh`, `${WORKSPACE}/b/a/check.sh`],
  );
  assert.deepEqual(workPlaces(actionOf('Bash', { command: 'npm test > x' }), parse), [WORKSPACE]);
  assert.deepEqual(workPlaces(actionOf('Read', { file_path: 'a' }), parse), [WORKSPACE]);
});

test('stays in place where no place is a link that leads out', () => {
  assert.equal(stays('cd a && npm test'), true);
  assert.equal(stays('npm test', { [WORKSPACE]: '/mnt/app' }, { cwd: WORKSPACE }), true);
  assert.equal(stays('cd a && npm test', { [`${WORKSPACE}/a`]: `${WORKSPACE}/b` }), true);
  for (const [command, place] of [
    ['cd a && npm test', 'a'],
    ['./tools/check.sh', 'tools/check.sh'],
    ['node tools/check.js', 'tools/check.js'],
  ] as const)
    assert.equal(stays(command, { [`${WORKSPACE}/${place}`]: '/tmp/evil' }), false, command);
  assert.equal(stays('npm test', {}, { cwd: '/tmp' }), false);
  assert.equal(stays('npm test', { [`${WORKSPACE}/a`]: '/tmp/evil' }, { cwd: `${WORKSPACE}/a` }), false);
  assert.equal(stays('cd "" && npm test'), false);
});

test('reads a place as it is where it is no link', () => {
  assert.equal(realPlace('/a', {}), '/a');
  assert.equal(realPlace('constructor', {}), 'constructor');
  assert.equal(realPlace('/a', { '/a': '/b' }), '/b');
});
