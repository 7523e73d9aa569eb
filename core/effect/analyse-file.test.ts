import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actionOf, GATEWAY, HOME } from '../testing/samples.ts';
import { unparsedShell } from '../testing/unparsed-shell.ts';
import { unparsedSql } from '../testing/unparsed-sql.ts';
import { placeOf } from './action-place.ts';
import { analyseFile, type FileOperation } from './analyse-file.ts';
import type { EffectSurroundings } from './surroundings.ts';

type World = Partial<EffectSurroundings> & { readonly wholeTree?: boolean };

function effects(operation: FileOperation, path: string, { wholeTree = false, ...more }: World = {}) {
  const surroundings: EffectSurroundings = {
    home: HOME,
    gatewayPaths: [GATEWAY],
    realPaths: {},
    otherWorkspaces: [],
    isKnownHost: () => false,
    toolProfiles: [],
    matchesTool: () => false,
    parseShell: unparsedShell,
    parseSql: unparsedSql,
    ...more,
  };
  return analyseFile(operation, path, { place: placeOf(actionOf(), surroundings), wholeTree });
}

function brief(...given: Parameters<typeof effects>): string {
  const found = effects(...given);
  return `${found.map((effect) => effect.class).join(' ')} [${found[0]?.marks.join(' ')}]`;
}

const CASES: readonly (readonly [FileOperation, string, string])[] = [
  ['read', 'a.ts', 'file.read []'],
  ['read', '/etc/hosts', 'file.read [outside-workspace system-path]'],
  ['read', '/etc/shadow', 'file.read secret.read [outside-workspace system-path sensitive-path]'],
  ['read', '~/.ssh/id_rsa', 'file.read secret.read [outside-workspace sensitive-path]'],
  ['read', '.env', 'file.read secret.read [sensitive-path]'],
  ['read', '/proc/self/environ', 'file.read secret.read [outside-workspace system-path sensitive-path]'],
  ['read', `${GATEWAY}/x`, 'file.read secret.read [outside-workspace gateway-state sensitive-path]'],
  ['read', '.claude/settings.json', 'file.read [sensitive-path]'],
  ['write', 'a.ts', 'file.write []'],
  ['write', '/srv/a', 'file.write [outside-workspace]'],
  ['write', '/tmp/a', 'file.write [scratch]'],
  ['read', '/tmp/a', 'file.read [outside-workspace]'],
  ['write', '/tmp/.X11-unix/X0', 'file.write [outside-workspace]'],
  ['write', '.env', 'file.write config.modify [sensitive-path]'],
  ['delete', '.env', 'file.delete config.modify [sensitive-path]'],
  ['write', '.env.example', 'file.write []'],
  ['write', '.github/workflows/ci.yml', 'file.write ci.modify []'],
  ['write', '.git/hooks/pre-commit', 'file.write config.modify [sensitive-path]'],
  ['write', '.vscode/tasks.json', 'file.write config.modify [sensitive-path]'],
  ['write', '.claude/settings.json', 'file.write self.modify [sensitive-path]'],
  ['write', 'tls.pem', 'file.write secret.manage [sensitive-path]'],
  ['write', '~/.bashrc', 'file.write config.modify [outside-workspace sensitive-path]'],
  ['write', '/dev/sda', 'file.write [outside-workspace system-path sensitive-path]'],
  ['write', '/dev/null', 'file.write [outside-workspace]'],
  ['metadata', 'a.ts', 'file.metadata []'],
  ['delete', 'a.ts', 'file.delete []'],
  ['delete', '/srv/a', 'file.delete [outside-workspace data-deletion]'],
  ['delete', '/tmp/a', 'file.delete [scratch]'],
  ['delete', '~/.local', 'file.delete [outside-workspace data-deletion gateway-state]'],
  ['write', `${GATEWAY}/x`, 'file.write self.modify [outside-workspace gateway-state sensitive-path]'],
];

for (const [operation, path, expected] of CASES) {
  test(`takes ${operation} ${path} for ${expected}`, () => assert.equal(brief(operation, path), expected));
}

describe('Links', () => {
  const site = `${HOME}/site`;
  test('count by where they are and where they lead, whichever is worse', () => {
    const out = { realPaths: { [`${site}/a`]: '/etc/passwd' } };
    assert.equal(brief('write', 'a', out), 'file.write [outside-workspace system-path links-elsewhere]');
    assert.equal(effects('write', 'a', out)[0]?.resource.value, '/etc/passwd');
    const inward = { realPaths: { '/etc/a': `${site}/a` } };
    assert.equal(
      brief('delete', '/etc/a', inward),
      'file.delete [outside-workspace data-deletion system-path links-elsewhere]',
    );
    const secret = { realPaths: { [`${site}/a`]: `${HOME}/.ssh/id_rsa` } };
    assert.equal(
      brief('read', 'a', secret),
      'file.read secret.read [outside-workspace sensitive-path links-elsewhere]',
    );
  });

  test('of the workspace itself lead nowhere else', () => {
    const moved = { realPaths: { [site]: '/data/site', [`${site}/a`]: '/data/site/a' } };
    assert.equal(brief('write', 'a', moved), 'file.write [links-elsewhere]');
  });
});

describe('A path', () => {
  test('that cannot be read is unknown', () => {
    const [effect] = effects('write', '');
    assert.deepEqual([effect?.class, effect?.resource.kind], ['unknown', 'path']);
    assert.equal(effects('write', 'x'.repeat(5_000))[0]?.resource.value.length, 256);
  });
  for (const path of ['a\u202eb', 'C:\\x', '..\\x', 'a\nb']) {
    test(`that can be read in two ways is unknown too: ${JSON.stringify(path)}`, () => {
      assert.equal(effects('write', path).at(-1)?.class, 'unknown');
    });
  }
  test('in another session’s workspace is marked', () => {
    assert.match(brief('write', '/work/other/a', { otherWorkspaces: ['/work/other'] }), /other-workspace/);
  });
});

describe('Reading a whole tree', () => {
  const trees = [
    ['.', 'file.read'],
    ['/tmp', 'file.read'],
    ['~', 'file.read secret.read'],
    ['/', 'file.read secret.read'],
    ['/etc', 'file.read secret.read'],
    ['/proc/1', 'file.read secret.read'],
    ['~/.local/share', 'file.read secret.read'],
    ['~/.ssh', 'file.read secret.read'],
  ] as const;
  for (const [path, expected] of trees) {
    test(`at ${path} is ${expected}`, () =>
      assert.equal(brief('read', path, { wholeTree: true }).split(' [')[0], expected));
  }
});

describe('What can be put back', () => {
  const reversibilityOf = (...given: Parameters<typeof effects>) => effects(...given)[0]?.reversibility;

  test('is a tree of the workspace, and a single file anywhere', () => {
    assert.equal(reversibilityOf('delete', 'src', { wholeTree: true }), 'reversible');
    assert.equal(reversibilityOf('delete', '/srv/a', {}), 'reversible');
    assert.equal(reversibilityOf('read', '/srv', { wholeTree: true }), 'reversible');
  });

  test('is no tree outside of it: nobody keeps that', () => {
    for (const operation of ['delete', 'metadata', 'write'] as const)
      assert.equal(reversibilityOf(operation, '/srv', { wholeTree: true }), 'irreversible', operation);
  });
});
