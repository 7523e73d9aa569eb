import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { composePolicy, type PolicySources } from './compose-policy.ts';
import { parsePolicyLayer } from './parse-policy.ts';
import type { Policy, PolicyLayer } from './policy.ts';
import type { PolicyLayerDocument } from './policy-layer.ts';
import { describePolicyProblem } from './policy-problem.ts';

const WEIGHTS = { version: '2026-11-1', hundredths: { production: 200 } as never };

function hash(data: string | Uint8Array): Uint8Array {
  return createHash('sha256').update(data).digest();
}

function layer(name: PolicyLayer, fields: object, source = `${name}.yaml`): PolicyLayerDocument {
  const result = parsePolicyLayer({ version: 1, ...fields }, { layer: name, source });
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function sources(layers: readonly PolicyLayerDocument[], more: Partial<PolicySources> = {}): PolicySources {
  return { layers, weights: WEIGHTS, cedarSource: null, timeZone: 'Europe/Berlin', ...more };
}

function compose(...layers: readonly PolicyLayerDocument[]): Policy {
  const result = composePolicy(sources(layers), hash);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function problems(...layers: readonly PolicyLayerDocument[]): readonly string[] {
  const result = composePolicy(sources(layers), hash);
  assert.ok(!result.ok, 'it was accepted');
  return result.failure.map(describePolicyProblem);
}

function versionOf(given: PolicySources): string {
  const result = composePolicy(given, hash);
  assert.ok(result.ok);
  return result.value.version;
}

describe('composing a policy', () => {
  it('has the defaults of the model where nothing is said', () => {
    const { version, ...rest } = compose();
    assert.match(version, /^sha256:[0-9a-f]{64}$/u);
    assert.deepEqual(rest, {
      profile: 'dev',
      mode: 'enforce',
      window: { fromMinute: 480, toMinute: 1_320, timeZone: 'Europe/Berlin' },
      thresholds: { api: 30, telegram: 40, discord: 50, cli: 60 },
      acceptFairQuality: false,
      criticalApprovers: 1,
      surroundings: { knownHosts: [], productionPaths: [], productionHosts: [], toolProfiles: [] },
      rules: [],
      weights: WEIGHTS,
      cedarMode: 'off',
    });
  });

  it('lets the operator’s first word stand, looser than the defaults or not', () => {
    const policy = compose(
      layer('organisation', {
        profile: 'full-auto',
        mode: 'shadow',
        window: 'always',
        thresholds: { api: 60 },
        accept_fair_quality: true,
        critical_approvers: 2,
        known_hosts: ['a.com'],
        tools: [{ tool: 'x', effects: [{ class: 'net.fetch' }] }],
        rules: [{ id: 'p', permit: 'Read' }],
      }),
    );
    assert.deepEqual(
      [policy.profile, policy.mode, policy.window, policy.criticalApprovers],
      ['full-auto', 'shadow', null, 2],
    );
    assert.deepEqual(policy.thresholds, { api: 60, telegram: 40, discord: 50, cli: 60 });
    assert.equal(policy.acceptFairQuality, true);
  });

  it('overlays safety, organisation, project, in whatever order they are given', () => {
    const policy = compose(
      layer('project', {
        profile: 'safe',
        mode: 'enforce',
        window: { from: '09:00', to: '17:00' },
        thresholds: { api: 10, cli: 60 },
        critical_approvers: 3,
        accept_fair_quality: false,
        production: { hosts: ['b.com'] },
        rules: [{ id: 'c', ask: 'Bash' }],
      }),
      layer('organisation', { production: { hosts: ['a.com'] }, rules: [{ id: 'b', permit: 'Read' }] }),
      layer('safety', { profile: 'dev', mode: 'enforce', rules: [{ id: 'a', forbid: 'Write' }] }),
    );
    assert.deepEqual(
      policy.rules.map(({ id, layer: from }) => [id, from]),
      [
        ['a', 'safety'],
        ['b', 'organisation'],
        ['c', 'project'],
      ],
    );
    assert.deepEqual([policy.profile, policy.criticalApprovers, policy.thresholds.api], ['safe', 3, 10]);
    assert.deepEqual(policy.window, { fromMinute: 540, toMinute: 1_020, timeZone: 'Europe/Berlin' });
    assert.deepEqual(policy.surroundings.productionHosts, ['a.com', 'b.com']);
  });

  it('lets Cedar policies restrict as soon as there are some', () => {
    const withCedar = composePolicy(sources([], { cedarSource: 'forbid(principal, action, resource);' }), hash);
    assert.ok(withCedar.ok);
    assert.equal(withCedar.value.cedarMode, 'restrict');
    const off = composePolicy(sources([layer('safety', { cedar: { mode: 'off' } })], { cedarSource: '' }), hash);
    assert.equal(off.ok && off.value.cedarMode, 'off');
    assert.equal(
      compose(layer('safety', { cedar: { mode: 'restrict' } }), layer('project', { cedar: { mode: 'restrict' } }))
        .cedarMode,
      'restrict',
    );
  });
});

describe('the policy version', () => {
  const base = sources([layer('safety', { profile: 'dev' }), layer('project', { profile: 'safe' })]);
  it('is the same for the same content, wherever it is kept', () => {
    const moved = sources([layer('project', { profile: 'safe' }, 'b'), layer('safety', { profile: 'dev' }, 'a')]);
    assert.equal(versionOf(moved), versionOf(base));
  });

  it('changes with every source', () => {
    const others: readonly PolicySources[] = [
      { ...base, layers: [layer('safety', { profile: 'dev' })] },
      { ...base, layers: [layer('organisation', { profile: 'dev' }), layer('project', { profile: 'safe' })] },
      { ...base, cedarSource: '' },
      { ...base, timeZone: 'UTC' },
      { ...base, weights: { ...WEIGHTS, version: '2026-11-2' } },
      { ...base, weights: { ...WEIGHTS, hundredths: { production: 201 } as never } },
    ];
    const versions = new Set([base, ...others].map(versionOf));
    assert.equal(versions.size, others.length + 1);
  });
});

describe('loosening', () => {
  const loose = {
    profile: 'full-auto',
    mode: 'shadow',
    window: 'always',
    thresholds: { api: 31, cli: 61 },
    accept_fair_quality: true,
    critical_approvers: 1,
    cedar: { mode: 'off' },
  };

  it('is refused to a project in every way, defaults included', () => {
    const lines = problems(
      layer('organisation', { critical_approvers: 2, cedar: { mode: 'restrict' } }),
      layer('project', {
        ...loose,
        known_hosts: ['evil.org'],
        tools: [{ tool: '*', effects: [{ class: 'file.read' }] }],
        rules: [
          { id: 'all', permit: '*' },
          { id: 'ok', ask: 'Bash' },
        ],
      }),
    );
    assert.deepEqual(lines, [
      'read project.yaml at $.profile: found full-auto, want dev or stricter',
      'read project.yaml at $.mode: found shadow, want enforce',
      'read project.yaml at $.window: found always, want a window within 08:00 to 22:00 Europe/Berlin',
      'read project.yaml at $.thresholds.api: found 31, want at most 30',
      'read project.yaml at $.thresholds.cli: found 61, want at most 60',
      'read project.yaml at $.accept_fair_quality: found true, want false',
      'read project.yaml at $.critical_approvers: found 1, want at least 2',
      'read project.yaml at $.cedar.mode: found off, want restrict or allowlist',
      'read project.yaml at $.rules: found the permit all in a project, want forbid or ask',
      'read project.yaml at $.known_hosts: found known hosts in a project, want them in the organisation layer',
      'read project.yaml at $.tools: found tool profiles in a project, want them in the organisation layer',
    ]);
  });

  it('is refused to an organisation where safety has spoken, and nowhere else', () => {
    const strict = {
      profile: 'dev',
      mode: 'enforce',
      window: { from: '08:00', to: '22:00' },
      thresholds: { api: 30 },
      accept_fair_quality: false,
      critical_approvers: 2,
      cedar: { mode: 'allowlist' },
    };
    const given = sources([layer('safety', strict), layer('organisation', loose)], { cedarSource: '' });
    const result = composePolicy(given, hash);
    assert.ok(!result.ok);
    assert.deepEqual(
      result.failure.map(({ path, wanted }) => [path, wanted]),
      [
        ['$.profile', 'dev or stricter'],
        ['$.mode', 'enforce'],
        ['$.window', 'a window within 08:00 to 22:00 Europe/Berlin'],
        ['$.thresholds.api', 'at most 30'],
        ['$.accept_fair_quality', 'false'],
        ['$.critical_approvers', 'at least 2'],
        ['$.cedar.mode', 'allowlist'],
      ],
    );
    assert.equal(composePolicy(sources([layer('safety', {}), layer('organisation', loose)]), hash).ok, true);
  });

  it('is refused to a project that wants one approver where nobody said how many', () => {
    assert.deepEqual(problems(layer('project', { critical_approvers: 1 })), [
      'read project.yaml at $.critical_approvers: found 1, want at least 2',
    ]);
    assert.equal(compose(layer('organisation', { critical_approvers: 1 })).criticalApproversSet, true);
    assert.equal('criticalApproversSet' in compose(layer('organisation', {})), false);
    const both = compose(layer('organisation', { critical_approvers: 2 }), layer('project', {}));
    assert.equal(both.criticalApproversSet, true);
  });

  it('includes a window that is longer, elsewhere, or in another time zone', () => {
    const night = layer('organisation', { window: { from: '22:00', to: '06:00' } });
    assert.equal(
      compose(night, layer('project', { window: { from: '23:00', to: '05:00' } })).window?.fromMinute,
      1_380,
    );
    assert.equal(problems(night, layer('project', { window: { from: '21:59', to: '05:00' } })).length, 1);
    assert.equal(problems(night, layer('project', { window: { from: '05:00', to: '06:01' } })).length, 1);
    const lines = problems(night, layer('project', { window: { from: '23:00', to: '05:00', time_zone: 'UTC' } }));
    assert.deepEqual(lines, [
      'read project.yaml at $.window: found 23:00 to 05:00 UTC, want a window within 22:00 to 06:00 Europe/Berlin',
    ]);
    const always = layer('organisation', { window: 'always' });
    assert.equal(compose(always, layer('project', { window: 'always' })).window, null);
  });

  it('counts from what the layer before says', () => {
    const shadow = layer('organisation', { mode: 'shadow', accept_fair_quality: true, profile: 'full-auto' });
    assert.equal(compose(shadow, layer('project', { accept_fair_quality: true, profile: 'full-auto' })).mode, 'shadow');
    assert.equal(problems(shadow, layer('project', { mode: 'shadow' })).length, 1);
  });
});

describe('other problems of a composition', () => {
  it('are two rules with one id', () => {
    const rules = [{ id: 'a', ask: 'Bash' }];
    assert.deepEqual(problems(layer('safety', { rules }), layer('project', { rules })), [
      'read project.yaml at $.rules: found the id a, which a rule of safety.yaml has, want an id of its own',
    ]);
  });

  it('are an allowlist without Cedar policies', () => {
    assert.deepEqual(problems(layer('safety', { cedar: { mode: 'allowlist' } })), [
      'read the policy at $.cedar.mode: found allowlist without Cedar policies, want Cedar policies, or restrict',
    ]);
  });
});
