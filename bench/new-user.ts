import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/**
 * What somebody new does, from the clone to an action undone, measured: `npm ci`, `npm start`, connect an agent, open the dashboard,
 * see a prompt, approve it with a key, see it run, undo it. Prints the seconds of every step, and ends with 1 unless all of it took
 * less than three minutes. The commands are those of the README, which is looked into. Needs Chromium and what `npm ci` needs; changes
 * nothing outside a temporary folder. With the name of a folder it puts a picture of every step in the browser there.
 *
 *     node bench/new-user.ts [FOLDER]
 */
const LIMIT_S = 180;
/** What the README tells a newcomer to type, in this order. */
const TOLD = ['npm ci && npm start', 'export PATH="$PWD/bin:$PATH"', 'countersign init', 'countersign dashboard'];
const [pictures] = process.argv.slice(2);
const root = mkdtempSync(join(tmpdir(), 'countersign-new-user-'));
const [clone, home, project] = ['clone', 'home', 'project'].map((name) => join(root, name)) as [string, string, string];
const port = await freePort();
const env = { ...process.env, HOME: home, COUNTERSIGN_PORT: String(port), XDG_STATE_HOME: '', XDG_CONFIG_HOME: '' };
const steps: { readonly name: string; readonly seconds: number }[] = [];
let gateway: ChildProcess | undefined;
let browser: Browser | undefined;
let shown: Page | undefined;
try {
  await step('git clone', async () => run('git', ['clone', '--quiet', '.', clone], process.cwd()));
  wantToldSteps(readFileSync(join(clone, 'README.md'), 'utf8'));
  // A link of that name would have `npm ci` empty the folder that it leads to.
  want(lstatSync(join(clone, 'node_modules'), { throwIfNoEntry: false }) === undefined, 'the clone has a node_modules');
  await step('npm ci', async () => run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], clone));
  makeHome();
  const address = await step('npm start: builds, and serves', start);
  // `--yes` stands for the person who reads the change and says so.
  await step('countersign init: connects Claude Code', async () => countersign('init', '--yes'));
  const page = await step('countersign dashboard: the link, opened', async () => open(address));
  const agent = await step('the agent asks, the browser shows it', async () => {
    const asked = askThroughHook();
    await page.getByRole('button', { name: /Approve once/ }).waitFor();
    return asked;
  });
  await step('approved with the key A, and the agent runs it', async () => {
    // An answer within a third of a second of a change counts for nothing.
    await page.waitForTimeout(400);
    await page.keyboard.press('a');
    want((await agent.answer).includes('"allow"'), 'the agent was not allowed');
    run('npm', ['run', '--silent', 'greet'], project);
    await hook('PostToolUse', { ...agent.event, hook_event_name: 'PostToolUse', tool_response: {} });
    want(existsSync(join(project, 'greeting.txt')), 'nothing was written');
  });
  await step('seen in the live feed', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.locator('.row').getByText('Done').first().waitFor();
  });
  await step('undone with the key U', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Bash', level: 1 }).waitFor();
    await page.keyboard.press('u');
    await page.locator('.action-head').getByText('Undone').waitFor();
    want(!existsSync(join(project, 'greeting.txt')), 'what was written is still there');
  });
} finally {
  await browser?.close();
  if (gateway?.pid !== undefined && gateway.exitCode === null) process.kill(-gateway.pid, 'SIGTERM');
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}
const total = steps.reduce((sum, { seconds }) => sum + seconds, 0);
process.stdout.write(`${'all of it'.padEnd(52)}${total.toFixed(1).padStart(7)} s, want less than ${LIMIT_S}\n`);
process.exitCode = total < LIMIT_S ? 0 : 1;

async function step<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  const from = performance.now();
  const value = await work();
  const seconds = (performance.now() - from) / 1_000;
  steps.push({ name, seconds });
  if (pictures !== undefined) await shown?.screenshot({ path: join(pictures, `new-user-${steps.length}.png`) });
  process.stdout.write(`${name.padEnd(52)}${seconds.toFixed(1).padStart(7)} s\n`);
  return value;
}

/** A person's home with Claude Code in it, and a project whose script writes a file. */
function makeHome(): void {
  mkdirSync(join(home, '.claude'), { recursive: true });
  mkdirSync(project);
  const scripts = { greet: 'echo hello > greeting.txt' };
  writeFileSync(join(project, 'package.json'), `${JSON.stringify({ name: 'project', scripts }, null, 2)}\n`);
}

function start(): Promise<string> {
  // A group of its own: npm starts further programs, which must end with it.
  gateway = spawn('npm', ['start', '--', '--port', String(port)], { cwd: clone, env, detached: true });
  let said = '';
  return new Promise((done, fail) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /guards at (http:\S+)/.exec(said)?.[1];
      if (found !== undefined) done(found);
    };
    gateway?.stdout?.on('data', hear);
    gateway?.stderr?.on('data', hear);
    gateway?.once('exit', (status) => fail(new Error(`start the gateway: it ended with ${status}: ${said}`)));
  });
}

async function open(address: string): Promise<Page> {
  const link = countersign('dashboard').trim().split('\n')[0] ?? address;
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
  shown = page;
  await page.goto(link);
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, 'new-user-link.png') });
  // The page of the link asks for one press: a link that is only looked at must not be used up.
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
  return page;
}

type Hook = { readonly command: string; readonly args?: readonly string[] };

/** What Claude Code would run before a tool, as `init` wrote it into its settings. */
function hookOf(event: string): Hook {
  const settings = JSON.parse(readFileSync(join(home, '.claude', 'settings.json'), 'utf8')) as {
    readonly hooks: { readonly [event: string]: readonly { readonly hooks: readonly Hook[] }[] };
  };
  const found = settings.hooks[event]?.[0]?.hooks[0];
  if (found === undefined) throw new Error(`find the hook of Claude Code for ${event}: none in its settings`);
  return found;
}

type Asked = { readonly answer: Promise<string>; readonly event: object };

function askThroughHook(): Asked {
  const event = {
    session_id: 'new-user',
    transcript_path: join(home, 'transcript.jsonl'),
    cwd: project,
    permission_mode: 'default',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command: 'npm run greet' },
    tool_use_id: 'toolu_1',
  };
  return { event, answer: hook('PreToolUse', event) };
}

function hook(name: string, event: object): Promise<string> {
  const { command, args = [] } = hookOf(name);
  const child = spawn(command, args, { cwd: project, env: { ...env, CLAUDE_PROJECT_DIR: project } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  child.stdin.end(JSON.stringify(event));
  return new Promise((done) => child.once('close', () => done(said)));
}

function countersign(...args: readonly string[]): string {
  return run(join(clone, 'bin', 'countersign'), args, project);
}

function run(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, [...args], { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function wantToldSteps(readme: string): void {
  const places = TOLD.map((line) => readme.indexOf(line));
  const isTold = places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
  want(isTold, `the README does not tell these steps in this order: ${TOLD.join(', ')}`);
}

function want(holds: boolean, found: string): void {
  if (!holds) throw new Error(`be a new user: ${found}`);
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const place = server.address();
      server.close(() => done(typeof place === 'object' && place !== null ? place.port : 0));
    });
  });
}
