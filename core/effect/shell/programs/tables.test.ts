import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Act, OptionRule, ProgramRule, ProgramTable, Use } from '../program-rule.ts';

type Listed = { readonly program: string; readonly file: string; readonly rule: ProgramRule };

const LISTED = await listedPrograms();
const RULES: ReadonlyMap<string, ProgramRule> = new Map(LISTED.map(({ program, rule }) => [program, rule]));

/** Every program of every table of this folder; a table is an export that is declared to be one. */
async function listedPrograms(): Promise<readonly Listed[]> {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const found = await Promise.all(files.sort().map(programsOf));
  return found.flat();
}

async function programsOf(file: string): Promise<readonly Listed[]> {
  const url = new URL(file, import.meta.url);
  const exported = [...readFileSync(url, 'utf8').matchAll(/^export const (\w+): ProgramTable/gm)].map(
    (match) => match[1],
  );
  if (exported.length === 0) return [];
  const loaded = (await import(url.href)) as { readonly [name: string]: ProgramTable };
  return exported.flatMap((name) =>
    Object.entries(loaded[name as string] ?? {}).flatMap(([names, rule]) =>
      names.split(' ').map((program) => ({ program, file, rule })),
    ),
  );
}

/** A rule and those of all its subcommands, with a path for messages. */
function withSubcommands(path: string, rule: ProgramRule): readonly (readonly [string, ProgramRule])[] {
  const below = Object.entries(rule.subcommands ?? {}).flatMap(([names, inner]) =>
    withSubcommands(`${path} ${names.split(' ')[0]}`, inner),
  );
  return [[path, rule], ...below];
}

function everyRule(): readonly (readonly [string, ProgramRule])[] {
  return LISTED.flatMap(({ program, file, rule }) => withSubcommands(`${file}: ${program}`, rule));
}

function optionsOf(rule: ProgramRule): readonly (readonly [string, OptionRule])[] {
  return Object.entries(rule.options ?? {}).flatMap(([names, option]) =>
    names.split(' ').map((name) => [name, option] as const),
  );
}

/** The uses that giving an option brings: of its value and of operands. */
function usesOfOption(option: OptionRule): readonly Use[] {
  if (typeof option === 'string') return option === 'flag' ? [] : [option];
  return [option.takes ?? [], option.operands ?? [], option.last ?? []].flat();
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function problemsOf(find: (rule: ProgramRule) => readonly string[]): readonly string[] {
  return everyRule().flatMap(([path, rule]) => find(rule).map((problem) => `${path}: ${problem}`));
}

/** Walks `name subcommand …` to its rule. */
function ruleOf(path: string): ProgramRule {
  const [name = '', ...subcommands] = path.split(' ');
  let rule = RULES.get(name);
  for (const word of subcommands) {
    const below = Object.entries(rule?.subcommands ?? {});
    rule = (below.find(([names]) => names.split(' ').includes(word)) ?? below.find(([names]) => names === '*'))?.[1];
  }
  assert.ok(rule, `look up a rule: none for ${path}, wanted one`);
  return rule;
}

function optionRule(path: string, name: string): Exclude<OptionRule, string> {
  const option = optionsOf(ruleOf(path)).find(([listed]) => listed === name)?.[1];
  assert.ok(option, `look up an option: none called ${name} of ${path}, wanted one`);
  if (typeof option !== 'string') return option;
  return option === 'flag' ? {} : { takes: option };
}

function classesOf(does: Act | readonly Act[] | undefined): readonly string[] {
  const acts = does === undefined ? [] : ([does].flat() as readonly Act[]);
  return acts.map((act) => (typeof act === 'string' ? act : act.class));
}

test('lists more than 1,400 programs, each in one table only', () => {
  const names = LISTED.map(({ program }) => program);
  const places = repeated(names).map((name) => [
    name,
    ...LISTED.filter((one) => one.program === name).map((one) => one.file),
  ]);
  assert.deepEqual(places, []);
  assert.ok(names.length > 1400, `count programs: ${names.length}, wanted more than 1,400`);
});

test('separates names by single blanks and names every program without a folder', () => {
  const bad = LISTED.filter(({ program }) => program === '' || program.includes('/') || program.trim() !== program);
  assert.deepEqual(bad, []);
});

test('begins the name of every option with a dash or a plus, or ends it with = where it is an assignment', () => {
  const isName = (name: string, { style }: ProgramRule): boolean =>
    name.endsWith('=') || (style !== 'none' && (name.startsWith('-') || name.startsWith('+')));
  // The bundles of tar are written without a dash as well.
  const find = (rule: ProgramRule): readonly string[] => {
    const names = new Set(optionsOf(rule).map(([name]) => name));
    return [...names].filter((name) => !isName(name, rule) && !names.has(`-${name}`)).map((name) => `option ${name}`);
  };
  assert.deepEqual(problemsOf(find), []);
});

test('names no option and no subcommand twice in one rule', () => {
  const find = (rule: ProgramRule): readonly string[] => [
    ...repeated(optionsOf(rule).map(([name]) => name)),
    ...repeated(Object.keys(rule.subcommands ?? {}).flatMap((names) => names.split(' '))),
  ];
  assert.deepEqual(problemsOf(find), []);
});

test('holds no rule or option that says nothing', () => {
  const isEmpty = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  const find = (rule: ProgramRule): readonly string[] => [
    ...['operands', 'subcommands', 'verbs', 'does'].filter((key) => isEmpty(rule[key as keyof ProgramRule])),
    ...optionsOf(rule).flatMap(([name, option]) => (isEmpty(option) ? [`option ${name}`] : [])),
    ...optionsOf(rule).flatMap(([name, option]) =>
      typeof option === 'object' && option.isOptional === true && option.takes === undefined ? [`option ${name}`] : [],
    ),
    ...(rule.last !== undefined && rule.operands === undefined ? ['last'] : []),
  ];
  assert.deepEqual(problemsOf(find), []);
});

test('names the language of code on the command line', () => {
  const find = (rule: ProgramRule): readonly string[] => {
    const uses = [
      ...(rule.operands ?? []),
      rule.last ?? [],
      ...optionsOf(rule).flatMap(([, option]) => usesOfOption(option)),
    ].flat();
    return uses.includes('code') && rule.language === undefined ? ['code without a language'] : [];
  };
  assert.deepEqual(problemsOf(find), []);
});

/** What the value of an option is used for: program and subcommands, option, use. */
const VALUES: readonly (readonly [string, string, Use])[] = [
  ['sort', '-o', 'write'],
  ['sort', '--compress-program', 'shell'],
  ['split', '--filter', 'shell'],
  ['sed', '-f', 'script'],
  ['awk', '-f', 'script'],
  ['gawk', '-l', 'opaque'],
  ['rg', '--pre', 'shell'],
  ['rg', '-g', 'text'],
  ['ack', '--pager', 'shell'],
  ['tar', '--to-command', 'shell'],
  ['tar', '-I', 'shell'],
  ['tar', '--checkpoint-action', 'opaque'],
  ['tar', '-f', 'write'],
  ['tar', 'czf', 'write'],
  ['tar', '-xvzf', 'read'],
  ['zip', '-TT', 'shell'],
  ['cpio', '--rsh-command', 'shell'],
  ['fd', '-x', 'command'],
  ['find', '-exec', 'command'],
  ['find', '-fprintf', 'write'],
  ['dd', 'of=', 'write'],
  ['dd', 'if=', 'read'],
  ['cp', '-t', 'write'],
  ['bat', '--pager', 'shell'],
  ['man', '-P', 'shell'],
  ['less', '+', 'opaque'],
  ['vim', '-c', 'opaque'],
  ['vim', '+', 'opaque'],
  ['nano', '-s', 'shell'],
  ['python3', '-c', 'code'],
  ['python3', '-m', 'command'],
  ['node', '-e', 'code'],
  ['node', '-r', 'script'],
  ['perl', '-e', 'code'],
  ['ruby', '-e', 'code'],
  ['php', '-r', 'code'],
  ['lua', '-e', 'code'],
  ['julia', '-e', 'code'],
  ['pwsh', '-Command', 'code'],
  ['pwsh', '-enc', 'opaque'],
  ['pwsh', '-wd', 'enter'],
  ['pwsh', '-SettingsFile', 'script'],
  ['curl', '-K', 'opaque'],
  ['curl', '-o', 'write'],
  ['wget', '-O', 'write'],
  ['wget', '--use-askpass', 'shell'],
  ['aria2c', '--on-download-complete', 'shell'],
  ['nc', '-e', 'shell'],
  ['ssh', '-o', 'opaque'],
  ['rsync', '-e', 'shell'],
  ['tcpdump', '-z', 'shell'],
  ['yt-dlp', '--exec', 'shell'],
  ['openssl enc', '-out', 'write'],
  ['openssl req', '-engine', 'opaque'],
  ['strace', '-o', 'write'],
  ['gdb', '-ex', 'opaque'],
  ['su', '-c', 'shell'],
  ['apt-get update', '-o', 'opaque'],
  ['rpm', '--eval', 'opaque'],
  ['pandoc', '--lua-filter', 'script'],
  ['exiftool', '-filename', 'write'],
  ['fzf', '--preview', 'shell'],
];

test('knows what the value of an option is used for', () => {
  const wrong = VALUES.filter(([path, name, use]) => optionRule(path, name).takes !== use);
  assert.deepEqual(wrong, []);
});

/** The uses of operands, by program and subcommand; with an option where one is given. */
const OPERANDS: readonly (readonly [string, string, readonly Use[]])[] = [
  ['cat', '', ['read']],
  ['grep', '', ['text', 'read']],
  ['grep', '-r', ['text', 'tree']],
  ['grep', '-e', ['read']],
  ['rg', '', ['text', 'tree']],
  ['sed', '-i', ['text', 'write']],
  ['rm', '', ['delete']],
  ['rm', '-r', ['delete-tree']],
  ['shred', '-u', ['delete']],
  ['chmod', '', ['text', 'mode']],
  ['chmod', '-R', ['text', 'mode-tree']],
  ['tee', '', ['write']],
  ['timeout', '', ['text', 'command']],
  ['nohup', '', ['command']],
  ['busybox', '', ['command']],
  ['bash', '', ['script', 'text']],
  ['bash', '-c', ['shell', 'text']],
  ['cmd', '', ['text', 'code', 'opaque']],
  ['python', '', ['script', 'text']],
  ['ssh', '', ['connect', 'shell']],
  ['curl', '', ['fetch']],
  ['curl', '-d', ['upload']],
  ['vim', '', ['write']],
  ['less', '', ['read']],
  ['gzip', '', ['write']],
  ['gzip', '-c', ['read']],
  ['csvtool call', '', ['shell', 'read']],
];

test('knows what operands are used for', () => {
  const usesOf = (path: string, name: string): readonly Use[] | undefined =>
    name === '' ? ruleOf(path).operands : optionRule(path, name).operands;
  const wrong = OPERANDS.filter(([path, name, uses]) => usesOf(path, name)?.join() !== uses.join());
  assert.deepEqual(wrong, []);
});

/** What running something does, by program and subcommand; with an option where one is given. */
const ACTS: readonly (readonly [string, string, readonly string[]])[] = [
  ['ls', '', []],
  ['ps', '', []],
  ['df', '', []],
  ['systemctl status', '', []],
  ['systemctl stop', '', ['service.change']],
  ['systemctl poweroff', '', ['service.change']],
  ['kill', '', ['process.signal']],
  ['useradd', '', ['identity.change']],
  ['mkfs.ext4', '', ['config.modify']],
  ['ufw status', '', []],
  ['ufw disable', '', ['config.modify']],
  ['iptables', '', ['config.modify']],
  ['ip addr', '', []],
  ['ip addr show', '', []],
  ['ip addr add', '', ['config.modify']],
  ['date', '-s', ['config.modify']],
  ['apt-get install', '', ['package.install']],
  ['apt-cache', '', []],
  ['brew list', '', []],
  ['brew install', '', ['package.install']],
  ['getent shadow', '', ['secret.read']],
  ['getent passwd', '', []],
  ['openssl s_client', '', ['net.connect']],
  ['openssl genrsa', '', ['secret.manage']],
  ['nc', '-l', ['net.connect']],
  ['crontab', '', ['service.change']],
  ['tar', '-x', ['file.write']],
  ['rsync', '--delete', ['file.delete']],
  ['pdflatex', '-shell-escape', ['shell.opaque']],
];

test('knows what running a program does', () => {
  const doneBy = (path: string, name: string): readonly string[] =>
    classesOf(name === '' ? ruleOf(path).does : optionRule(path, name).does);
  const wrong = ACTS.filter(([path, name, classes]) => doneBy(path, name).join() !== classes.join());
  assert.deepEqual(wrong, []);
});

test('reads the program of an interactive interpreter from its standard input', () => {
  const inputs = ['sh', 'python', 'node', 'gdb', 'julia', 'ed', 'ftp'].map((name) => ruleOf(name).input);
  assert.deepEqual(inputs, ['shell', 'code', 'code', 'code', 'code', 'code', 'code']);
});

test('lets no option that only prints take what runs something else', () => {
  const RUNNING: readonly Use[] = ['shell', 'command', 'code', 'script', 'opaque'];
  const find = (rule: ProgramRule): readonly string[] =>
    optionsOf(rule).flatMap(([name, option]) =>
      typeof option === 'object' &&
      option.isHarmless === true &&
      usesOfOption(option).some((use) => RUNNING.includes(use))
        ? [`option ${name}`]
        : [],
    );
  assert.deepEqual(problemsOf(find), []);
});
