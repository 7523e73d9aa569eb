import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WEIGHTS } from '../testing/samples.ts';
import { unparsedShell } from '../testing/unparsed-shell.ts';
import { compilePolicy } from './compile-policy.ts';
import { knownToolsOf } from './compiled-policy.ts';
import { composePolicy } from './compose-policy.ts';
import { parsePolicyLayer } from './parse-policy.ts';
import { parseServerProfile, type ServerProfileDocument } from './parse-server-profile.ts';

const hash = (): Uint8Array => new Uint8Array(32);

function layer(fields: object, name: 'organisation' | 'project' | 'safety' = 'organisation') {
  return parsePolicyLayer({ version: 1, ...fields }, { layer: name, source: `${name}.yaml` });
}

function profile(name: string, server: string): ServerProfileDocument {
  const raw = { version: 1, profile: name, servers: [server], tools: [], examples: [] };
  const parsed = parseServerProfile(raw, `${name}.yaml`);
  assert.ok(parsed.ok);
  return parsed.value;
}

function composed(layers: readonly ReturnType<typeof layer>[], profiles?: readonly ServerProfileDocument[]) {
  const documents = layers.flatMap((one) => (one.ok ? [one.value] : []));
  assert.equal(documents.length, layers.length, JSON.stringify(layers));
  const given = profiles === undefined ? {} : { profiles };
  return composePolicy({ layers: documents, weights: WEIGHTS, cedarSource: null, timeZone: 'UTC', ...given }, hash);
}

function toolsOf(policy: ReturnType<typeof composed>) {
  assert.ok(policy.ok);
  return knownToolsOf(
    compilePolicy(policy.value, { parseShell: unparsedShell } as Parameters<typeof compilePolicy>[1]),
  );
}

const SERVERS = {
  servers: [
    { name: 'my-files', profile: 'filesystem' },
    { name: 'git', profile: 'none' },
  ],
};
const SECRETS = {
  secrets: {
    allow: [
      { kind: 'npm-token', path: 'test/**' },
      { kind: '*', inline: true },
    ],
  },
};

describe('What the operator says of servers and secrets', () => {
  test('is joined over the layers, and ready for analysers', () => {
    const tools = toolsOf(
      composed([layer(SERVERS, 'safety'), layer({ ...SECRETS, servers: [{ name: 'x', profile: 'y' }] })]),
    );
    assert.deepEqual(tools.serverNames, [
      { name: 'my-files', profile: 'filesystem' },
      { name: 'git', profile: null },
      { name: 'x', profile: 'y' },
    ]);
    const places = { home: '/h', workspace: '/w' };
    assert.equal(tools.allowsSecret?.('npm-token', { path: '/w/test/a', isMarked: false, places }), true);
    assert.equal(tools.allowsSecret?.('npm-token', { path: '/w/src/a', isMarked: false, places }), false);
  });

  test('is absent where nothing was said', () => assert.deepEqual(toolsOf(composed([layer({})])), {}));

  test('lets the first profile of a name count, and is part of the version', () => {
    const [own, ours, other] = [profile('files', 'mine'), profile('files', 'theirs'), profile('git', 'git')];
    assert.deepEqual(toolsOf(composed([layer({})], [own, ours, other])).serverProfiles, [own.profile, other.profile]);
    assert.deepEqual(toolsOf(composed([layer({})], [])), {});
    const texts: unknown[] = [];
    const keep = (data: string | Uint8Array): Uint8Array => {
      texts.push(data);
      return hash();
    };
    const document = layer({});
    assert.ok(document.ok);
    const sources = { layers: [document.value], weights: WEIGHTS, cedarSource: null, timeZone: 'UTC' };
    composePolicy({ ...sources, profiles: [own] }, keep);
    composePolicy(sources, keep);
    assert.ok(String(texts[0]).includes('server_profiles'));
    assert.ok(!String(texts[1]).includes('server_profiles'));
  });

  test('is not for a project to say', () => {
    const refused = composed([layer({}), layer({ ...SERVERS, ...SECRETS }, 'project')]);
    assert.ok(!refused.ok);
    assert.deepEqual(
      refused.failure.map(({ path }) => path),
      ['$.secrets', '$.servers'],
    );
  });

  test('is refused with every problem at once', () => {
    const allow = [{ kind: 'x' }, { path: 'a' }, { kind: 'x', path: 'a/' }, 5, { kind: 'x', inline: 'yes' }];
    const refused = layer({ secrets: { allow }, servers: [{ name: 'x' }, { profile: 'y' }, 7] });
    assert.ok(!refused.ok);
    assert.deepEqual(
      refused.failure.map(({ path }) => path),
      [
        '$.secrets.allow[0]',
        '$.secrets.allow[1].kind',
        '$.secrets.allow[2].path',
        '$.secrets.allow[3]',
        '$.secrets.allow[4].inline',
        '$.secrets.allow[4]',
        '$.servers[0].profile',
        '$.servers[1].name',
        '$.servers[2]',
      ],
    );
    assert.ok(!layer({ secrets: {} }).ok);
  });
});
