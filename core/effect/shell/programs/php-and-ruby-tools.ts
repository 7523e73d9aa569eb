import {
  CHANGES_REMOTE,
  INSTALLS,
  INSTALLS_INTO_PROJECT,
  LISTENS,
  READS_REMOTE,
  RUNS,
  RUNS_PROJECT_CODE,
} from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_CONFIGURATION, CHANGES_IDENTITY, CHANGES_PROJECT, CLEANS_CACHE, OPAQUE } from './development-acts.ts';

const HARMLESS = { isHarmless: true } as const;
const READS: ProgramRule = { does: READS_REMOTE };
const RUNS_CODE: ProgramRule = { does: RUNS_PROJECT_CODE };
const INSTALLING: ProgramRule = { does: INSTALLS_INTO_PROJECT };

/** Settings of a project (`.bundle/config`) that name no server, no program and no way to build. */
const BUNDLE_SETTINGS: { readonly [names: string]: ProgramRule } = {
  'path cache_path': { does: CHANGES_PROJECT, operands: ['write'] },
  'deployment without with only jobs retry timeout frozen clean cache_all cache_all_platforms no_prune no_install': {
    does: CHANGES_PROJECT,
  },
  'force_ruby_platform specific_platform prefer_patch auto_install silence_root_warning disable_platform_warnings': {
    does: CHANGES_PROJECT,
  },
};
const BUNDLE_OPTIONS: { readonly [names: string]: OptionRule } = {
  '--global': { does: CHANGES_CONFIGURATION },
  '--local --parseable': 'flag',
  '--delete': { does: CHANGES_PROJECT },
};
const BUNDLE_CONFIG: ProgramRule = {
  options: BUNDLE_OPTIONS,
  subcommands: {
    'list get': {},
    'set unset': {
      options: BUNDLE_OPTIONS,
      subcommands: { ...BUNDLE_SETTINGS, '*': { does: CHANGES_CONFIGURATION } },
    },
    ...BUNDLE_SETTINGS,
    '*': { does: CHANGES_CONFIGURATION },
  },
};

/** Tools of PHP and Ruby: packages, tests, checks and tasks. */
export const PHP_AND_RUBY_TOOLS: ProgramTable = {
  composer: {
    options: { '-d --working-dir': 'enter' },
    subcommands: {
      'show info depends why prohibits why-not licenses outdated search audit check-platform-reqs diagnose status validate fund suggests about help list':
        READS,
      'install i update u upgrade require r remove rm dump-autoload dumpautoload reinstall bump': INSTALLING,
      'create-project init': {
        does: [INSTALLS_INTO_PROJECT, RUNS_PROJECT_CODE],
        options: { '--repository --repository-url': 'requirement', '-s --stability': 'text' },
        operands: ['text', 'write', 'text'],
      },
      'run-script run test': RUNS_CODE,
      exec: { does: RUNS_PROJECT_CODE, operands: ['command'], stopsAtOperand: true },
      global: { does: INSTALLS },
      'self-update selfupdate': { does: INSTALLS },
      config: {
        does: CHANGES_PROJECT,
        options: { '-g --global -e --editor': { does: CHANGES_CONFIGURATION }, '-l --list': HARMLESS },
      },
      'clear-cache clearcache cc': { does: CLEANS_CACHE },
      '*': RUNS_CODE,
    },
  },
  'phpunit pest paratest phpstan psalm phan phpcs phpcbf php-cs-fixer phpmd rector codecept behat phpbench infection deptrac pint ecs':
    {
      does: RUNS_PROJECT_CODE,
      options: {
        '--bootstrap -c --configuration --config --prepend --autoload-file -a': 'script',
        '--log-junit --coverage-html --coverage-clover --report-file': 'write',
        '--filter --group --level -l --memory-limit': 'text',
      },
      operands: ['read'],
    },
  'artisan symfony drush wp': {
    does: RUNS_PROJECT_CODE,
    subcommands: { 'list about help status info': {}, '*': { does: OPAQUE } },
  },
  'bundle bundler': {
    does: INSTALLS_INTO_PROJECT,
    options: { '--gemfile': 'script' },
    subcommands: {
      'show info list check outdated platform viz help version doctor licenses env fund': {},
      'install i update add remove lock package cache pristine inject binstubs': INSTALLING,
      exec: { does: RUNS_PROJECT_CODE, operands: ['command'], stopsAtOperand: true },
      open: { does: OPAQUE },
      config: BUNDLE_CONFIG,
      'init gem': RUNS_CODE,
      console: { does: RUNS_PROJECT_CODE, input: 'code' },
      clean: { does: CLEANS_CACHE },
      plugin: { does: INSTALLS },
    },
  },
  gem: {
    options: { '--config-file': 'opaque' },
    subcommands: {
      'list query search environment env info specification spec contents dependency which outdated stale check help':
        READS,
      sources: {
        does: READS_REMOTE,
        options: { '-a --add -r --remove -c --clear-all': { does: CHANGES_CONFIGURATION }, '-l --list': 'flag' },
      },
      'install i update fetch unpack': {
        does: INSTALLS,
        options: {
          '-s --source -p --http-proxy': 'requirement',
          '-i --install-dir': {
            takes: 'write',
            does: INSTALLS_INTO_PROJECT,
            isInstead: true,
            operands: ['requirement'],
          },
          '-n --bindir --build-root --target': 'write',
          '-v --version --platform': 'text',
          '-g --file -P --trust-policy': { takes: 'text', isOptional: true },
        },
        operands: ['package'],
      },
      'uninstall cleanup pristine': { does: INSTALLS },
      'build cert generate_index': { does: RUNS_PROJECT_CODE },
      open: { does: RUNS, options: { '-e --editor': 'shell' } },
      'exec rdoc': { does: OPAQUE },
      'push yank': { does: CHANGES_REMOTE },
      'owner signin signout': { does: CHANGES_IDENTITY },
      server: { does: LISTENS },
    },
  },
  'rake thor': {
    does: RUNS_PROJECT_CODE,
    verbs: [
      { verbs: ['db:drop*', 'db:reset*', 'db:purge*', 'db:schema:load'], does: 'db.schema' },
      { verbs: ['release*', 'deploy*'], does: CHANGES_REMOTE },
    ],
    language: 'ruby',
    options: {
      '-e --execute -E --execute-continue -p --execute-print': 'code',
      '-r --require -R --rakelibdir -I --libdir': 'script',
      '-f --rakefile': 'script',
      '-T --tasks -D --describe -P --prereqs -W --where -n --dry-run': 'flag',
      '-j --jobs': 'text',
    },
  },
  'rspec cucumber minitest rails hanami spring guard appraisal steep sorbet srb tapioca': {
    does: RUNS_PROJECT_CODE,
    language: 'ruby',
    options: {
      '-r --require -I --options -O': 'script',
      '-o --out': 'write',
      '-f --format -e --example -t --tag --seed -P': 'text',
    },
    subcommands: {
      new: {
        does: [RUNS_PROJECT_CODE, CHANGES_PROJECT],
        options: { '-m --template': 'script', '-d --database -j --javascript -c --css -a --asset-pipeline': 'text' },
        operands: ['write'],
      },
      'runner r': { does: RUNS_PROJECT_CODE, operands: ['code'], language: 'ruby' },
      'db:drop db:drop:all db:reset db:schema:load db:purge db:migrate:reset': { does: 'db.schema' },
      '*': RUNS_CODE,
    },
  },
  'rubocop standardrb reek brakeman rufo erblint haml-lint slim-lint bundler-audit yard rdoc': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-r --require --plugin -c --config': 'script',
      '-a -A --autocorrect --auto-correct --autocorrect-all -x --fix': { operands: ['write'] },
      '-o --out': 'write',
      '--only --except --format -f': 'text',
    },
    operands: ['tree'],
  },
};
