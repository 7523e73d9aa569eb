import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../encoding/json.ts';
import { actionOf } from '../testing/samples.ts';
import { compileRules } from './compile-rules.ts';
import { evaluateRules } from './evaluate-rules.ts';
import type { PolicyRule } from './policy.ts';
import { rule } from './testing/try-rule.ts';
import { toolNames } from './tool-names.ts';

function reading(args: JsonObject, name = 'ReadMcpResourceTool', origin = 'builtin:claude-code') {
  return actionOf(name, args, { tool: { name, origin, digest: null } });
}

/** The decisions of the rules that match, in policy order. */
function deciding(rules: readonly PolicyRule[], action: ReturnType<typeof reading>): readonly string[] {
  const found = evaluateRules(compileRules({ rules }), { action, effects: [], home: '/h', nowMs: 0 });
  return [...found.forbids, ...found.asks, ...found.permits].map(({ id }) => id);
}

describe('names of tools for rules', () => {
  it('are one for most tools', () => {
    assert.deepEqual(toolNames(reading({ file_path: '/a', server: 'notes' }, 'Read')), ['Read']);
    assert.deepEqual(toolNames(reading({ server: 'notes', uri: 'memo://a' }, 'T', 'mcp:x')), ['T']);
  });

  it('are two for an agent’s own tool that reads a resource of a server', () => {
    const args = { server: 'notes', uri: 'memo://a' };
    const named = 'mcp__notes__resource:memo://a';
    assert.deepEqual(toolNames(reading(args)), ['ReadMcpResourceTool', named]);
    assert.deepEqual(toolNames(reading(args, 'read_mcp_resource', 'builtin:codex')), ['read_mcp_resource', named]);
  });

  it('name the server as agents do', () => {
    const [, named] = toolNames(reading({ server: 'My no.tes-7_ü', uri: 'a' }));
    assert.equal(named, 'mcp__My_no_tes-7____resource:a');
  });

  it('are one where the server or the address is no text', () => {
    for (const args of [{ uri: 'a' }, { server: 'a' }, { server: 1, uri: 'a' }, { server: 'a', uri: ['a'] }])
      assert.deepEqual(toolNames(reading(args)), ['ReadMcpResourceTool']);
  });
});

describe('rules about the resources of a server', () => {
  const rules = [
    rule('ask', [{ tool: 'ReadMcpResourceTool' }], { id: 'own name' }),
    rule('forbid', [{ tool: 'mcp__notes__resource:*' }], { id: 'pattern' }),
    rule('forbid', [{ tool: 'mcp__notes__resource:memo://a' }], { id: 'exact' }),
    rule('forbid', [{ tool: 'mcp__other__resource:*' }], { id: 'other server' }),
    rule('permit', [{ tool: 'mcp__{notes,more}__*' }], { id: 'permit' }),
  ];

  it('hold for an agent’s own tool that reads them, whichever way they name it', () => {
    assert.deepEqual(deciding(rules, reading({ server: 'notes', uri: 'memo://a' })), [
      ...['pattern', 'exact', 'own name', 'permit'],
    ]);
    assert.deepEqual(deciding(rules, reading({ server: 'more', uri: 'memo://b' })), ['own name', 'permit']);
  });

  it('hold for nothing else that the agent does', () => {
    assert.deepEqual(deciding(rules, reading({ server: 'notes' }, 'ListMcpResourcesTool')), []);
  });
});
