import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, normalize, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse as parseYaml } from 'yaml';
import { openParsers } from '../apps/daemon/open-parsers.ts';
import { preparePolicyWith } from '../apps/daemon/prepare-policy.ts';
import { readSettings } from '../apps/daemon/settings.ts';
import { type ClaudeCodeConnection, claudeCodeHooks } from '../sdk/claude-code-settings.ts';
import { makeDirectories, removeDirectories, startDaemon, type TestDaemon } from './harness/daemon.ts';
import { readMarkdown } from './harness/markdown.ts';

const parsers = await openParsers();

const pages = [...globSync('*.md'), ...globSync('docs/**/*.md')].sort().map(readMarkdown);
const blocks = pages.flatMap((page) => page.blocks);
const TOP_FOLDERS = [
  'core',
  'ports',
  'application',
  'adapters',
  'ingress',
  'apps',
  'sdk',
  'bench',
  'test',
  'policies',
  'docs',
  'bin',
  'vectors',
  '.ci',
];

describe('the documents', () => {
  it('link to what is there', () => {
    const broken = pages.flatMap((page) =>
      page.links.filter((link) => !isThere(page.file, link)).map((link) => `${page.file}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });

  it('name files and folders that exist', () => {
    const wrong = pages.flatMap((page) =>
      page.code
        .filter(isPath)
        .filter((path) => !existsSync(path))
        .map((path) => `${page.file}: ${path}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('name tests that exist, with the names they have', () => {
    const wrong = pages.flatMap((page) =>
      page.tests.filter(({ file, name }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(name)),
    );
    assert.deepEqual(wrong, []);
    assert.ok(
      pages.some((page) => page.tests.length > 10),
      'no page names tests any more',
    );
  });

  it('hold JSON that parses and policies and settings that load', () => {
    for (const { mark, text, place } of blocks) {
      const [language, kind] = mark;
      if (language === 'json') assert.doesNotThrow(() => JSON.parse(text), `${place}: not JSON`);
      if (language === 'yaml' && kind === 'policy') assert.deepEqual(policyProblems(text), [], place);
      if (language === 'yaml' && kind === 'config') assert.doesNotThrow(() => loadSettings(text), place);
    }
  });

  it('show the hooks that this version writes', () => {
    const connections: { readonly [kind: string]: ClaudeCodeConnection } = {
      command: { kind: 'command', command: '/opt/countersign/bin/countersign' },
      http: { kind: 'http', baseUrl: 'http://127.0.0.1:7391' },
    };
    const shown = blocks.filter(({ mark }) => mark[0] === 'json' && mark[1] === 'hook');
    assert.equal(shown.length, 2);
    for (const { mark, text, place } of shown) {
      const connection = connections[mark[2] ?? ''];
      assert.ok(connection !== undefined, place);
      assert.deepEqual([JSON.parse(text)], claudeCodeHooks(connection)['PreToolUse'], place);
    }
  });
});

describe('the marked blocks of the documents', () => {
  let daemon: TestDaemon;
  const directories = makeDirectories();
  const home = mkdtempSync(join(tmpdir(), 'countersign-docs-'));
  const state = join(home, '.local/state/countersign');

  before(async () => {
    mkdirSync(dirname(state), { recursive: true });
    daemon = await startDaemon({ state, config: directories.config });
  });
  after(async () => {
    await daemon.stop();
    removeDirectories(directories);
    rmSync(home, { recursive: true, force: true });
  });

  const runIn = (script: string): Promise<{ readonly status: number; readonly output: string }> => {
    const project = mkdtempSync(join(home, 'project-'));
    writeFileSync(join(project, 'README.md'), '# A project\n');
    const path = [resolve('bin'), process.env['PATH'] ?? ''].join(delimiter);
    const env = { PATH: path, HOME: home, COUNTERSIGN_CONFIG: directories.config, NO_COLOR: '1' };
    return run(['-euo', 'pipefail', '-c', script], { cwd: project, env });
  };

  for (const page of pages) {
    const scripts = page.blocks.filter(({ mark }) => mark[0] === 'sh' && mark[1] === 'run');
    if (scripts.length === 0) continue;
    it(`run as ${page.file} shows them`, async (t) => {
      const missing = ['bash', ...scripts.flatMap(({ mark }) => mark.slice(2))].filter(
        (program) => !isInstalled(program),
      );
      if (missing.length > 0) return t.skip(`needs ${[...new Set(missing)].join(', ')}`);
      const { status, output } = await runIn(scripts.map(({ text, place }) => `echo '# ${place}'\n${text}`).join('\n'));
      assert.equal(status, 0, `ended with ${status} in the block that is named last:\n${output}`);
    });
  }

  it('get the verdicts that they promise', async () => {
    const shown = blocks.filter(({ mark }) => mark[0] === 'json' && mark[1] === 'action');
    const lines = shown.map(({ text }) => JSON.stringify(JSON.parse(text))).join('\n');
    const { status, output } = await runIn(`countersign check --batch <<'ACTIONS'\n${lines}\nACTIONS`);
    assert.equal(status, 0, output);
    const answers = output
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { verdict: string; error?: unknown });
    assert.ok(shown.length > 0, 'no page shows an action any more');
    assert.equal(answers.length, shown.length);
    for (const [index, { mark, place }] of shown.entries()) {
      assert.equal(answers[index]?.error, undefined, `${place}: ${JSON.stringify(answers[index])}`);
      if (mark[2] !== undefined) assert.equal(answers[index]?.verdict, mark[2], place);
    }
  });
});

/** Whether a link leads somewhere: a file, or a heading of a page. What is on the network is not looked at. */
function isThere(from: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : normalize(join(dirname(from), path));
  if (!existsSync(target)) return false;
  return anchor === undefined || !target.endsWith('.md') || readMarkdown(target).anchors.includes(anchor);
}

/** Whether text in backquotes means a path of this repository; patterns, placeholders and media types do not. */
function isPath(text: string): boolean {
  const isFromTop = TOP_FOLDERS.some((folder) => text.startsWith(`${folder}/`));
  const isPattern = ['*', '<', '…', ' ', 'NNNN'].some((mark) => text.includes(mark));
  const isMediaType = text.startsWith('application/') && !text.endsWith('/') && !text.endsWith('.ts');
  return isFromTop && !isPattern && !isMediaType;
}

function policyProblems(text: string): readonly string[] {
  const layers = [{ layer: 'organisation' as const, source: 'policy.yaml', document: parseYaml(text) as unknown }];
  const weights = {
    source: 'risk-weights.yaml',
    document: parseYaml(readFileSync('policies/risk-weights.yaml', 'utf8')) as unknown,
  };
  const ready = preparePolicyWith({ timeZone: 'UTC', home: '/home/user' }, parsers)({ layers, weights, cedar: '' });
  return ready.ok ? ready.value.warnings : ready.failure;
}

function loadSettings(text: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-docs-'));
  try {
    writeFileSync(join(folder, 'config.yaml'), text);
    readSettings(folder, {});
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function run(
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<{ readonly status: number; readonly output: string }> {
  return new Promise((done, fail) => {
    const child = spawn('bash', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 240_000 });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', fail);
    child.once('close', (status) => done({ status: status ?? -1, output }));
  });
}
