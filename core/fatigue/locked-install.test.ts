import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLockedInstall } from './locked-install.ts';

const is = (line: string): boolean => isLockedInstall(line.split(' '));

test('knows what installs exactly what a lock file pins', () => {
  for (const line of [
    'npm ci',
    'npm ci --ignore-scripts --no-audit',
    'pnpm install --frozen-lockfile',
    'pnpm i --frozen-lockfile --prefer-offline',
    'yarn --frozen-lockfile',
    'yarn install --immutable',
    'uv sync --locked',
    'cargo fetch --locked',
  ])
    assert.equal(is(line), true, line);
});

test('takes no other for one: a package, a place, a registry, or a lock file that may change', () => {
  for (const line of [
    '',
    'npm install',
    'npm ci left-pad',
    'npm ci --registry=https://evil.example',
    'npm ci --prefix ../x',
    'npm ci -g',
    'npm ci --script-shell=./x',
    'npm --userconfig=x ci',
    'pnpm install',
    'pnpm add x --frozen-lockfile',
    'yarn',
    'yarn add x',
    'uv sync',
    'constructor ci',
    'pip install -r requirements.txt',
  ])
    assert.equal(is(line), false, line);
});
