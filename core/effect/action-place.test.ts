import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionOf, HOME } from '../testing/samples.ts';
import { unparsedShell } from '../testing/unparsed-shell.ts';
import { unparsedSql } from '../testing/unparsed-sql.ts';
import { isInOtherWorkspace, isInWorkspace, placeOf, realPathOf } from './action-place.ts';
import type { EffectSurroundings } from './surroundings.ts';

function place(workspace: string, more: Partial<EffectSurroundings> = {}) {
  const surroundings: EffectSurroundings = {
    home: HOME,
    gatewayPaths: [],
    realPaths: {},
    otherWorkspaces: [],
    isKnownHost: () => false,
    toolProfiles: [],
    matchesTool: () => false,
    parseShell: unparsedShell,
    parseSql: unparsedSql,
    ...more,
  };
  return placeOf(actionOf('Read', {}, { workspace, cwd: workspace }), surroundings);
}

test('brings every anchor into its normal form', () => {
  const found = place('/w//a/../site/', { home: '/home/ada/', gatewayPaths: ['/g/', 'g'], otherWorkspaces: ['/o/.'] });
  assert.deepEqual([found.home, found.cwd, found.workspaces], ['/home/ada', '/w/site', ['/w/site']]);
  assert.deepEqual([found.gatewayPaths, found.otherWorkspaces], [['/g'], ['/o']]);
});

test('anchors nothing to what is no absolute path', () => {
  const found = place('site', { home: 'home' });
  assert.deepEqual([found.home, found.cwd, found.workspaces], ['/', '/', []]);
});

test('grants no system folder, whatever a session claims', () => {
  for (const claimed of [
    '/',
    '/etc',
    '/etc/nginx',
    '/usr/local/src',
    '/home',
    '/var',
    '/proc/1',
    '/etc/..',
    '/dev/shm',
  ]) {
    assert.equal(isInWorkspace('/etc/nginx/x', place(claimed)), false, claimed);
    assert.deepEqual(place(claimed).workspaces, [], claimed);
  }
  for (const claimed of ['/var/www', '/opt/app', '/home/ada', '/root'])
    assert.deepEqual(place(claimed).workspaces, [claimed]);
});

test('counts the workspace as written and behind its links, unless they lead to the system', () => {
  const linked = place('/w/site', { realPaths: { '/w/site': '/data/site' } });
  assert.equal(isInWorkspace('/w/site/a', linked), true);
  assert.equal(isInWorkspace('/data/site/a', linked), true);
  assert.equal(isInWorkspace('/data/other', linked), false);
  assert.deepEqual(place('/w/site', { realPaths: { '/w/site': '/etc' } }).workspaces, []);
});

test('looks real paths up by their own keys only', () => {
  assert.equal(realPathOf('/a', { realPaths: { '/a': '/b' } }), '/b');
  assert.equal(realPathOf('constructor', { realPaths: {} }), 'constructor');
});

test('knows another workspace from a folder of one’s own', () => {
  assert.equal(isInOtherWorkspace('/w/b/x', place('/w/a', { otherWorkspaces: ['/w/b'] })), true);
  assert.equal(isInOtherWorkspace('/w/a/x', place('/w/a', { otherWorkspaces: ['/w/b'] })), false);
  assert.equal(isInOtherWorkspace('/w/a/x', place('/w/a', { otherWorkspaces: ['/w/a'] })), false);
  assert.equal(isInOtherWorkspace('/w/a/x', place('/w/a', { otherWorkspaces: ['/w'] })), false);
  assert.equal(isInOtherWorkspace('/w/a/sub/x', place('/w/a', { otherWorkspaces: ['/w/a/sub'] })), true);
});
