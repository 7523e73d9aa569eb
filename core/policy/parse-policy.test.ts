import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePolicyLayer } from './parse-policy.ts';
import type { PolicyLayerDocument } from './policy-layer.ts';

const PLACE = { layer: 'organisation', source: 'team.yaml' } as const;

function parsed(fields: object): PolicyLayerDocument {
  const result = parsePolicyLayer({ version: 1, ...fields }, PLACE);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** Each problem as `path: found -> wanted`. */
function problems(raw: unknown): readonly string[] {
  const result = parsePolicyLayer(raw, PLACE);
  assert.ok(!result.ok, 'it was accepted');
  return result.failure.map(({ path, found, wanted }) => `${path}: ${found} -> ${wanted}`);
}

function problem(fields: object): string {
  const all = problems({ version: 1, ...fields });
  assert.equal(all.length, 1, all.join('\n'));
  return all.join('');
}

describe('reading a policy', () => {
  it('accepts the least there is, and leaves everything unsaid', () => {
    const layer = parsed({});
    assert.deepEqual(layer, {
      layer: 'organisation',
      source: 'team.yaml',
      document: { version: 1 },
      profile: null,
      mode: null,
      window: null,
      thresholds: { api: null, telegram: null, discord: null, cli: null },
      criticalApprovers: null,
      acceptFairQuality: null,
      cedarMode: null,
      surroundings: { knownHosts: [], productionPaths: [], productionHosts: [], toolProfiles: [] },
      rules: [],
    });
  });

  it('reads every setting', () => {
    const layer = parsed({
      profile: 'full-auto',
      mode: 'shadow',
      window: { from: '22:30', to: '06:00', time_zone: 'Europe/Berlin' },
      thresholds: { api: 0, cli: 100 },
      critical_approvers: 2,
      accept_fair_quality: true,
      known_hosts: ['registry.npmjs.org', '*.example.com'],
      production: { paths: ['/srv/prod/**'], hosts: ['*.prod.example.com'] },
      tools: [
        { tool: 'mcp__github__*', effects: [{ class: 'message.send', argument: 'repo' }, { class: 'net.upload' }] },
      ],
      cedar: { mode: 'allowlist' },
    });
    assert.deepEqual([layer.profile, layer.mode, layer.cedarMode], ['full-auto', 'shadow', 'allowlist']);
    assert.deepEqual(layer.window, { kind: 'hours', fromMinute: 1_350, toMinute: 360, timeZone: 'Europe/Berlin' });
    assert.deepEqual(layer.thresholds, { api: 0, telegram: null, discord: null, cli: 100 });
    assert.deepEqual([layer.criticalApprovers, layer.acceptFairQuality], [2, true]);
    assert.deepEqual(layer.surroundings, {
      knownHosts: ['registry.npmjs.org', '*.example.com'],
      productionPaths: ['/srv/prod/**'],
      productionHosts: ['*.prod.example.com'],
      toolProfiles: [
        {
          tool: 'mcp__github__*',
          effects: [
            { class: 'message.send', argument: 'repo' },
            { class: 'net.upload', argument: null },
          ],
        },
      ],
    });
  });

  it('reads a window that is always open, ends at midnight, or is in the operator’s time zone', () => {
    assert.deepEqual(parsed({ window: 'always' }).window, { kind: 'always' });
    const evening = { kind: 'hours', fromMinute: 1_080, toMinute: 1_440, timeZone: null };
    assert.deepEqual(parsed({ window: { from: '18:00', to: '24:00' } }).window, evening);
    assert.notEqual(parsed({ window: { from: '08:00', to: '22:00', time_zone: 'UTC' } }).window, null);
  });

  it('asks whoever knows which time zones exist', () => {
    const raw = { version: 1, window: { from: '08:00', to: '22:00', time_zone: 'Europe/Berln' } };
    assert.equal(parsePolicyLayer(raw, PLACE).ok, true);
    assert.equal(parsePolicyLayer(raw, { ...PLACE, isTimeZone: (name) => name === 'Europe/Berlin' }).ok, false);
  });

  it('reads a rule whole', () => {
    const [rule] = parsed({
      rules: [
        {
          id: 'no-prod-secrets',
          forbid: 'WebSearch(how *)',
          reason: ' Never. ',
          instead: 'Ask the operator.',
          expires: '2027-02-01T00:00:00Z',
          match: [{ tool: 'WebSearch', args: { query: 'how to' } }],
          not_match: [{ tool: 'WebSearch', args: {} }],
        },
      ],
    }).rules;
    assert.deepEqual(rule, {
      id: 'no-prod-secrets',
      layer: 'organisation',
      decision: 'forbid',
      when: [{ tool: 'WebSearch', argument: { kind: 'any-of-primary', glob: 'how *' }, effect: null }],
      reason: 'Never.',
      instead: 'Ask the operator.',
      expiresAtMs: Date.UTC(2027, 1, 1),
      match: [{ tool: 'WebSearch', args: { query: 'how to' } }],
      notMatch: [{ tool: 'WebSearch', args: {} }],
    });
  });

  it('gives a rule without words a reason that people can act on', () => {
    const [rule] = parsed({ rules: [{ id: 'x', ask: 'Bash' }] }).rules;
    assert.deepEqual([rule?.reason, rule?.instead, rule?.expiresAtMs], ['The rule x says: ask.', '', null]);
  });
});

describe('refusing a policy', () => {
  it('names a hole in a list, and does not stumble over it', () => {
    const rules: unknown[] = [];
    rules.length = 1;
    assert.equal(problems({ version: 1, rules }).length, 1);
  });

  it('explains every problem at once', () => {
    assert.deepEqual(
      problems({
        version: 2,
        profil: 'dev',
        mode: 'enforced',
        thresholds: { api: 30.5, telegramm: 1, cli: 101 },
        critical_approvers: 0,
        accept_fair_quality: 'yes',
        rules: [{ id: 'a', forbid: 'Bash', permit: 'Bash' }, { id: 'b' }, 7],
      }),
      [
        '$.profil: an unknown key -> profile (known: version, profile, mode, window, thresholds, critical_approvers, accept_fair_quality, accept_binary_patches, diff_context_lines, known_hosts, production, tools, servers, secrets, cedar, verify, whitelist, trusted_folders, rules)',
        '$.version: 2 -> 1, the version of this format',
        '$.mode: "enforced" -> enforce (known: enforce, shadow)',
        '$.thresholds.telegramm: an unknown key -> telegram (known: api, telegram, discord, cli)',
        '$.thresholds.api: 30.5 -> a whole number from 0 to 100',
        '$.thresholds.cli: 101 -> a whole number from 0 to 100',
        '$.critical_approvers: 0 -> a whole number from 1 to 10',
        '$.accept_fair_quality: "yes" -> true or false',
        '$.rules[0]: permit and forbid -> exactly one of permit, forbid, ask',
        '$.rules[1]: none -> exactly one of permit, forbid, ask',
        '$.rules[2]: 7 -> a mapping with id, permit, forbid, ask, reason, instead, expires, match, not_match',
      ],
    );
  });

  it('stops counting at a hundred', () => {
    assert.equal(problems(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, 1]))).length, 100);
  });

  it('refuses what is no mapping, and a missing version', () => {
    assert.match(problems(null)[0] ?? '', /^\$: null -> a mapping with version/u);
    assert.match(problems([])[0] ?? '', /^\$: a list -> a mapping/u);
    assert.deepEqual(problems({}), ['$.version: nothing -> 1, the version of this format']);
  });

  it('refuses values that are no JSON, and beyond its bounds', () => {
    const cycle: Record<string, unknown> = { version: 1 };
    cycle['rules'] = cycle;
    assert.deepEqual(problems(cycle), ['$: deeper nesting -> at most 24 levels']);
    assert.deepEqual(problems({ version: Number.NaN }), ['$: NaN -> a finite number']);
    assert.deepEqual(problems({ version: '\ud800' }), ['$: a lone surrogate -> well-formed Unicode']);
    assert.deepEqual(problems({ '\ud800': 1 }), ['$: a lone surrogate -> well-formed Unicode']);
    assert.deepEqual(problems({ version: 'x'.repeat(65_537) }), ['$: a longer text -> at most 65536 characters']);
    assert.deepEqual(problems({ version: new Date(0) }), [
      '$: a value of type object -> text, numbers, true, false, null, lists and mappings',
    ]);
    assert.match(problems({ version: 1n })[0] ?? '', /type bigint/u);
    assert.deepEqual(problems(Array.from({ length: 50_001 }, () => null)), ['$: more values -> at most 50000 values']);
    assert.deepEqual(problems({ version: 1, rules: Array.from({ length: 1_001 }, () => 1) }), [
      '$.rules: a list of 1001 -> a list of at most 1000',
    ]);
  });

  it('accepts a mapping without a prototype', () => {
    assert.equal(parsePolicyLayer(Object.assign(Object.create(null), { version: 1 }), PLACE).ok, true);
  });

  it('names keys that are no words in quotes', () => {
    assert.match(problems({ version: 1, 'a b': 1, '': 1 })[0] ?? '', /^\$\["a b"\]: an unknown key/u);
  });

  for (const [fields, wanted] of [
    [{ profile: null }, '$.profile: null -> one of safe, dev, full-auto'],
    [{ window: 'allways' }, '$.window: "allways" -> always, or a mapping with from, to, time_zone'],
    [{ window: 5 }, '$.window: 5 -> a mapping with from, to, time_zone'],
    [
      { window: { from: '08:00', to: '08:00' } },
      '$.window: equal times -> a window that opens: from and to that differ',
    ],
    [
      { window: { from: '24:00', to: '08:00' } },
      '$.window.from: "24:00" -> a time of day in quotes, from "00:00" to "23:59"',
    ],
    [
      { window: { from: '08:00', to: '24:01' } },
      '$.window.to: "24:01" -> a time of day in quotes, from "00:00" to "24:00"',
    ],
    [
      { window: { from: '08:60', to: '09:00' } },
      '$.window.from: "08:60" -> a time of day in quotes, from "00:00" to "23:59"',
    ],
    [
      { window: { from: '8:00', to: '09:00' } },
      '$.window.from: "8:00" -> a time of day in quotes, from "00:00" to "23:59"',
    ],
    [
      { window: { from: '0x:00', to: '09:00' } },
      '$.window.from: "0x:00" -> a time of day in quotes, from "00:00" to "23:59"',
    ],
    [{ window: { from: 480, to: '09:00' } }, '$.window.from: 480 -> a time of day in quotes, from "00:00" to "23:59"'],
    [
      { window: { from: '08:00', to: '09:00', time_zone: 'Berlin' } },
      '$.window.time_zone: "Berlin" -> an IANA time zone, as in Europe/Berlin',
    ],
    [
      { window: { from: '08:00', to: '09:00', time_zone: 'Europe/' } },
      '$.window.time_zone: "Europe/" -> an IANA time zone, as in Europe/Berlin',
    ],
    [
      { window: { from: '08:00', to: '09:00', time_zone: '' } },
      '$.window.time_zone: "" -> text of 1 to 64 characters without control characters',
    ],
    [{ thresholds: [] }, '$.thresholds: a list -> a mapping with api, telegram, discord, cli'],
    [{ known_hosts: 'x.com' }, '$.known_hosts: "x.com" -> a list of at most 2000'],
    [
      { known_hosts: ['https://x.com'] },
      '$.known_hosts[0]: "https://x.com" -> a host such as *.example.com, without scheme, port or path',
    ],
    [{ known_hosts: [7] }, '$.known_hosts[0]: 7 -> text of 1 to 512 characters without control characters'],
    [
      { production: { paths: ['/srv/'] } },
      '$.production.paths[0]: a trailing slash in /srv/ -> /srv/** for all that is in the folder',
    ],
    [{ production: { host: [] } }, '$.production.host: an unknown key -> hosts (known: paths, hosts)'],
    [{ cedar: {} }, '$.cedar.mode: nothing -> one of off, restrict, allowlist'],
    [{ tools: [1] }, '$.tools[0]: 1 -> a mapping with tool, effects'],
    [
      { tools: [{ tool: '{', effects: [{ class: 'payment' }] }] },
      '$.tools[0].tool: an opening brace without a closing one -> balanced braces',
    ],
    [{ tools: [{ tool: 'x', effects: [] }] }, '$.tools[0].effects: an empty list -> at least one effect'],
    [{ tools: [{ tool: 'x', effects: {} }] }, '$.tools[0].effects: a mapping -> a list of at most 16'],
    [
      { tools: [{ effects: [{ class: 'payment' }] }] },
      '$.tools[0].tool: nothing -> text of 1 to 512 characters without control characters',
    ],
    [{ tools: [{ tool: 'x', effects: [1] }] }, '$.tools[0].effects[0]: 1 -> a mapping with class, argument'],
    [
      { rules: [{ id: 'A', ask: 'Bash' }] },
      '$.rules[0].id: "A" -> an id of 1 to 64 lower-case letters, digits, . _ and -, a letter or digit first',
    ],
    [
      { rules: [{ id: '-a', ask: 'Bash' }] },
      '$.rules[0].id: "-a" -> an id of 1 to 64 lower-case letters, digits, . _ and -, a letter or digit first',
    ],
    [
      { rules: [{ id: '', ask: 'Bash' }] },
      '$.rules[0].id: "" -> an id of 1 to 64 lower-case letters, digits, . _ and -, a letter or digit first',
    ],
    [
      { rules: [{ ask: 'Bash' }] },
      '$.rules[0].id: nothing -> an id of 1 to 64 lower-case letters, digits, . _ and -, a letter or digit first',
    ],
    [
      {
        rules: [
          { id: 'a', ask: 'Bash' },
          { id: 'a', ask: 'Bash' },
        ],
      },
      '$.rules[1]: the id a, which $.rules[0] has -> an id of its own',
    ],
    [
      { rules: [{ id: 'a', ask: 'Bash', reason: 'x\u0007' }] },
      '$.rules[0].reason: "x\\u0007" -> text of 1 to 500 characters without control characters',
    ],
    [
      { rules: [{ id: 'a', ask: 'Bash', expires: '2027-02-01' }] },
      '$.rules[0].expires: "2027-02-01" -> an RFC 3339 date-time, as in 2027-02-01T00:00:00Z',
    ],
    [
      { rules: [{ id: 'a', ask: 'Bash', expires: 5 }] },
      '$.rules[0].expires: 5 -> an RFC 3339 date-time, as in 2027-02-01T00:00:00Z',
    ],
    [
      { rules: [{ id: 'a', ask: 'Bash', match: [{ tool: 'Bash', args: [] }] }] },
      '$.rules[0].match[0].args: a list -> a mapping of arguments',
    ],
    [
      { rules: [{ id: 'a', ask: 'Bash', match: [{ args: {} }] }] },
      '$.rules[0].match[0].tool: nothing -> text of 1 to 256 characters without control characters',
    ],
    [{ rules: [{ id: 'a', ask: 'Bash', match: ['x'] }] }, '$.rules[0].match[0]: "x" -> a mapping with tool, args'],
    [{ mode: [] }, '$.mode: a list -> one of enforce, shadow'],
    [
      { accept_fair_quality: undefined },
      '$: a value of type undefined -> text, numbers, true, false, null, lists and mappings',
    ],
    [
      { known_hosts: ['x'.repeat(60).concat(' ')], mode: 'x'.repeat(60) },
      `$.mode: "${'x'.repeat(48)}…" -> one of enforce, shadow`,
    ],
  ] as const) {
    it(`says ${wanted.slice(0, 90)}`, () => assert.equal(problem(fields), wanted));
  }
});
