import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { type RunPlace, runPlace } from './run-place.ts';

const CORPUS = '../shared/corpora/dev/shell.jsonl';
const COMMANDS = 10;
const LIMIT_MS = 20_000;
const SEED = Number(process.env['COUNTERSIGN_CI_SEED'] ?? 20_261_121);

/** What a sandbox denies, as programs say it. */
const DENIED = [
  'Read-only file system',
  'Permission denied',
  'Operation not permitted',
  'Network is unreachable',
  'Countersign refused',
  'CONNECT tunnel failed',
  'Could not resolve',
  'ENOTFOUND',
  'EAI_AGAIN',
];

type Outcome = { readonly code: number | null; readonly stdout: string; readonly files: readonly string[] };

test('ten commands of the CI of real projects do inside what they do outside', { timeout: 600_000 }, async (t) => {
  if (!existsSync(CORPUS)) return t.skip(`${CORPUS} is missing: commands that nobody here wrote`);
  const place = await runPlace(t);
  if (place === null) return;
  const compared: string[] = [];
  for (const command of chosen(place.project)) {
    const outside = runOutside(place, command);
    const inside = await runInside(place, command);
    const isSame = JSON.stringify(inside.outcome) === JSON.stringify(outside);
    compared.push(`${isSame ? 'same' : 'denied'}: ${command}`);
    if (isSame) continue;
    const isDenied = inside.refused > 0 || DENIED.some((said) => inside.stderr.includes(said));
    assert.ok(isDenied, `${command}\noutside ${JSON.stringify(outside)}\ninside ${JSON.stringify(inside)}`);
  }
  t.diagnostic(`seed ${SEED}: ${compared.join('; ')}`);
  assert.equal(compared.length, COMMANDS);
  assert.ok(compared.filter((line) => line.startsWith('same')).length >= COMMANDS - 3, compared.join('\n'));
});

/** Words of lines that would change more than a copy of the project where nothing holds them. */
const REACHING = [
  ' -g',
  '--global',
  'install',
  'publish',
  'push',
  'clone',
  'fetch',
  'curl',
  'wget',
  '../',
  ' /',
  '~',
  'RUNNER_TEMP',
  'rm ',
  'kill',
  'docker',
  'apt',
  'config',
  'corepack',
  'npx',
  'pnpm',
  'yarn',
  'pip',
];

/** Single lines whose program is here and that stay in the project, without rights of the administrator, drawn by the seed. */
function chosen(project: string): readonly string[] {
  const rows = readFileSync(CORPUS, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(
      (line) => JSON.parse(line) as { cmd: string; source: string; label: string; sudo?: boolean; multiline?: boolean },
    );
  const lines = rows
    .filter(
      ({ source, label, sudo, multiline }) => source === 'project-ci' && label === 'routine-dev' && !sudo && !multiline,
    )
    .map(({ cmd }) => cmd)
    .filter((cmd) => !cmd.includes('\n') && !cmd.includes('&&') && !cmd.trimEnd().endsWith('&') && !cmd.includes('${{'))
    .filter((cmd) => !REACHING.some((word) => cmd.includes(word)));
  const drawn: string[] = [];
  let state = SEED;
  while (drawn.length < COMMANDS && lines.length > 0) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const [command = ''] = lines.splice(state % lines.length, 1);
    if (isHere(command.trim().split(/\s/, 1)[0] ?? '', project)) drawn.push(command);
  }
  return drawn;
}

/** Of the system, or below `/opt`: what lies in a home is seen only in that of the gateway's person, which is another one here. */
function isHere(program: string, cwd: string): boolean {
  if (!/^[a-z][a-z0-9-]*$/.test(program)) return false;
  const found = spawnSync('bash', ['-c', `type -P ${program}`], { cwd }).stdout.toString();
  return found.startsWith('/usr/') || found.startsWith('/bin/') || found.startsWith('/opt/');
}

/** In a copy of the project, with the variables that a run has but for its doors. */
function runOutside({ project, root }: RunPlace, command: string): Outcome {
  const copy = join(root, 'outside', 'project');
  cpSync(project, copy, { recursive: true, verbatimSymlinks: true });
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: join(root, 'outside'),
    LANG: 'C.UTF-8',
    USER: 'user',
    TMPDIR: '/tmp',
  };
  const ran = spawnSync('timeout', ['-s', 'KILL', String(LIMIT_MS / 1_000), 'bash', '-c', command], {
    cwd: copy,
    env: {
      ...env,
      npm_config_ignore_scripts: 'true',
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const outcome = { code: ran.status, stdout: plain(ran.stdout.toString(), copy), files: filesOf(copy) };
  spawnSync('rm', ['-rf', join(root, 'outside')]);
  return outcome;
}

async function runInside(
  { project, run, client }: RunPlace,
  command: string,
): Promise<{ readonly outcome: Outcome; readonly stderr: string; readonly refused: number }> {
  const ran = await run(['timeout', '-s', 'KILL', String(LIMIT_MS / 1_000), 'bash', '-c', command]);
  const files = filesOf(project);
  const session = (await client.runs.list()).at(-1)?.session ?? '';
  if ((ran.summary?.file_count ?? 0) > 0)
    await client.checkpoints.undo({ root: project, session, force: true, dry_run: false });
  return {
    outcome: { code: ran.code, stdout: plain(ran.stdout, project), files },
    stderr: `${ran.stdout}${ran.stderr}`,
    refused: ran.summary?.traffic.refused ?? 0,
  };
}

/** Without what is another in every run: its folder, times, process numbers. */
function plain(text: string, folder: string): string {
  return text
    .replaceAll(folder, 'PROJECT')
    .replace(/[0-9]+/g, 'N')
    .slice(0, 4_000);
}

/** Every path of a folder but git's, with its kind, whether it can be run, and its contents where they are text. */
function filesOf(folder: string, at = folder): readonly string[] {
  return readdirSync(at)
    .toSorted()
    .filter((name) => name !== '.git')
    .flatMap((name) => {
      const path = join(at, name);
      const shown = relative(folder, path);
      const stats = lstatSync(path);
      if (stats.isSymbolicLink()) return [`${shown} -> ${readlinkSync(path)}`];
      if (stats.isDirectory()) return [`${shown}/`, ...filesOf(folder, path)];
      return [`${shown} ${(stats.mode & 0o111) === 0 ? '' : 'x'} ${stats.size}`];
    });
}
