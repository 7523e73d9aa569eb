import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withRule } from './policy-rule.ts';

const RULE = '- id: lint\n  permit: { tool: Bash }\n';

test('puts a rule before the others, at their depth', () => {
  assert.equal(
    withRule('version: 1\nrules:\n    # ours\n    - id: a\n', RULE),
    'version: 1\nrules:\n    - id: lint\n      permit: { tool: Bash }\n    # ours\n    - id: a\n',
  );
});

test('begins the list where a policy has none, and takes a rule that comes with its heading', () => {
  const policy = 'version: 1\n\nrules:\n  - id: lint\n    permit: { tool: Bash }\n';
  assert.equal(withRule('version: 1\n', RULE), policy);
  assert.equal(withRule('version: 1\n', 'rules:\n  - id: lint\n    permit: { tool: Bash }\n'), policy);
});
