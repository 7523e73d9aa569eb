import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { parse as parseJson } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { EXIT } from '../../exit-code.ts';
import { launcherPath } from '../../paths.ts';
import { run } from '../../testing/test-terminal.ts';
import { makeTree, treeOf } from '../testing/tree.ts';

/** What no line that is printed may hold. */
const SECRETS = [
  'ghp_0123456789abcdefghijklmnop',
  'hunter2',
  'sk-live-42',
  'lin_api_secret',
  'sb_secret',
  'Bearer abc',
];

/** Settings as six agents have them on one machine, each written as its agent or its owner writes it. */
const HOME = {
  '.claude/settings.json': {
    text: '{\n  "model": "opus",\n  "env": { "ANTHROPIC_API_KEY": "hunter2" }\n}\n',
    mode: 0o600,
  },
  '.claude.json': {
    text: JSON.stringify(
      {
        numStartups: 412,
        oauthAccount: { emailAddress: 'hunter2' },
        projects: {
          '/work/shop': {
            allowedTools: [],
            history: [{ display: 'hunter2' }],
            mcpServers: {
              db: {
                type: 'stdio',
                command: 'uvx',
                args: ['mcp-server-postgres', 'postgres://u:hunter2@localhost/shop'],
                env: {},
              },
            },
          },
          '/work/other': { allowedTools: [], mcpServers: {} },
        },
        mcpServers: {
          github: {
            type: 'stdio',
            command: 'npx',
            args: ['-y', '@modelcontextprotocol/server-github'],
            env: { GITHUB_TOKEN: SECRETS[0] },
          },
          linear: {
            type: 'http',
            url: 'https://mcp.linear.app/mcp?key=lin_api_secret',
            headers: { Authorization: 'Bearer abc' },
          },
        },
        cachedNumber: 12345678901234567890n.toString(),
      },
      null,
      2,
    ).replace('"12345678901234567890"', '12345678901234567890'),
    mode: 0o600,
  },
  '.codex/config.toml': {
    text: [
      'model = "gpt-5.4-codex"   # mine',
      'approval_policy = "on-request"',
      '',
      '[mcp_servers.docs]',
      "command = 'npx'",
      'args = [',
      '  "-y", # quiet',
      '  "mcp-remote-docs",',
      ']',
      'env = { "DOCS_TOKEN" = "hunter2" }',
      '',
      '[mcp_servers."with space"]',
      'command = "/usr/bin/tool"   # no arguments',
      'startup_timeout_sec = 20',
      '[mcp_servers."with space".env]',
      'KEY = "sk-live-42"',
      '',
      '[mcp_servers.figma]',
      'url = "http://127.0.0.1:3845/mcp"',
      'bearer_token_env_var = "FIGMA"',
      '',
      '[projects."/work/shop"]',
      'trust_level = "trusted"',
    ].join('\n'),
    mode: 0o640,
  },
  '.cursor/mcp.json':
    '\uFEFF{\r\n\t"mcpServers": {\r\n\t\t"fs": { "command": "npx", "args": ["-y", "server-filesystem", "/tmp"] }\r\n\t}\r\n}\r\n',
  '.cursor/hooks.json': '{ "version": 1, "hooks": { "stop": [{ "command": "say done" }] } }',
  '.copilot/mcp-config.json':
    '{"mcpServers":{"azure":{"type":"local","command":"npx","args":["--api-key","hunter2"],"tools":["*"],"env":{"A":"hunter2"}}}}',
  '.copilot/config.json': '{ "banner": "never" }\n',
  '.gemini/settings.json': `{
    "theme": "Default",
    "mcpServers": {
        "notes": {
            "command": "node",
            "args": [
                "/srv/notes.js"
            ],
            "env": { "NOTES": "hunter2" },
            "trust": true
        },
        "web": { "httpUrl": "https://user:hunter2@example.org/mcp" }
    }
}
`,
  '.config/opencode/opencode.json': `{
  // "old": { "environment": { "TOKEN": "hunter2" } },
  "permission": { "edit": "ask" },
  "mcp": {
    "everything": {
      "type": "local",
      "command": ["npx", "-y", "@modelcontextprotocol/server-everything",],
      "environment": { "TOKEN": "hunter2" }, /* hunter2 */
      "enabled": true,
    },
    "gone": { "enabled": false },
  },
}
`,
  '.config/Claude/claude_desktop_config.json': '{ "mcpServers": { "mem": { "command": "npx", "args": [] } } }',
  'project/.mcp.json': {
    text: '{ "mcpServers": { "tests": { "command": "./tools/mcp", "args": ["--port=1"], "cwd": "." } } }\n',
    mode: 0o664,
  },
  'project/.cursor/mcp.json': '{\n  "mcpServers": {}\n}\n',
  'project/.vscode/mcp.json': `{
  "inputs": [{ "type": "promptString", "id": "key", "password": true }],
  "servers": {
    "supabase": { "command": "npx", "args": ["-y", "server", "--access-token", "\${input:key}"], "env": { "K": "sb_secret" } }
  }
}`,
  'project/opencode.jsonc':
    '// ours\n{ "mcp": { "servers": { "lint": { "type": "local", "command": ["lint-mcp"] } } } }',
} as const;

const STARTED = [
  'github',
  'db',
  'docs',
  'with space',
  'fs',
  'azure',
  'notes',
  'everything',
  'mem',
  'tests',
  'supabase',
  'lint',
];

type Plan = {
  readonly agents: readonly { readonly agent: string; readonly changed: boolean; readonly written: boolean }[];
  readonly servers: readonly {
    readonly path: string;
    readonly changed: boolean;
    readonly written: boolean;
    readonly diff: string | null;
    readonly servers: readonly { readonly name: string; readonly state: string; readonly detail: string }[];
  }[];
};

const inProject = (home: string): { homeDir: string; workDir: string } => ({
  homeDir: home,
  workDir: `${home}/project`,
});

test('connects six agents and wraps all their servers, and leaves every byte, mode, file and folder as before', async (t) => {
  const home = makeHome(t);
  const before = treeOf(home);
  const done = await run(['init', '--yes'], inProject(home));
  assert.equal(done.code, EXIT.ok, done.err);
  const text = (path: string): string => readFileSync(`${home}/${path}`, 'utf8');
  const claude = JSON.parse(text('.claude.json')) as Config;
  assert.deepEqual(claude.mcpServers['github'], {
    type: 'stdio',
    command: launcherPath(),
    args: ['mcp', 'wrap', '--name', 'github', '--', 'npx', '-y', '@modelcontextprotocol/server-github'],
    env: { GITHUB_TOKEN: SECRETS[0] },
  });
  const { projects } = JSON.parse(text('.claude.json')) as { projects: { [path: string]: Config } };
  assert.equal(projects['/work/shop']?.mcpServers['db']?.args?.[5], 'uvx');
  assert.match(text('.claude.json'), /"cachedNumber": 12345678901234567890\n/u);
  const codex = parseToml(text('.codex/config.toml')) as unknown as { mcp_servers: Config['mcpServers'] };
  assert.deepEqual(codex.mcp_servers['with space']?.args?.toSpliced(3, 1), [
    'mcp',
    'wrap',
    '--name',
    '--',
    '/usr/bin/tool',
  ]);
  assert.match(text('.codex/config.toml'), /\n {2}"mcp", "wrap", "--name", "docs", "--", 'npx',\n {2}"-y", # quiet\n/u);
  const opencode = parseJson(text('.config/opencode/opencode.json')) as {
    mcp: { [name: string]: { command: string[] } };
  };
  assert.deepEqual(opencode.mcp['everything']?.command.slice(0, 6), [
    launcherPath(),
    'mcp',
    'wrap',
    '--name',
    'everything',
    '--',
  ]);
  assert.match(text('.gemini/settings.json'), /"wrap",\s+"--name",\s+"notes"[^]*hook gemini-cli BeforeTool/u);
  const found = JSON.parse((await run(['init', '--json'], inProject(home))).out) as Plan;
  assert.deepEqual(namesIn(found, 'wrapped').toSorted(), STARTED.toSorted());
  assert.ok([...found.agents, ...found.servers].every(({ changed }) => !changed));
  const undone = await run(['uninstall', '--yes'], inProject(home));
  assert.equal(undone.code, EXIT.ok, undone.err);
  assert.deepEqual(treeOf(home), before);
});

test('prints the plan as JSON, changes nothing, and shows no secret in it', async (t) => {
  const home = makeHome(t);
  const before = treeOf(home);
  const { code, out, err } = await run(['init', '--json'], inProject(home));
  assert.equal(code, EXIT.ok, err);
  const plan = JSON.parse(out) as Plan;
  assert.deepEqual(namesIn(plan, 'unwrapped').toSorted(), STARTED.toSorted());
  assert.deepEqual(namesIn(plan, 'remote').toSorted(), ['figma', 'linear', 'web']);
  assert.ok(plan.servers.every(({ written }) => !written));
  const remote = plan.servers.flatMap(({ servers }) => servers).filter(({ state }) => state === 'remote');
  assert.deepEqual(remote.map(({ detail }) => detail).toSorted(), [
    'http://127.0.0.1:3845',
    'https://example.org',
    'https://mcp.linear.app',
  ]);
  const gemini = plan.servers.find(({ path }) => path === `${home}/.gemini/settings.json`);
  assert.match(gemini?.diff ?? '', /\+ .*"command": ".*bin\/countersign"/u);
  requireNoSecret(out);
  assert.deepEqual(treeOf(home), before);
});

test('shows each file as a diff, names what cannot be wrapped and what to do, and prints no secret', async (t) => {
  const home = makeHome(t);
  const { out, err } = await run(['init', '--dry-run'], inProject(home));
  const flat = out.replaceAll(/\s+/gu, ' ');
  const found = 'found Claude Code, Codex, Gemini CLI, Cursor, Copilot CLI, OpenCode; 15 MCP servers in 10 files';
  assert.ok(flat.startsWith(`${found}: 12 to wrap, 3 remote `), out.slice(0, 200));
  assert.match(
    out,
    /\+ \{"mcpServers":\{"azure":.*"args":\["mcp", "wrap", "--name", "azure", "--", "npx", "--api-key","•••"\]/u,
  );
  assert.match(out, /\+ {3}"mcp", "wrap", "--name", "docs", "--", 'npx',\n/u);
  assert.match(
    flat,
    /Reached by a URL, so there is no command to wrap: linear \(Claude Code, https:\/\/mcp\.linear\.app\)/u,
  );
  assert.match(flat, /next: name them in .*\/mcp-servers\.yaml/u);
  assert.match(flat, /whoever shares this file needs Countersign at the same place/u);
  requireNoSecret(out + err);
});

test('counts what is started without us in doctor, names it with the next step, and scores it', async (t) => {
  const home = makeHome(t);
  const look = async (): Promise<{
    score: number;
    findings: { name: string; ok: boolean; points: number; found: string; fix: string }[];
  }> => JSON.parse((await run(['doctor', '--json'], inProject(home))).out) as never;
  const open = (await look()).findings.find(({ name }) => name === 'mcp servers');
  assert.equal(open?.ok, false);
  assert.equal(open?.points, 16);
  assert.match(
    open?.found ?? '',
    /^12 servers of 15 started without us: github \(Claude Code\), db \(Claude Code\),.* and 4 more$/u,
  );
  assert.equal(open?.fix, 'countersign init --only servers');
  await run(['init', '--yes', '--only', 'servers'], inProject(home));
  const { findings } = await look();
  assert.equal(findings.find(({ name }) => name === 'mcp servers')?.found, '12 servers started through us');
  assert.match(
    findings.find(({ name }) => name === 'mcp remote')?.found ?? '',
    /3 servers reached by a URL, past us: linear/u,
  );
  requireNoSecret(JSON.stringify(findings));
});

test('keeps what others changed since, takes only our command out, and says so', async (t) => {
  const home = makeHome(t);
  await run(['init', '--yes', '--only', 'servers'], inProject(home));
  const path = `${home}/.claude.json`;
  writeFileSync(path, readFileSync(path, 'utf8').replace('"numStartups": 412', '"numStartups": 413'));
  const toml = `${home}/.codex/config.toml`;
  writeFileSync(toml, `${readFileSync(toml, 'utf8')}\n[mcp_servers.later]\ncommand = "x"\n`);
  const { code, out } = await run(['uninstall', '--yes'], inProject(home));
  assert.equal(code, EXIT.ok);
  assert.match(out, /\.claude\.json: what is ours was taken out; it had been changed since, and that stays/u);
  assert.equal(readFileSync(path, 'utf8'), HOME['.claude.json'].text.replace('412', '413'));
  assert.equal(readFileSync(toml, 'utf8'), `${HOME['.codex/config.toml'].text}\n[mcp_servers.later]\ncommand = "x"\n`);
});

test('takes hooks and servers out of one file that somebody changed since, and leaves the rest byte for byte', async (t) => {
  const home = makeHome(t);
  const path = `${home}/.gemini/settings.json`;
  await run(['init', '--yes'], inProject(home));
  const text = readFileSync(path, 'utf8');
  assert.match(text, /"wrap"[^]*"hooks"/u);
  writeFileSync(path, text.replace('"Default"', '"Dark"'));
  assert.equal((await run(['uninstall', '--yes'], inProject(home))).code, EXIT.ok);
  assert.equal(readFileSync(path, 'utf8'), HOME['.gemini/settings.json'].replace('"Default"', '"Dark"'));
});

test('never goes back to a copy that lacks what somebody wrote between two of our changes', async (t) => {
  const home = makeHome(t);
  const path = `${home}/.cursor/mcp.json`;
  await run(['init', '--yes'], inProject(home));
  writeFileSync(path, readFileSync(path, 'utf8').replace('"fs":', '"new": { "command": "later" },\r\n\t\t"fs":'));
  await run(['init', '--yes'], inProject(home));
  assert.match(readFileSync(path, 'utf8'), /"--name", "new", "--", "later"/u);
  await run(['uninstall', '--yes'], inProject(home));
  const wanted = HOME['.cursor/mcp.json'].replace('"fs":', '"new": { "command": "later" },\r\n\t\t"fs":');
  assert.equal(readFileSync(path, 'utf8'), wanted);
});

test('asks only about one agent and its servers, or one project, where that was asked for', async (t) => {
  const home = makeHome(t);
  const names = async (...args: string[]): Promise<readonly string[]> =>
    namesIn(JSON.parse((await run(['init', '--json', ...args], inProject(home))).out) as Plan, 'unwrapped').toSorted();
  assert.deepEqual(await names('codex'), ['docs', 'with space']);
  assert.deepEqual(await names('--scope', 'project'), ['lint', 'supabase', 'tests']);
  assert.deepEqual(await names('--only', 'hooks'), []);
});

test('goes on with the other files where one cannot be read, and fails in the end', async (t) => {
  const home = makeHome(t);
  writeFileSync(`${home}/.cursor/mcp.json`, '{ "mcpServers": { "a": {}, "a": {} } }');
  writeFileSync(`${home}/.codex/config.toml`, Buffer.from([0x61, 0x20, 0x3d, 0xff]));
  symlinkSync('/nonexistent/opencode.json', `${home}/project/opencode.json`);
  mkdirSync(`${home}/project/.github/mcp.json`, { recursive: true });
  const { code, err } = await run(['init', '--yes', '--only', 'servers'], inProject(home));
  assert.equal(code, EXIT.failed);
  assert.match(err, /\.cursor\/mcp\.json: the key "a" twice at line 1/u);
  assert.match(err, /config\.toml: bytes that are no UTF-8/u);
  assert.match(err, /project\/opencode\.json: a link to nothing/u);
  assert.match(err, /\.github\/mcp\.json: no file, want one/u);
  assert.match(readFileSync(`${home}/.claude.json`, 'utf8'), /"wrap"/u);
});

test('wraps the servers of settings with comments, and says why its hooks are not put in', async (t) => {
  const text = '{\n  // mine\n  "mcpServers": { "a": { "command": "x" } },\n}\n';
  const home = makeTree(t, { '.gemini/settings.json': text });
  const before = treeOf(home);
  const { code, err } = await run(['init', '--yes'], { homeDir: home });
  assert.equal(code, EXIT.failed);
  assert.match(err, /settings\.json: comments or trailing commas, which would be lost/u);
  assert.match(readFileSync(`${home}/.gemini/settings.json`, 'utf8'), /\/\/ mine\n.*"wrap"/u);
  await run(['uninstall', '--yes'], { homeDir: home });
  assert.deepEqual(treeOf(home), before);
});

test('follows a link to the file it means, and counts a file that two ways lead to once', async (t) => {
  const home = makeTree(t, { 'dotfiles/mcp.json': '{"mcpServers":{"a":{"command":"x"}}}', '.cursor/hooks.json': '{}' });
  symlinkSync('../dotfiles/mcp.json', `${home}/.cursor/mcp.json`);
  const before = treeOf(home);
  const plan = JSON.parse((await run(['init', '--json', '--only', 'servers'], { homeDir: home })).out) as Plan;
  assert.equal(plan.servers.length, 1);
  await run(['init', '--yes'], { homeDir: home });
  assert.match(readFileSync(`${home}/dotfiles/mcp.json`, 'utf8'), /"args":\["mcp"/u);
  await run(['uninstall', '--yes'], { homeDir: home });
  assert.deepEqual(treeOf(home), before);
});

type Config = {
  readonly mcpServers: { readonly [name: string]: { readonly command: string; readonly args?: readonly string[] } };
};

function namesIn(plan: Plan, state: string): readonly string[] {
  return plan.servers.flatMap(({ servers }) =>
    servers.filter((server) => server.state === state).map(({ name }) => name),
  );
}

function requireNoSecret(text: string): void {
  for (const secret of SECRETS) assert.equal(text.includes(secret), false, `${secret} in\n${text}`);
}

function makeHome(t: TestContext): string {
  return makeTree(t, HOME);
}
