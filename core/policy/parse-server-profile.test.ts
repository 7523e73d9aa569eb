import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyseAction } from '../effect/analyse-action.ts';
import { parseServerProfile } from './parse-server-profile.ts';
import { runProfileExamples } from './run-profile-examples.ts';
import { SURROUNDINGS } from './testing/try-rule.ts';

const WEB = {
  version: 1,
  profile: 'web',
  servers: ['Web'],
  tools: [
    {
      tool: 'call',
      effects: [
        { class: 'net.fetch', argument: 'url', when: { argument: 'method', is: ['GET', 1, true], missing: 'GET' } },
        { class: 'net.upload', argument: 'url', when: { argument: 'method', is_not: ['GET'] } },
      ],
      harmless: ['timeout'],
    },
    { tool: 'apply', effects: [{ class: 'file.write', argument: 'text', missing: '.', is_patch: true }] },
    { tool: 'home', effects: [{ class: 'net.fetch', target: 'https://a.example', is_patch: false }] },
  ],
  examples: [
    { tool: 'call', args: { url: 'https://a.example' }, effects: ['net.fetch'] },
    { tool: 'apply', args: {}, effects: ['unknown'] },
    { tool: 'home', args: {}, effects: ['net.fetch'] },
  ],
};

function problems(change: object): readonly string[] {
  const parsed = parseServerProfile({ ...WEB, ...change }, 'web.yaml');
  return parsed.ok ? [] : parsed.failure.map(({ path, found, wanted }) => `${path}: ${found} -> ${wanted}`);
}

describe('A profile of a server', () => {
  test('says what its tools do, and under which names people know it', () => {
    const parsed = parseServerProfile(WEB, 'web.yaml');
    assert.ok(parsed.ok);
    const { profile, document } = parsed.value;
    assert.deepEqual([profile.name, profile.servers, document], ['web', ['web'], WEB]);
    assert.deepEqual(profile.tools, [
      {
        tool: 'call',
        effects: [
          {
            class: 'net.fetch',
            argument: 'url',
            when: { argument: 'method', words: ['get', '1', 'true'], wanted: true, missing: 'get' },
          },
          {
            class: 'net.upload',
            argument: 'url',
            when: { argument: 'method', words: ['get'], wanted: false, missing: null },
          },
        ],
        harmless: ['timeout'],
      },
      {
        tool: 'apply',
        effects: [{ class: 'file.write', argument: 'text', missing: '.', isPatch: true }],
        harmless: [],
      },
      { tool: 'home', effects: [{ class: 'net.fetch', argument: '', missing: 'https://a.example' }], harmless: [] },
    ]);
  });

  test('is refused with every problem at once', () => {
    const tools = [
      { tool: 'a', effects: [{ class: 'net.fetched' }, 5, { class: 'net.fetch', argument: 'b', target: 'c' }] },
      {
        tool: 'a',
        effects: [
          { class: 'net.fetch', when: { argument: 'b' } },
          { class: 'net.fetch', when: 7 },
        ],
        harmless: 'x',
      },
      { effects: [] },
      'tool',
      { tool: 'b', effects: [{ class: 'net.fetch', when: { argument: 'b', is: ['x', {}], is_not: ['y'] } }] },
      { tool: 'c', effects: [{ class: 'net.fetch', when: { argument: 'b', is: [{}] } }] },
    ];
    const examples = [{ tool: 'a', args: [], effects: ['nothing'] }, { args: {}, effects: [] }, 1];
    const all = problems({ version: 2, servers: [1], tools, examples });
    for (const part of [
      '$.version',
      'servers[0]',
      'net.fetched',
      'effects[1]',
      'an argument or a target',
      'a again',
      'one of is and is_not',
      'harmless',
      'tools[2]',
      'tools[3]',
      'tools[5]',
      'an example of b',
      'a mapping of arguments',
      'examples[2]',
    ]) {
      assert.ok(
        all.some((problem) => problem.includes(part)),
        `${part} in ${all.join('\n')}`,
      );
    }
  });

  test('is refused where it is no mapping, or too large a thing', () => {
    assert.ok(!parseServerProfile([], 'x').ok);
    assert.ok(!parseServerProfile(undefined, 'x').ok);
    assert.ok(problems({ name: 'web' }).some((problem) => problem.startsWith('$.name')));
    assert.ok(problems({ profile: 7 }).length > 0);
  });

  test('has examples that are run', () => {
    const parsed = parseServerProfile(WEB, 'web.yaml');
    assert.ok(parsed.ok);
    const { profile } = parsed.value;
    const effectsOf = (action: Parameters<typeof analyseAction>[0]) =>
      analyseAction(action, { ...SURROUNDINGS, serverProfiles: [profile] }).effects;
    const setting = { home: SURROUNDINGS.home, workspace: '/work/site', effectsOf };
    assert.deepEqual(runProfileExamples([profile], setting), [
      { rule: 'web', path: 'examples[0] of call', found: 'net.fetch, net.upload', wanted: 'net.fetch' },
    ]);
    const silent = { ...profile, servers: [], examples: [{ tool: 'home', args: {}, effects: [] }] };
    assert.deepEqual(runProfileExamples([silent], { ...setting, effectsOf: () => [] }), []);
    const [failure] = runProfileExamples([profile], { ...setting, effectsOf: () => [] });
    assert.equal(failure?.found, 'no effect');
  });
});
