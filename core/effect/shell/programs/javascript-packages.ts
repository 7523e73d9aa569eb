import {
  CHANGES_REMOTE,
  DESTROYS_REMOTE,
  INSTALLS,
  INSTALLS_INTO_PROJECT,
  LISTENS,
  READS_REMOTE,
  RUNS,
  RUNS_PACKAGE,
  RUNS_PROJECT_CODE,
} from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CHANGES_CONFIGURATION,
  CHANGES_IDENTITY,
  CHANGES_PROJECT,
  CHANGES_REPOSITORY,
  CLEANS_CACHE,
  CLEANS_OWN_CACHE,
  DEPLOYS,
  OPAQUE,
} from './development-acts.ts';
import { overriding } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };
type Subcommands = { readonly [names: string]: ProgramRule };

const HARMLESS = { isHarmless: true } as const;
const READS: ProgramRule = { does: READS_REMOTE };
const RUNS_SCRIPTS: ProgramRule = { does: RUNS_PROJECT_CODE };
/** Runs a package of the project, or whatever has that name in the registry. */
const EXECUTES = {
  does: RUNS_PACKAGE,
  options: {
    '-p --package': { takes: 'requirement', does: RUNS_PACKAGE },
    '-c --call': 'shell',
    '-w --workspace --filter -F': 'text',
  },
  operands: ['command'],
  stopsAtOperand: true,
} satisfies ProgramRule;
/** Runs what the project has installed, and fetches nothing. */
const EXECUTES_INSTALLED: ProgramRule = { ...EXECUTES, does: RUNS_PROJECT_CODE };
const INSTALLING: ProgramRule = {
  does: INSTALLS_INTO_PROJECT,
  options: {
    '-g --global': { does: INSTALLS },
    '--location': { takes: 'text', does: INSTALLS },
    '--registry': 'fetch',
    '--dry-run': HARMLESS,
  },
  operands: ['requirement'],
};
const IDENTITY: ProgramRule = { does: CHANGES_IDENTITY };
const LISTED_ONLY: ProgramRule = {
  subcommands: { 'ls list get show': READS, '*': IDENTITY },
};

/** Options that any package manager takes anywhere: another folder, another shell, another configuration. */
const ANYWHERE: Options = {
  '-C --prefix --cwd --dir': 'enter',
  '--script-shell --node-options --userconfig --globalconfig --git --shell --node-gyp': 'opaque',
  '--use-yarnrc --init-module --viewer --editor --browser --config-file --pnpmfile --global-pnpmfile': 'opaque',
  '--cache --cache-dir --store-dir --cache-folder --modules-folder --pack-destination --modules-dir': 'write',
  '-w --workspace --filter -F --omit --include --loglevel --depth --before --cpu --os --libc --scope': 'text',
  '--access --otp --tag --reporter --workspace-concurrency --network-timeout --mutex --linker --fetch-retries': 'text',
};

/** In pnpm and Yarn `-w` and `-W` mean the root of the workspace and take no value. */
const PNPM_ANYWHERE: Options = overriding(ANYWHERE, { '-w -W -r --recursive --parallel --stream': 'flag' });

/** `pnpm node`, `yarn node`: the interpreter with the project's modules. */
const INTERPRETER: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  language: 'javascript',
  input: 'code',
  options: { '-e --eval -p --print': 'code', '-r --require --import --loader --experimental-loader': 'script' },
  operands: ['script', 'text'],
};

/** What a manager would run as a program where the project has no script of that name. */
const BORROWED: Subcommands = {
  'node tsx ts-node': INTERPRETER,
  'sh bash zsh dash ksh fish python python3 perl ruby php curl wget nc ssh scp env sudo eval xargs find': {
    does: OPAQUE,
  },
};

/** Settings that say how modules are laid out and how much is printed or done at once; any other may name a server or code. */
const TAME_SETTINGS: Subcommands = {
  'loglevel fund audit progress color save-exact save-prefix update-notifier engine-strict fetch-retries': {
    does: RUNS,
  },
  'fetch-timeout fetch-retry-mintimeout fetch-retry-maxtimeout network-timeout network-concurrency prefer-offline': {
    does: RUNS,
  },
  'node-linker shamefully-hoist hoist strict-peer-dependencies auto-install-peers prefer-frozen-lockfile legacy-peer-deps':
    {
      does: RUNS,
    },
  'link-workspace-packages resolution-mode child-concurrency side-effects-cache package-lock workspaces-experimental': {
    does: RUNS,
  },
  'nodeLinker nmHoistingLimits nmMode pnpMode enableTelemetry enableGlobalCache compressionLevel enableTimers': {
    does: RUNS,
  },
  'enableProgressBars progressBarStyle enableColors enableInlineBuilds enableMessageNames defaultSemverRangePrefix': {
    does: RUNS,
  },
  'httpTimeout httpRetry networkConcurrency preferInteractive enableImmutableInstalls preferDeferredVersions': {
    does: RUNS,
  },
  '*': { does: CHANGES_CONFIGURATION },
};

const NPM: Subcommands = {
  'ls list la ll explain why query root prefix bin fund help help-search completion sbom find-dupes get': {},
  'outdated view v info show search s se find ping doctor whoami': READS,
  'repo docs home bugs issues': { does: RUNS },
  diff: READS,
  audit: { does: READS_REMOTE, subcommands: { fix: INSTALLING, 'signatures *': READS } },
  'install i add in ins inst isntall ci clean-install ic install-clean install-test it install-ci-test cit': INSTALLING,
  'uninstall un remove rm r unlink update up upgrade udpate dedupe ddp prune rebuild rb link ln': INSTALLING,
  'run run-script rum urn test tst t start stop restart': RUNS_SCRIPTS,
  'exec x': EXECUTES,
  'init create innit': { does: [INSTALLS_INTO_PROJECT, RUNS_PACKAGE], operands: ['requirement', 'write'] },
  'pack shrinkwrap': RUNS_SCRIPTS,
  version: RUNS_SCRIPTS,
  pkg: { subcommands: { get: {}, '*': { does: CHANGES_PROJECT } } },
  set: { does: CHANGES_CONFIGURATION },
  config: {
    subcommands: {
      'get list ls': {},
      'set delete': { subcommands: TAME_SETTINGS },
      edit: { does: CHANGES_CONFIGURATION, options: { '--editor': 'shell' } },
      '*': { does: CHANGES_CONFIGURATION },
    },
  },
  cache: {
    subcommands: { 'ls verify': {}, add: READS, clean: { does: CLEANS_OWN_CACHE }, '*': { does: CLEANS_CACHE } },
  },
  publish: { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE], options: { '--registry': 'upload' } },
  'deprecate undeprecate': { does: CHANGES_REMOTE },
  unpublish: { does: DESTROYS_REMOTE },
  'dist-tag dist-tags': { subcommands: { 'ls list': READS, '*': { does: CHANGES_REMOTE } } },
  'owner author access team org profile': LISTED_ONLY,
  'token login adduser add-user logout trust': IDENTITY,
  'hook star unstar stars stage': { does: CHANGES_REMOTE },
  edit: { does: OPAQUE },
  explore: { operands: ['text', 'command'] },
};

const PNPM: Subcommands = {
  'ls list la ll why root bin licenses help get cat-file cat-index find-hash ignored-builds': {},
  'outdated view info show search ping whoami': READS,
  audit: READS,
  'install i add ci install-test it import fetch rebuild rb update up upgrade remove rm uninstall un': INSTALLING,
  'link ln unlink dislink dedupe prune approve-builds patch patch-commit patch-remove deploy': INSTALLING,
  exec: EXECUTES_INSTALLED,
  dlx: EXECUTES,
  with: RUNS_SCRIPTS,
  'create init': { does: [INSTALLS_INTO_PROJECT, RUNS_PACKAGE], operands: ['requirement', 'write'] },
  'pack version': RUNS_SCRIPTS,
  store: { subcommands: { 'path status': {}, add: READS, '*': { does: CLEANS_CACHE } } },
  cache: { subcommands: { 'list view list-registries': {}, '*': { does: CLEANS_CACHE } } },
  config: {
    subcommands: {
      'get list ls': {},
      'set delete': { subcommands: TAME_SETTINGS },
      '*': { does: CHANGES_CONFIGURATION },
    },
  },
  'self-update setup runtime': { does: INSTALLS },
  publish: { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
  'unpublish deprecate owner login logout adduser': IDENTITY,
  server: { does: LISTENS },
  ...BORROWED,
  '*': RUNS_SCRIPTS,
};

const YARN: Subcommands = {
  'list why bin help licenses versions': {},
  'info outdated audit whoami': READS,
  npm: {
    subcommands: {
      'info audit whoami': READS,
      publish: { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
      '*': IDENTITY,
    },
  },
  'install add remove upgrade up upgrade-interactive dedupe import link unlink rebuild prune autoclean unplug':
    INSTALLING,
  'patch patch-commit check set self-update': INSTALLING,
  global: { does: INSTALLS, subcommands: { 'list bin dir': {}, '*': { does: INSTALLS } } },
  plugin: { subcommands: { 'list runtime': {}, '*': { does: [INSTALLS_INTO_PROJECT, RUNS_PROJECT_CODE] } } },
  exec: EXECUTES_INSTALLED,
  dlx: EXECUTES,
  'create init': { does: [INSTALLS_INTO_PROJECT, RUNS_PACKAGE], operands: ['requirement', 'write'] },
  cache: { subcommands: { 'list dir': {}, '*': { does: CLEANS_CACHE } } },
  config: {
    subcommands: { 'get list': {}, 'set unset': { subcommands: TAME_SETTINGS }, '*': { does: CHANGES_CONFIGURATION } },
  },
  publish: { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
  'login logout owner team access tag': IDENTITY,
  ...BORROWED,
  '*': RUNS_SCRIPTS,
};

const BUN: Subcommands = {
  'why outdated info audit': READS,
  'add a install i ci update remove rm link unlink patch patch-commit': INSTALLING,
  'run test': {
    does: RUNS_PROJECT_CODE,
    language: 'javascript',
    options: {
      '--coverage-dir --reporter-outfile': 'write',
      '-e --eval -p --print': 'code',
      '-r --preload --import --require -c --config': 'script',
      '--shell -t --test-name-pattern --timeout --bail': 'text',
    },
  },
  build: {
    does: RUNS_PROJECT_CODE,
    options: {
      '--outfile --outdir --metafile': 'write',
      '-c --config --plugin': 'script',
      '-e --external --target --format --loader --define --banner --footer --public-path --root': 'text',
    },
    operands: ['read'],
  },
  x: EXECUTES,
  exec: { operands: ['shell'] },
  'init create c': { does: [INSTALLS_INTO_PROJECT, RUNS_PACKAGE], operands: ['requirement', 'write'] },
  pm: {
    subcommands: {
      'ls list bin hash hash-string hash-print view whoami untrusted why': {},
      cache: { subcommands: { rm: { does: CLEANS_CACHE } } },
      '*': INSTALLING,
    },
  },
  upgrade: { does: INSTALLS },
  publish: { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
  'repl help': {},
  ...BORROWED,
  '*': RUNS_SCRIPTS,
};

const DENO_OPTIONS: Options = {
  '-c --config --import-map --lock --env-file --preload --require --import': 'read',
  '--v8-flags --location --seed --ext --reload --log-level -L --port --host': 'text',
  '--coverage --junit-path -o --output --cpu-prof-dir': 'write',
};
const DENO_RUNS: ProgramRule = { does: RUNS_PROJECT_CODE, operands: ['script', 'text'] };

const DENO: Subcommands = {
  'check info doc types completions help lsp coverage outdated why approve-scripts': { operands: ['read'] },
  // Its plugins are the project's.
  lint: { does: RUNS_PROJECT_CODE, operands: ['read'] },
  fmt: { options: { '--check': { operands: ['read'] } }, operands: ['write'] },
  'run serve test bench compile bundle': DENO_RUNS,
  'task repl jupyter': RUNS_SCRIPTS,
  eval: { language: 'javascript', operands: ['code'], does: RUNS_PROJECT_CODE },
  'install i add cache update uninstall remove vendor ci': INSTALLING,
  'init create': { does: CHANGES_PROJECT, operands: ['write'] },
  clean: { does: CLEANS_CACHE },
  upgrade: { does: INSTALLS },
  publish: { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
  'deploy sandbox': { does: DEPLOYS },
  x: EXECUTES,
  '*': DENO_RUNS,
};

/** Package managers of JavaScript, and the runtimes that are package managers too. */
export const JAVASCRIPT_PACKAGES: ProgramTable = {
  'npm cnpm': { options: ANYWHERE, subcommands: NPM },
  pnpm: { options: PNPM_ANYWHERE, subcommands: PNPM },
  'yarn yarnpkg': { does: INSTALLS_INTO_PROJECT, options: PNPM_ANYWHERE, subcommands: YARN },
  bun: {
    does: RUNS_PROJECT_CODE,
    language: 'javascript',
    options: overriding(ANYWHERE, {
      '-e --eval -p --print': 'code',
      '-r --preload --import': 'script',
      '-c --config': 'read',
    }),
    subcommands: BUN,
  },
  deno: {
    does: RUNS_PROJECT_CODE,
    options: DENO_OPTIONS,
    subcommands: DENO,
  },
  'npx pnpx bunx': { ...EXECUTES, options: { ...EXECUTES.options, '--node-arg --registry': 'opaque' } },
  corepack: {
    subcommands: {
      'enable disable install use up prepare pack hydrate cache': { does: INSTALLS_INTO_PROJECT },
      'npm pnpm yarn': RUNS_SCRIPTS,
    },
  },
  'ni nr nlx nun nup na': RUNS_SCRIPTS,
  'nvm fnm n volta nodenv': {
    does: RUNS,
    subcommands: {
      'ls list ls-remote list-remote current which version --version help env default': {},
      'use alias unalias': { does: RUNS },
      'exec run': { operands: ['text', 'command'], stopsAtOperand: true },
      '*': { does: INSTALLS },
    },
  },
  'ncu npm-check-updates npm-check depcheck taze syncpack madge publint knip license-checker unimported': {
    does: READS_REMOTE,
    options: {
      '-u --upgrade -w --write --fix': { does: CHANGES_PROJECT },
      '-c --config': 'script',
      '--packageFile --package-file --cacheFile --cache-file': 'write',
      '--cwd': 'enter',
      '-r --registry': 'requirement',
    },
  },
  'np release-it semantic-release auto changelogen bumpp': {
    does: [RUNS_PROJECT_CODE, CHANGES_REMOTE],
    // Its plugins are the project's code also then, as those of any tool are.
    options: { '--dry-run --preview -d': { does: RUNS_PROJECT_CODE, isHarmless: true } },
  },
  'standard-version commit-and-tag-version': { does: [RUNS_PROJECT_CODE, CHANGES_REPOSITORY] },
};
