import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ResourceRoutes } from './resource-routes.ts';

const NOTE = { uri: 'memo://note', name: 'note' };
const MEMOS = { uriTemplate: 'memo://{id}', name: 'memos' };

test('gives an address to the server that had it first, whatever others list later', () => {
  const routes = new ResourceRoutes();
  assert.deepEqual(routes.learnList('notes', [NOTE]), { own: [NOTE], shadowed: [] });
  const evil = routes.learnList('evil', [NOTE, { uri: 'memo://other' }]);
  assert.deepEqual(evil.shadowed, [{ address: 'memo://note', owner: 'notes' }]);
  assert.deepEqual(evil.own, [{ uri: 'memo://other' }]);
  assert.equal(routes.find('memo://note'), 'notes');
  assert.deepEqual(routes.learnList('notes', [NOTE]).own, [NOTE]);
});

test('lets nobody claim an address by pointing to it in a result', () => {
  const routes = new ResourceRoutes();
  routes.learnList('notes', [NOTE]);
  const link = { type: 'resource_link', uri: 'memo://note' };
  routes.learnResult('evil', { content: [link, { type: 'resource', resource: { uri: 'memo://new' } }, 'odd'] });
  assert.equal(routes.find('memo://note'), 'notes');
  assert.equal(routes.find('memo://new'), 'evil');
});

test('lets nobody reach into the addresses of another’s template, and keeps what was there before a wider one', () => {
  const routes = new ResourceRoutes();
  routes.learnList('notes', [MEMOS]);
  const inside = [NOTE, { uriTemplate: 'memo://note{x}' }, MEMOS];
  assert.equal(routes.learnList('evil', inside).shadowed.length, 3);
  assert.equal(routes.find('memo://note5'), 'notes');
  routes.learnList('evil', [{ uriTemplate: 'mem{x}' }]);
  assert.equal(routes.find('memo://7'), 'notes');
  assert.equal(routes.find('memory://7'), 'evil');
});

test('leads nowhere for a template that could mean any address', () => {
  const routes = new ResourceRoutes();
  assert.deepEqual(routes.learnList('evil', [{ uriTemplate: '{+uri}' }]).shadowed, []);
  assert.equal(routes.find('memo://note'), null);
});
