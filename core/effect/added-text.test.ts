import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hazardOfAdded } from './added-text.ts';

const isKnownHost = (host: string): boolean => host === 'registry.npmjs.org';

function hazard(path: string, added: string): string | null {
  return hazardOfAdded(`/w/${path}`, added, { isKnownHost });
}

test('A script that runs at installation is told', () => {
  const told = 'add a script that runs at installation';
  assert.equal(hazard('package.json', '"scripts": { "postinstall": "node x.js" }'), told);
  assert.equal(hazard('sub/package.json', '  "prepare" : "husky"'), told);
  assert.equal(hazard('package.json', '"keywords": ["install"], "scripts": { "test": "install" }'), null);
});

test('A dependency from elsewhere than a registry is told, links for people are not', () => {
  const told = 'add a dependency from elsewhere than a registry';
  for (const value of ['git+https://x.example/a', 'github:a/b', 'https://x.example/a.tgz', 'file:../a']) {
    assert.equal(hazard('package.json', `  "left": "${value}",`), told, value);
  }
  assert.equal(hazard('package.json', '  "homepage": "https://x.example/a",\n  "left": "^1.0.0"'), null);
});

test('A package that is locked to a host nobody knows is told', () => {
  const told = 'take packages from a host that the policy does not know';
  assert.equal(hazard('package-lock.json', '"resolved": "https://evil.example/a.tgz"'), told);
  assert.equal(hazard('yarn.lock', '  resolved "https://evil.example/a.tgz#1"'), told);
  assert.equal(hazard('.npmrc', 'registry=https://evil.example/'), told);
  assert.equal(hazard('requirements.txt', '--index-url https://evil.example/simple'), told);
  assert.equal(hazard('package-lock.json', '"resolved": "https://[/a.tgz"'), told);
  assert.equal(hazard('package-lock.json', '"resolved": "https://registry.npmjs.org/a/-/a.tgz"'), null);
  assert.equal(hazard('package-lock.json', '"url": "https://opencollective.example/a"\nno address'), null);
});

test('Settings by which git runs programs are told, under any name', () => {
  const told = 'add settings by which git runs programs';
  assert.equal(hazard('x/config', '[core]\n\tfsmonitor = ./evil.sh'), told);
  assert.equal(hazard('.gitconfig', '[alias]\n\ts = !./evil.sh'), told);
  assert.equal(hazard('my.config', '  [Filter "x"]'), told);
  assert.equal(hazard('notes.txt', '[core]\n\tsshCommand = ./evil.sh'), told);
  assert.equal(hazard('airflow.cfg', '[core]\nexecutor = Local'), null);
  assert.equal(hazard('x/config', 'port = 1'), null);
});

test('Other files, and nothing added, are no hazard', () => {
  assert.equal(hazard('readme.md', '"postinstall": "https://evil.example"'), null);
  assert.equal(hazard('package.json', ''), null);
});
