import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addClaudeCodeHooks,
  CLAUDE_CODE_EVENTS,
  type ClaudeCodeConnection,
  claudeCodeHooks,
  readClaudeCodeHooks,
  removeClaudeCodeHooks,
} from './claude-code-settings.ts';

const COMMAND: ClaudeCodeConnection = { kind: 'command', command: '/opt/countersign/bin/countersign' };
const HTTP: ClaudeCodeConnection = { kind: 'http', baseUrl: 'http://127.0.0.1:7391/' };
const OTHER = { type: 'command', command: '/usr/local/bin/format hook' };
const SETTINGS = {
  model: 'opus',
  permissions: { deny: ['Read(~/.ssh/**)'] },
  hooks: {
    PreToolUse: [{ matcher: 'Bash', hooks: [OTHER] }],
    Stop: [{ hooks: [OTHER] }],
    Notification: [],
  },
};

type Hook = {
  readonly type: string;
  readonly timeout: number;
  readonly onFailure: string;
  readonly url?: string;
  readonly headers?: unknown;
  readonly allowedEnvVars?: unknown;
  readonly command?: string;
  readonly args?: readonly string[];
};
type Group = { readonly matcher?: string; readonly hooks: readonly [Hook] };

function groups(connection: ClaudeCodeConnection): readonly (readonly [string, Group])[] {
  return Object.entries(claudeCodeHooks(connection)).map(([event, list]) => [event, (list as unknown as [Group])[0]]);
}

test('hooks every event of every tool, and blocks on failure', () => {
  for (const connection of [COMMAND, HTTP]) {
    assert.deepEqual(
      groups(connection).map(([event]) => event),
      [...CLAUDE_CODE_EVENTS],
    );
    for (const [event, { matcher, hooks }] of groups(connection)) {
      assert.equal(matcher, /Tool|Permission/.test(event) ? '*' : undefined, event);
      assert.equal(hooks[0].onFailure, 'block');
    }
  }
});

test('waits longer than the longest approval deadline where a person may be asked', () => {
  for (const [event, { hooks }] of groups(COMMAND)) {
    const asks = event === 'PreToolUse' || event === 'PermissionRequest';
    assert.ok(asks ? hooks[0].timeout > 60 + 15 : hooks[0].timeout >= 5, event);
  }
});

test('runs the command with the event, without a shell', () => {
  const [, { hooks }] = groups(COMMAND)[0] as [string, Group];
  assert.deepEqual(
    [hooks[0].command, hooks[0].args],
    ['/opt/countersign/bin/countersign', ['hook', 'claude-code', 'PreToolUse']],
  );
});

test('posts with a header that names a variable, never the token', () => {
  const [, { hooks }] = groups({ ...HTTP, tokenVariable: 'MY_TOKEN' })[0] as [string, Group];
  assert.equal(hooks[0].url, 'http://127.0.0.1:7391/hooks/claude-code?event=PreToolUse');
  assert.deepEqual(hooks[0].headers, { Authorization: 'Bearer $MY_TOKEN' });
  assert.deepEqual(hooks[0].allowedEnvVars, ['MY_TOKEN']);
});

test('adds to what is there, once, and takes away only what it added', () => {
  for (const connection of [COMMAND, HTTP]) {
    const added = addClaudeCodeHooks(SETTINGS, connection);
    assert.deepEqual(addClaudeCodeHooks(added, connection), added);
    const first = (added['hooks'] as { PreToolUse: readonly unknown[] }).PreToolUse;
    assert.deepEqual(first[0], { matcher: 'Bash', hooks: [OTHER] });
    assert.equal(first.length, 2);
    assert.deepEqual(removeClaudeCodeHooks(added), SETTINGS);
  }
  assert.deepEqual(removeClaudeCodeHooks(addClaudeCodeHooks({}, COMMAND)), {});
  assert.deepEqual(
    addClaudeCodeHooks(addClaudeCodeHooks(SETTINGS, HTTP), COMMAND),
    addClaudeCodeHooks(SETTINGS, COMMAND),
  );
});

test('keeps a foreign hook that shares a group with ours', () => {
  const [, group] = groups(COMMAND)[0] as [string, Group];
  const mixed = { hooks: { PreToolUse: [{ matcher: '*', hooks: [...group.hooks, OTHER] }] } } as never;
  assert.deepEqual(removeClaudeCodeHooks(mixed), { hooks: { PreToolUse: [{ matcher: '*', hooks: [OTHER] }] } });
});

test('leaves settings alone that are not as expected', () => {
  for (const settings of [
    { hooks: 'no' },
    { hooks: { PreToolUse: 'no', Stop: [null, 7, { hooks: 3 }] } },
    { hooks: [] },
  ]) {
    assert.deepEqual(removeClaudeCodeHooks(settings), settings);
  }
});

test('tells for each event whether the hook is there as it should be', () => {
  const settings = addClaudeCodeHooks(SETTINGS, COMMAND);
  assert.deepEqual(new Set(Object.values(readClaudeCodeHooks(settings, COMMAND))), new Set(['installed']));
  assert.deepEqual(new Set(Object.values(readClaudeCodeHooks(SETTINGS, COMMAND))), new Set(['missing']));
  const reordered = JSON.parse(
    JSON.stringify(settings).replaceAll('"timeout":90,"onFailure":"block"', '"onFailure":"block","timeout":90'),
  ) as typeof settings;
  assert.equal(readClaudeCodeHooks(reordered, COMMAND).PreToolUse, 'installed');
  const off = readClaudeCodeHooks({ ...settings, disableAllHooks: true }, COMMAND);
  assert.deepEqual(new Set(Object.values(off)), new Set(['altered']));
  const text = JSON.stringify(settings).replace('"onFailure":"block"', '"onFailure":"continue"');
  const altered = readClaudeCodeHooks(JSON.parse(text) as typeof settings, COMMAND);
  assert.deepEqual([altered.PreToolUse, altered.PermissionRequest], ['altered', 'installed']);
});
