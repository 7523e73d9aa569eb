import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { insertRule } from './insert-rule.ts';

const RULE = '- id: permit-x\n  permit: "Read(a)"\n  reason: "r"\n  expires: 2027-01-01T00:00:00Z\n';
const ADDED = { id: 'permit-x', permit: 'Read(a)', reason: 'r', expires: '2027-01-01T00:00:00Z' };

function inserted(text: string): string {
  const result = insertRule(text, RULE);
  assert.ok(result.ok, result.ok ? '' : result.failure);
  return result.value;
}

test('adds lines and touches nothing else, comments and spacing included', () => {
  const before =
    'version: 1 # one\nrules:\n    - id: a   # first\n      forbid: "Bash(x)"\n      reason: "r"\n\n# the end\n';
  const after = inserted(before);
  const lines = after.split('\n');
  const kept = lines.filter(
    (line) =>
      !line.includes('permit-x') && !['      permit: "Read(a)"', '      expires: 2027-01-01T00:00:00Z'].includes(line),
  );
  assert.equal(lines.length, before.split('\n').length + 4);
  assert.deepEqual(
    kept.filter((line) => line !== '      reason: "r"'),
    before.split('\n').filter((line) => line !== '      reason: "r"'),
  );
  assert.deepEqual(parse(after).rules[1], ADDED);
});

test('finds its place in every way a policy may be written', () => {
  for (const text of [
    'version: 1\n',
    'version: 1',
    'version: 1\nrules:\n',
    'version: 1\nrules: []\nprofile: dev\n',
    'version: 1\nrules: [] # none yet\n',
    'version: 1\nrules:\n  - { id: a, forbid: "Bash(x)", reason: r }\nprofile: dev\n',
    'rules:\n- id: a\n  forbid: "Bash(x)"\n  reason: |\n    long\n    text\nversion: 1\n',
    'rules:\n  - id: a\n    forbid: "Bash(x)"\n    reason: r',
    'version: 1\nprofile: dev # rules: []\n',
  ]) {
    const old = parse(text) as { rules?: unknown[] | null };
    const next = parse(inserted(text)) as { rules: unknown[] };
    assert.deepEqual(next, { ...old, rules: [...(old.rules ?? []), ADDED] }, text);
  }
});

test('adds to the policy that comes with Countersign', () => {
  const text = readFileSync('policies/default.yaml', 'utf8');
  const rules = (parse(text) as { rules: unknown[] }).rules;
  assert.deepEqual((parse(inserted(text)) as { rules: unknown[] }).rules, [...rules, ADDED]);
});

test('refuses a file that it would have to write anew', () => {
  for (const text of [
    'rules: [{ id: a }]\n',
    '[1]\n',
    'a: [\n',
    'rules: x\n',
    'a: 1\n---\nb: 2\n',
    'rules: &r\n  - id: a\ncopy: *r\n',
  ])
    assert.equal(insertRule(text, RULE).ok, false, text);
});
