import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isServerName } from '../../../../sdk/server-name.ts';
import { gatewayName } from './find-servers.ts';
import { planServers, readSource, unwrapText } from './plan-servers.ts';

const LAUNCHER = '/opt/cs/bin/countersign';
const JSON_FILE = { format: 'json', places: [['mcpServers']] } as const;
const TOML_FILE = { format: 'toml', places: [['mcp_servers']] } as const;

test('tells how each server is started', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['{"command":"npx","args":["x"]}', 'unwrapped', /^$/u],
    [`{"command":"${LAUNCHER}","args":["mcp","wrap","--","x"]}`, 'wrapped', /^$/u],
    ['{"command":"countersign","args":["mcp","wrap","--","x"]}', 'wrapped', /^$/u],
    ['{"command":"/old/countersign","args":["mcp","wrap","--name","s","--","x"]}', 'elsewhere', /^$/u],
    ['{"command":"/old/countersign","args":["mcp"]}', 'unwrapped', /^$/u],
    ['{"command":["npx","x"]}', 'unwrapped', /^$/u],
    ['{"url":"https://u:p@h:1/x?y"}', 'remote', /^https:\/\/h:1$/u],
    ['{"url":"${URL}"}', 'remote', /not spelled out/u],
    ['{"type":"sse","command":"x"}', 'remote', /not spelled out/u],
    ['{"command":"x","url":"https://h"}', 'unclear', /both a command and a URL/u],
    ['{"command":"npx -y x"}', 'unclear', /holds a space/u],
    ['{"command":7}', 'unclear', /is no text/u],
    ['{"command":"x","args":"y"}', 'unclear', /no list/u],
    ['{"command":"x","args":[1]}', 'unclear', /no list of texts/u],
    ['{"command":[]}', 'unclear', /no list of texts/u],
  ];
  for (const [entry, state, detail] of cases) {
    const [server] = planServers(JSON_FILE, { text: `{"mcpServers":{"s":${entry}}}`, launcher: LAUNCHER }).servers;
    assert.equal(server?.state, state, entry);
    assert.match(server?.detail ?? '', detail, entry);
  }
});

test('finds no server in what starts nothing', () => {
  for (const text of ['', '{}', '[]', '{"mcpServers":[]}', '{"mcpServers":{"a":{"enabled":false},"b":7}}']) {
    assert.deepEqual(planServers(JSON_FILE, { text, launcher: LAUNCHER }), {
      servers: [],
      problem: null,
      change: null,
    });
  }
});

test('leaves the gateway’s own tools as they are, where it is this installation that serves them', () => {
  const stateOf = (command: string) => {
    const text = JSON.stringify({ mcpServers: { s: { command, args: ['mcp', 'tools', '--workspace', '.'] } } });
    return planServers(JSON_FILE, { text, launcher: LAUNCHER }).servers.map(({ state }) => state);
  };
  assert.deepEqual([LAUNCHER, 'countersign', '/elsewhere/countersign'].map(stateOf), [[], [], ['unwrapped']]);
});

test('moves a server that another Countersign wraps to this one, and back', () => {
  for (const entry of [
    '"command": "/old/countersign", "args": ["mcp", "wrap", "--", "x"]',
    '"command": ["/old/countersign", "mcp", "wrap", "--", "x"]',
  ]) {
    const text = `{"mcpServers": {"s": {${entry}}}}`;
    const { change } = planServers(JSON_FILE, { text, launcher: LAUNCHER });
    assert.ok(change !== null);
    assert.equal(change.after, text.replace('/old/countersign', LAUNCHER));
    assert.equal(unwrapText(change.after, { format: 'json', wrapped: change.wrapped })?.text, text);
  }
});

test('adds arguments as their neighbours are written', () => {
  const cases: readonly (readonly [typeof JSON_FILE | typeof TOML_FILE, string, string])[] = [
    [
      JSON_FILE,
      '{"mcpServers":{"s":{"command":"x"}}}',
      `{"mcpServers":{"s":{"command":"${LAUNCHER}", "args":[ARGS]}}}`,
    ],
    [
      JSON_FILE,
      '{"mcpServers":{"s":{\n\t"command" : "x"\n}}}',
      `{"mcpServers":{"s":{\n\t"command" : "${LAUNCHER}",\n\t"args" : [ARGS]\n}}}`,
    ],
    [TOML_FILE, 'mcp_servers.s.command="x" # y', `mcp_servers.s.command="${LAUNCHER}" # y\nmcp_servers.s.args=[ARGS]`],
    [
      TOML_FILE,
      '[mcp_servers.s]\r\n  command = "x"\r\n',
      `[mcp_servers.s]\r\n  command = "${LAUNCHER}"\r\n  args = [ARGS]\r\n`,
    ],
    [
      TOML_FILE,
      'mcp_servers = { s = { command = "x" } }',
      `mcp_servers = { s = { command = "${LAUNCHER}", args = [ARGS] } }`,
    ],
  ];
  for (const [file, text, wanted] of cases) {
    const { change } = planServers(file, { text, launcher: LAUNCHER });
    assert.equal(change?.after, wanted.replace('ARGS', '"mcp", "wrap", "--name", "s", "--", "x"'));
    assert.equal(unwrapText(change?.after ?? '', { format: file.format, wrapped: change?.wrapped ?? [] })?.text, text);
  }
});

test('takes our command out though somebody changed the server since, and leaves one that is not ours any more', () => {
  const text = '{"mcpServers":{"s":{"command":"x"},"t":{"command":"y","args":["1"]},"u":{"command":"z"}}}';
  const { change } = planServers(JSON_FILE, { text, launcher: LAUNCHER });
  assert.ok(change !== null);
  const changed = change.after
    .replace('"x"]', '"x", "--more"]')
    .replace('"1"', '"2"')
    .replace(/"u":.*$/u, '"u":{"command":"mine"}}}');
  const left = unwrapText(changed, { format: 'json', wrapped: change.wrapped });
  assert.deepEqual(JSON.parse(left?.text ?? ''), {
    mcpServers: { s: { command: 'x', args: ['--more'] }, t: { command: 'y', args: ['2'] }, u: { command: 'mine' } },
  });
  assert.deepEqual(left?.unwrapped, ['s', 't']);
});

test('says why a file cannot be read, and quotes nothing of it', () => {
  const cases: readonly (readonly ['json' | 'toml', string, RegExp])[] = [
    ['json', '{\n"a": S3CRET}', /^no JSON at line 2$/u],
    ['json', '{"a":1,\n"a":2}', /^the key "a" twice at line 2$/u],
    ['json', '['.repeat(300), /^nested deeper than 200 levels$/u],
    ['toml', 'a = 1\nb = S3CRET', /^no TOML at line 2$/u],
    ['toml', 'a = 1\na = 2', /^no TOML at line 2$/u],
    [
      'toml',
      `a = ${'['.repeat(150)}${']'.repeat(150)}`,
      /^a way of writing TOML that cannot be edited surely, at line 1$/u,
    ],
  ];
  for (const [format, text, reason] of cases) {
    const read = readSource(text, format);
    assert.equal(read.ok, false, text.slice(0, 20));
    if (!read.ok) assert.match(read.failure, reason);
  }
});

test('calls a server as its configuration does, or by what the gateway can take of it and a digest', () => {
  for (const name of ['fs', 'a.b_c-1', 'X', 'x'.repeat(64)]) assert.equal(gatewayName(name), name);
  const cases: readonly (readonly [string, RegExp])[] = [
    ['with space', /^with-space-[0-9a-f]{8}$/u],
    ['-x', /^x-[0-9a-f]{8}$/u],
    ['', /^server-[0-9a-f]{8}$/u],
    ['日本', /^server-[0-9a-f]{8}$/u],
    ['x'.repeat(65), /^x{55}-[0-9a-f]{8}$/u],
    ['\u212A', /^server-[0-9a-f]{8}$/u],
    ['a__b', /^a_b-[0-9a-f]{8}$/u],
    ['a_', /^a_-[0-9a-f]{8}$/u],
  ];
  for (const [name, wanted] of cases) {
    assert.match(gatewayName(name), wanted);
    assert.ok(isServerName(gatewayName(name)), gatewayName(name));
  }
  assert.notEqual(gatewayName('a b'), gatewayName('a/b'));
});
