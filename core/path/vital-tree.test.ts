import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GATEWAY } from '../testing/samples.ts';
import { isVitalTree } from './vital-tree.ts';

const PLACE = { home: '/data/people/ada', gatewayPaths: [GATEWAY] };

const VITAL = [
  '/',
  '/etc',
  '/Users',
  '/home',
  '/home/bob',
  '/users/bob',
  '/data',
  '/data/people/ada',
  '/home/ada/.local',
  GATEWAY,
  '/C:',
  '/c:/Windows',
  '/D:/Users',
];
const ORDINARY = [
  '/tmp',
  '/etc/nginx',
  '/home/bob/site',
  '/data/people/ada/site',
  '/data/people/bob',
  `${GATEWAY}x`,
  '/c:/work',
  '/c',
];

for (const path of VITAL) test(`never lets ${path} be deleted`, () => assert.equal(isVitalTree(path, PLACE), true));
for (const path of ORDINARY) test(`may let ${path} be deleted`, () => assert.equal(isVitalTree(path, PLACE), false));
