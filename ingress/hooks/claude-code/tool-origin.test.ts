import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toolOrigin } from './tool-origin.ts';

test('tells who supplies a tool from its name and what the agent says', () => {
  const cases = [
    ['Bash', null, 'builtin:claude-code'],
    ['mcp', null, 'builtin:claude-code'],
    ['mcp__github__create_issue', null, 'mcp:github'],
    ['mcp__my_server__a__b', null, 'mcp:my_server'],
    ['mcp__github__create_issue', 'plugin:hub', 'mcp:plugin:hub'],
    ['mcp__alone', null, 'mcp:alone'],
    ['mcp____x', null, 'mcp:__x'],
    ['mcp__', null, 'mcp:unknown'],
    ['Bash', 'github', 'builtin:claude-code'],
  ] as const;
  for (const [tool, server, origin] of cases) assert.equal(toolOrigin(tool, server), origin, tool);
});
