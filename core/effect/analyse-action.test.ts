import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import type { Action } from '../action/action.ts';
import { surroundingsOf } from '../decide.ts';
import type { JsonObject } from '../encoding/json.ts';
import type { ToolProfile } from '../policy/policy.ts';
import { actionOf, factsOf, foreignAction, policyOf } from '../testing/samples.ts';
import { analyseAction, analyseResolved } from './analyse-action.ts';
import { TOOL_CATALOGUE } from './tool-catalogue.ts';

const parseShell = await openShellParser();
const SITE = '/home/ada/site';

function surroundings(toolProfiles: readonly ToolProfile[] = [], realPaths: { readonly [path: string]: string } = {}) {
  const { settings } = policyOf();
  const policy = policyOf({ surroundings: { ...settings.surroundings, toolProfiles } }, { parseShell });
  return surroundingsOf(factsOf({ realPaths }), policy);
}

function brief(action: Action, profiles: readonly ToolProfile[] = []): readonly string[] {
  return analyseAction(action, surroundings(profiles)).effects.map(
    (effect) => `${effect.class} ${effect.resource.value}`,
  );
}

describe('The built-in tools', () => {
  const cases: readonly (readonly [string, JsonObject, readonly string[]])[] = [
    ['Read', { file_path: 'a' }, [`file.read ${SITE}/a`]],
    ['Read', {}, ['unknown Read']],
    ['Read', { file_path: 7 }, ['unknown Read']],
    ['Glob', {}, [`file.read ${SITE}`]],
    ['Glob', { path: null }, ['unknown Glob']],
    ['Grep', { path: '~' }, ['file.read /home/ada', 'secret.read /home/ada']],
    ['Write', { file_path: 'a', content: 'x' }, [`file.write ${SITE}/a`]],
    ['NotebookEdit', { notebook_path: 'a.ipynb' }, [`file.write ${SITE}/a.ipynb`]],
    ['Bash', { command: 'ls' }, ['file.read ls']],
    ['Bash', { command: 'cat a | grep x > b' }, [`file.read ${SITE}/a`, `file.write ${SITE}/b`]],
    ['Bash', {}, ['unknown Bash']],
    ['WebFetch', { url: 'https://a.example' }, ['net.fetch a.example']],
    ['WebFetch', { url: 'file:///tmp/a' }, ['unknown file:///tmp/a', 'file.read /tmp/a']],
    ['WebSearch', { query: 'cats' }, ['net.fetch cats']],
    ['WebSearch', {}, ['net.fetch ']],
    ['KillShell', { shell_id: { toString: 'x' } }, ['process.signal ']],
    ['TodoWrite', { todos: [] }, []],
  ];
  for (const [name, args, expected] of cases) {
    test(`${name} ${JSON.stringify(args)} has ${expected.join(', ') || 'no effect'}`, () => {
      assert.deepEqual(brief(actionOf(name, args)), expected);
    });
  }

  const codex: readonly (readonly [string, JsonObject, readonly string[]])[] = [
    ['Bash', { command: 'cat a' }, [`file.read ${SITE}/a`]],
    ['apply_patch', { command: '*** Begin Patch\n*** Add File: a\n+x\n*** End Patch' }, [`file.write ${SITE}/a`]],
    ['apply_patch', { command: '*** Delete File: a' }, [`file.delete ${SITE}/a`]],
    ['apply_patch', { command: 'no patch' }, ['unknown apply_patch']],
    ['apply_patch', {}, ['unknown apply_patch']],
    ['view_image', { path: 'a.png' }, [`file.read ${SITE}/a.png`]],
    ['update_plan', { plan: [] }, []],
    ['exec', {}, ['unknown exec']],
  ];
  for (const [name, args, expected] of codex) {
    test(`of Codex: ${name} ${JSON.stringify(args)} has ${expected.join(', ') || 'no effect'}`, () => {
      const tool = { name, origin: 'builtin:codex', digest: null };
      assert.deepEqual(brief(actionOf(name, args, { tool })), expected);
    });
  }

  const gemini: readonly (readonly [string, JsonObject, readonly string[]])[] = [
    ['run_shell_command', { command: 'cat a' }, [`file.read ${SITE}/a`]],
    ['read_file', { file_path: 'a' }, [`file.read ${SITE}/a`]],
    ['write_file', { file_path: 'a', content: 'x' }, [`file.write ${SITE}/a`]],
    ['replace', { file_path: 'a', old_string: 'x', new_string: 'y' }, [`file.write ${SITE}/a`]],
    ['glob', { pattern: '*' }, [`file.read ${SITE}`]],
    ['web_fetch', { prompt: 'read https://a.example' }, ['net.fetch read https://a.example']],
    ['save_memory', { fact: 'x' }, ['config.modify x']],
    ['read_many_files', {}, ['unknown read_many_files']],
  ];
  for (const [name, args, expected] of gemini) {
    test(`of Gemini CLI: ${name} ${JSON.stringify(args)} has ${expected.join(', ')}`, () => {
      const tool = { name, origin: 'builtin:gemini-cli', digest: null };
      assert.deepEqual(brief(actionOf(name, args, { tool })), expected);
    });
  }

  const three: readonly (readonly [string, string, JsonObject, readonly string[]])[] = [
    ['cursor', 'Shell', { command: 'cat a' }, [`file.read ${SITE}/a`]],
    ['cursor', 'Read', { file_path: 'a' }, [`file.read ${SITE}/a`]],
    ['cursor', 'Grep', { pattern: 'x' }, [`file.read ${SITE}`]],
    ['cursor', 'Delete', { file_path: 'a' }, [`file.delete ${SITE}/a`]],
    ['cursor', 'Task', { task: 'look' }, ['agent.spawn look']],
    ['cursor', 'Glob', {}, ['unknown Glob']],
    ['copilot-cli', 'bash', { command: 'cat a' }, [`file.read ${SITE}/a`]],
    ['copilot-cli', 'view', { path: 'a' }, [`file.read ${SITE}/a`]],
    ['copilot-cli', 'create', { path: 'a', file_text: 'x' }, [`file.write ${SITE}/a`]],
    ['copilot-cli', 'apply_patch', { input: '*** Delete File: a' }, [`file.delete ${SITE}/a`]],
    ['copilot-cli', 'web_fetch', { url: 'https://a.example' }, ['net.fetch a.example']],
    ['copilot-cli', 'glob', { pattern: '*' }, [`file.read ${SITE}`, `file.read ${SITE}`]],
    ['copilot-cli', 'glob', { paths: '/tmp/a' }, [`file.read ${SITE}`, 'file.read /tmp/a']],
    [
      'copilot-cli',
      'grep',
      { paths: ['a', '/opt/b'] },
      [`file.read ${SITE}`, `file.read ${SITE}/a`, 'file.read /opt/b'],
    ],
    ['copilot-cli', 'glob', { paths: [] }, [`file.read ${SITE}`]],
    ['copilot-cli', 'rg', { paths: ['a', 1] }, [`file.read ${SITE}`, 'unknown rg']],
    ['copilot-cli', 'rg', { paths: Array.from({ length: 65 }, () => 'a') }, [`file.read ${SITE}`, 'unknown rg']],
    ['copilot-cli', 'view', { path: ['a'] }, ['unknown view']],
    ['copilot-cli', 'stop_bash', { shellId: '1' }, ['process.signal 1']],
    ['copilot-cli', 'write_bash', { input: 'ls' }, ['unknown write_bash']],
    ['opencode', 'bash', { command: 'cat a' }, [`file.read ${SITE}/a`]],
    ['opencode', 'read', { filePath: 'a' }, [`file.read ${SITE}/a`]],
    ['opencode', 'read', { path: 'a' }, ['unknown read']],
    ['opencode', 'apply_patch', { patchText: '*** Add File: a' }, [`file.write ${SITE}/a`]],
    ['countersign', 'list_files', { path: 'a' }, [`file.read ${SITE}/a`]],
    ['countersign', 'write_file', { path: 'a', content: 'x' }, [`file.write ${SITE}/a`]],
    ['countersign', 'undo', { paths: ['a', 'b'] }, [`file.write ${SITE}/a`, `file.write ${SITE}/b`]],
    ['countersign', 'git_commit', { message: 'x', paths: ['a'] }, ['git.commit x', `file.read ${SITE}/a`]],
    [
      'countersign',
      'git_commit',
      { message: 'x', paths: ['.env'] },
      ['git.commit x', `file.read ${SITE}/.env`, `secret.read ${SITE}/.env`],
    ],
    ['countersign', 'run_test', { check: 'x', command: 'ls' }, ['file.read ls']],
    ['countersign', 'propose_plan', {}, ['unknown propose_plan']],
    ['countersign', 'propose_plan', { plan: { steps: 'x' } }, ['unknown propose_plan']],
    [
      'countersign',
      'propose_plan',
      {
        plan: { steps: [{ diff: '--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n' }, { diff: null }, {}, 1, { diff: 2 }] },
      },
      [`file.delete ${SITE}/a`, 'unknown propose_plan'],
    ],
    ['opencode', 'batch', {}, ['unknown batch']],
    ['opencode-2', 'shell', { command: 'cat a' }, [`file.read ${SITE}/a`]],
    ['opencode-2', 'read', { filePath: 'a' }, ['unknown read']],
    ['opencode-2', 'edit', { path: 'a' }, [`file.write ${SITE}/a`]],
    ['opencode-2', 'execute', {}, ['unknown execute']],
  ];
  for (const [agent, name, args, expected] of three) {
    test(`of ${agent}: ${name} ${JSON.stringify(args)} has ${expected.join(', ')}`, () => {
      const tool = { name, origin: `builtin:${agent}`, digest: null };
      assert.deepEqual(brief(actionOf(name, args, { tool })), expected);
    });
  }

  test('never take what is not their own for an argument, a tool or an origin', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length']) {
      assert.deepEqual(brief(actionOf(name, {})), [`unknown ${name}`]);
      const tool = { name, origin: '__proto__', digest: null };
      assert.deepEqual(brief(actionOf(name, {}, { tool })), [`unknown ${name}`]);
      assert.deepEqual(brief(actionOf(name, {}, { tool: { ...tool, origin: name } })), [`unknown ${name}`]);
    }
    const inherited = Object.create({ file_path: '/tmp/a' }) as JsonObject;
    assert.deepEqual(brief(actionOf('Read', inherited)), ['unknown Read']);
  });

  test('all answer empty arguments', () => {
    for (const [origin, tools] of Object.entries(TOOL_CATALOGUE)) {
      for (const [name, uses] of Object.entries(tools)) {
        const tool = { name, origin, digest: null };
        assert.equal(brief(actionOf(name, {}, { tool })).length >= Math.min(1, uses.length), true, name);
      }
    }
  });
});

test('a tool that decides in a crisis does that beside what its arguments say, whatever a profile declares', () => {
  const tool = { name: 'mcp__care__share_location', origin: 'mcp:care', digest: null };
  const effects = brief(foreignAction({}, tool.name));
  assert.ok(effects.includes(`crisis.decision ${tool.name}`), effects.join(', '));
  const profile: ToolProfile = { tool: 'mcp__care__*', effects: [] };
  assert.ok(brief(foreignAction({}, tool.name), [profile]).includes(`crisis.decision ${tool.name}`));
});

describe('A profile', () => {
  const effects = [{ class: 'file.read', argument: 'x' }] as const;
  test('says what a tool does that nobody knows', () => {
    assert.deepEqual(brief(foreignAction({ x: 'a' }, 'look'), [{ tool: 'look', effects }]), [`file.read ${SITE}/a`]);
    assert.deepEqual(brief(foreignAction({}, 'other'), [{ tool: 'look', effects }]), ['unknown other']);
  });
  test('vouches no built-in tool away', () => {
    assert.deepEqual(brief(actionOf('Bash', { command: 'ls' }), [{ tool: 'Bash', effects: [] }]), ['file.read ls']);
  });
});

describe('Many effects', () => {
  const args = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`x${index}`, `./f${index}`]));
  test('are cut to 64, and the floor is looked for in all of them', () => {
    const hidden = analyseAction(foreignAction({ ...args, command: 'reboot' }), surroundings());
    assert.equal(hidden.effects.length, 64);
    assert.equal(hidden.hardFloor?.rule, 'floor.power');
  });
});

function asked(action: Action, known = surroundings()): readonly (readonly string[])[] {
  const questions: (readonly string[])[] = [];
  analyseResolved(action, known, (paths) => {
    questions.push(paths);
    return {};
  });
  return questions;
}

describe('An analysis that follows links', () => {
  test('asks once, about the paths of the effects and the workspace, each once', () => {
    assert.deepEqual(asked(actionOf('Write', { file_path: 'a' })), [[SITE, `${SITE}/a`]]);
    assert.deepEqual(asked(actionOf('Glob', {})), [[SITE]]);
  });
  test('asks nothing for what touches no file or cannot be read', () => {
    assert.deepEqual(asked(actionOf('Bash', { command: 'ls' })), []);
    assert.deepEqual(asked(actionOf('Read', { file_path: '' })), []);
  });
  test('asks about paths as written, whatever was resolved before', () => {
    const resolved = surroundings([], { [`${SITE}/a`]: '/etc/passwd' });
    assert.deepEqual(asked(actionOf('Read', { file_path: 'a' }), resolved), [[SITE, `${SITE}/a`]]);
  });
  test('is the analysis of where the paths lead', () => {
    const realPaths = { [`${SITE}/a`]: '/home/ada/.ssh/id_ed25519' };
    const action = actionOf('Read', { file_path: 'a' });
    const found = analyseResolved(action, surroundings(), () => realPaths);
    assert.deepEqual(found.analysis, analyseAction(action, surroundings([], realPaths)));
    assert.notDeepEqual(found.analysis, analyseAction(action, surroundings()));
    assert.equal(found.realPaths, realPaths);
  });
  test('is the analysis of the paths as written where nothing leads elsewhere', () => {
    const action = actionOf('Write', { file_path: 'a' });
    const found = analyseResolved(action, surroundings(), () => ({}));
    assert.deepEqual(found, { analysis: analyseAction(action, surroundings()), realPaths: {} });
  });
});

test('leaves a call that reaches the gateway’s own tools to these, and no call of another server', () => {
  const found = (name: string, origin: string, more: object = {}): readonly string[] => {
    const action = actionOf('x', { path: 'a' }, { tool: { name, origin, digest: null }, surface: 'hook' });
    const facts = factsOf({ ownServer: true, ...more });
    return analyseAction(action, surroundingsOf(facts, policyOf())).effects.map((effect) => effect.class);
  };
  assert.deepEqual(found('mcp__countersign__read_file', 'mcp:countersign'), []);
  for (const [name, origin] of [
    ['mcp__countersign__read_file', 'mcp:other'],
    ['mcp__other__read_file', 'mcp:countersign'],
    ['read_file', 'mcp:countersign'],
  ] as const)
    assert.ok(found(name, origin).includes('unknown'), `${name} of ${origin}`);
});
