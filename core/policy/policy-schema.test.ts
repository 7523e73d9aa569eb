import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { EFFECT_CLASSES } from '../effect/effect.ts';
import { CHECK_KEYS, VERIFY_KEYS } from '../verify/parse-checks.ts';
import { EFFECT_MARKS, MATCHER_KEYS, MAX_MATCHERS } from './parse-matcher.ts';
import { MODES, POLICY_KEYS, parsePolicyLayer } from './parse-policy.ts';
import { EXAMPLE_KEYS, RULE_KEYS } from './parse-rule.ts';
import { CEDAR_MODES, SETTING_KEYS } from './parse-settings.ts';
import { FOLDER_KEYS, WHITELIST_KEYS } from './parse-whitelist.ts';
import { AUTONOMY_PROFILES } from './policy.ts';
import { isValid } from './testing/json-schema.ts';

const text = readFileSync(new URL('../../docs/reference/policy.schema.json', import.meta.url), 'utf8');
const json = JSON.parse(text);
const { properties, $defs } = json;

function agree(document: unknown, wanted: boolean): void {
  const shown = JSON.stringify(document);
  assert.equal(isValid(json, document), wanted, `the schema on ${shown}`);
  assert.equal(parsePolicyLayer(document, { layer: 'safety', source: 'p' }).ok, wanted, `the parser on ${shown}`);
}

function rule(fields: object): object {
  return { version: 1, rules: [{ id: 'a', ask: 'Bash', ...fields }] };
}

function keys(mapping: { readonly properties: object }): readonly string[] {
  return Object.keys(mapping.properties);
}

describe('the published JSON Schema of policies', () => {
  it('has the keys of the parser, in each mapping', () => {
    assert.deepEqual(keys(json), [...POLICY_KEYS]);
    assert.deepEqual(keys($defs.rule), [...RULE_KEYS]);
    assert.deepEqual(keys($defs.matcher.anyOf[1]), [...MATCHER_KEYS]);
    assert.deepEqual(keys($defs.examples.items), [...EXAMPLE_KEYS]);
    assert.deepEqual(keys(properties.window.anyOf[1]), [...SETTING_KEYS.window]);
    assert.deepEqual(keys(properties.thresholds), [...SETTING_KEYS.thresholds]);
    assert.deepEqual(keys(properties.production), [...SETTING_KEYS.production]);
    assert.deepEqual(keys(properties.tools.items), [...SETTING_KEYS.tool]);
    assert.deepEqual(keys(properties.tools.items.properties.effects.items), [...SETTING_KEYS.toolEffect]);
    assert.deepEqual(keys(properties.servers.items), [...SETTING_KEYS.server]);
    assert.deepEqual(keys(properties.secrets), [...SETTING_KEYS.secrets]);
    assert.deepEqual(keys(properties.secrets.properties.allow.items), [...SETTING_KEYS.allowedSecret]);
    assert.deepEqual(keys(properties.cedar), [...SETTING_KEYS.cedar]);
    assert.deepEqual(keys(properties.whitelist.items), [...WHITELIST_KEYS]);
    assert.deepEqual(keys(properties.trusted_folders.items), [...FOLDER_KEYS]);
    assert.deepEqual(keys(properties.verify), [...VERIFY_KEYS]);
    assert.deepEqual(keys(properties.verify.properties.checks.items), [...CHECK_KEYS]);
  });

  it('has the words of the parser, in each list', () => {
    assert.deepEqual($defs.effect_class.enum, [...EFFECT_CLASSES]);
    assert.deepEqual($defs.matcher.anyOf[1].properties.mark.enum, [...EFFECT_MARKS]);
    assert.equal($defs.matchers.anyOf[1].maxItems, MAX_MATCHERS);
    assert.deepEqual(properties.profile.enum, [...AUTONOMY_PROFILES]);
    assert.deepEqual(properties.mode.enum, [...MODES]);
    assert.deepEqual(properties.cedar.properties.mode.enum, [...CEDAR_MODES]);
  });

  it('accepts what the parser accepts', () => {
    for (const name of ['default.yaml', 'strict.yaml', 'shadow.yaml']) {
      agree(parse(readFileSync(new URL(`../../policies/${name}`, import.meta.url), 'utf8')), true);
    }
    for (const document of [
      { version: 1 },
      { version: 1, window: 'always', rules: [] },
      { version: 1, window: { from: '22:00', to: '24:00', time_zone: 'UTC' }, cedar: { mode: 'off' } },
      {
        version: 1,
        tools: [{ tool: 'x', effects: [{ class: 'payment', argument: 'to' }] }],
        production: { paths: ['/a'] },
      },
      { version: 1, servers: [{ name: 'my-files', profile: 'none' }] },
      { version: 1, verify: { checks: [{ name: 'tests', kind: 'tests', argv: ['npm', 'test'] }] } },
      {
        version: 1,
        secrets: {
          allow: [
            { kind: '*', path: 'test/**' },
            { kind: 'private-key', inline: true },
          ],
        },
      },
      {
        version: 1,
        thresholds: { api: 0, cli: 100 },
        critical_approvers: 10,
        accept_fair_quality: false,
        accept_binary_patches: true,
        diff_context_lines: 0,
      },
      rule({ ask: ['Bash', { effect: ['file.*', 'payment'], mark: 'over-limit' }] }),
      rule({ reason: 'r', instead: 'i', expires: '2027-02-01T00:00:00Z', match: [{ tool: 'Bash', args: { a: [1] } }] }),
    ]) {
      agree(document, true);
    }
  });

  it('refuses what the parser refuses for its shape', () => {
    for (const document of [
      null,
      [],
      {},
      { version: 2 },
      { version: 1, profil: 'dev' },
      { version: 1, profile: 'fast' },
      { version: 1, mode: 'off' },
      { version: 1, window: 'never' },
      { version: 1, window: { from: '8:00', to: '22:00' } },
      { version: 1, window: { from: '08:00' } },
      { version: 1, window: { from: '24:00', to: '08:00' } },
      { version: 1, thresholds: { api: 101 } },
      { version: 1, thresholds: { email: 1 } },
      { version: 1, critical_approvers: 0 },
      { version: 1, critical_approvers: 1.5 },
      { version: 1, accept_fair_quality: 'no' },
      { version: 1, diff_context_lines: 11 },
      { version: 1, diff_context_lines: -1 },
      { version: 1, known_hosts: 'x' },
      { version: 1, known_hosts: [''] },
      { version: 1, production: { path: [] } },
      { version: 1, tools: [{ tool: 'x' }] },
      { version: 1, tools: [{ tool: 'x', effects: [] }] },
      { version: 1, tools: [{ tool: 'x', effects: [{ class: 'file.*' }] }] },
      { version: 1, cedar: {} },
      { version: 1, cedar: { mode: 'deny' } },
      { version: 1, rules: {} },
      { version: 1, rules: [{ id: 'a' }] },
      rule({ forbid: 'Bash' }),
      rule({ id: 'A' }),
      rule({ ask: [] }),
      rule({ ask: {} }),
      rule({ ask: 7 }),
      rule({ ask: { effects: 'file.read' } }),
      rule({ ask: { mark: 'odd' } }),
      rule({ reason: '' }),
      rule({ reason: 'x'.repeat(501) }),
      rule({ expires: 7 }),
      rule({ match: {} }),
      rule({ match: [{ tool: 'Bash' }] }),
      rule({ match: [{ tool: 'Bash', args: [] }] }),
      rule({ match: [{ tool: 'Bash', args: {}, note: '' }] }),
    ]) {
      agree(document, false);
    }
  });
});
