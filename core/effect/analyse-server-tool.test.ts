import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { surroundingsOf } from '../decide.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { PolicySurroundings, ServerProfile } from '../policy/policy.ts';
import { actionOf, factsOf, policyOf } from '../testing/samples.ts';
import { analyseAction } from './analyse-action.ts';

const PROFILE: ServerProfile = {
  name: 'web',
  servers: ['web', 'http'],
  tools: [
    {
      tool: 'call',
      effects: [
        {
          class: 'net.fetch',
          argument: 'url',
          when: { argument: 'method', words: ['get'], wanted: true, missing: 'get' },
        },
        {
          class: 'net.upload',
          argument: 'url',
          when: { argument: 'method', words: ['post'], wanted: true, missing: null },
        },
      ],
      harmless: ['timeout'],
    },
    { tool: 'apply', effects: [{ class: 'file.write', argument: 'text', isPatch: true }], harmless: [] },
    { tool: 'home', effects: [{ class: 'net.fetch', argument: '', missing: 'https://known.example' }], harmless: [] },
    { tool: 'think', effects: [], harmless: ['thought'] },
  ],
  examples: [],
};

function found(
  tool: string,
  args: JsonObject,
  more: { origin?: string; surroundings?: Partial<PolicySurroundings>; ownServer?: true } = {},
): readonly string[] {
  const policy = policyOf();
  const surroundings = { ...policy.settings.surroundings, serverProfiles: [PROFILE], ...more.surroundings };
  const settings = { ...policy.settings, surroundings };
  const facts = factsOf(more.ownServer === true ? { ownServer: true } : {});
  const action = actionOf('x', args, { tool: { name: tool, origin: more.origin ?? 'mcp:web', digest: null } });
  return analyseAction(action, surroundingsOf(facts, { ...policy, settings })).effects.map(
    ({ class: name, resource }) => `${name} ${resource.value}`,
  );
}

const URL = 'https://a.example/x';

/** A part of a key, so that no scanner takes this file for a leak. */
const part = (text: string): string => text;

describe('A tool of a server with a profile', () => {
  test('does what the profile says, by its own name or the name that agents give it', () => {
    assert.deepEqual(found('call', { url: URL }), ['net.fetch a.example']);
    assert.deepEqual(found('mcp__web__call', { url: URL, method: 'POST', timeout: 5 }), ['net.upload a.example']);
    assert.deepEqual(found('call', { url: URL }, { origin: 'mcp:HTTP' }), ['net.fetch a.example']);
    assert.deepEqual(found('home', {}), ['net.fetch known.example']);
    assert.deepEqual(found('think', { thought: 'x' }), []);
  });

  test('is handed the secrets of its arguments, whatever it does with them', () => {
    const key = `AKIA${part('Q3JZ7WXN5TLKP2HD')}`;
    assert.deepEqual(found('think', { thought: `use ${key}` }), ['net.upload think']);
    assert.deepEqual(found('think', { thought: 'use the key' }), []);
    const own = { tool: 'mcp__countersign__plan', args: { text: key } };
    assert.deepEqual(found(own.tool, own.args, { origin: 'mcp:countersign', ownServer: true }), []);
    assert.deepEqual(found('mcp__countersign__plan', own.args, { origin: 'mcp:countersign' }), [
      'unknown mcp__countersign__plan',
    ]);
  });

  test('changes every file of a patch', () => {
    assert.deepEqual(found('apply', { text: '*** Begin Patch\n*** Delete File: a\n*** End Patch' }), [
      'file.delete /home/ada/site/a',
    ]);
    assert.deepEqual(found('apply', {}), ['unknown apply']);
  });

  test('is unknown with arguments that the profile does not name, and these are read', () => {
    assert.deepEqual(found('think', { thought: 'x', output: '/etc/passwd' }), [
      'unknown think',
      'file.write /etc/passwd',
    ]);
  });

  test('is unknown where no declared effect fits the arguments', () => {
    assert.deepEqual(found('call', { url: URL, method: 'DELETE' }), ['unknown call']);
  });

  test('is any tool where the profile has no such tool, or the server no profile', () => {
    assert.deepEqual(found('other', {}), ['unknown other']);
    assert.deepEqual(found('call', {}, { origin: 'mcp:elsewhere' }), ['unknown call']);
    assert.deepEqual(found('call', {}, { origin: 'api' }), ['unknown call']);
  });

  test('has the profile that the operator means by the name of its server', () => {
    const serverNames = [
      { name: 'My-Web', profile: 'web' },
      { name: 'web', profile: null },
    ];
    assert.deepEqual(found('think', {}, { origin: 'mcp:my-web', surroundings: { serverNames } }), []);
    assert.deepEqual(found('think', {}, { surroundings: { serverNames } }), ['unknown think']);
  });
});
