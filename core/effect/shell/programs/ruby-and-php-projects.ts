import { CHANGES_REMOTE, INSTALLS, INSTALLS_INTO_PROJECT, LISTENS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_CONFIGURATION, CHANGES_PROJECT, DEPLOYS } from './development-acts.ts';
import { ASKS, CHECKS, INTERPRETS, REWRITES, RUNS_PROJECT, SERVES, VIEWS } from './program-shapes.ts';
import { overriding } from './with-options.ts';

/** The command line of a site: what its words begin with, and code of the project for every other word. */
const COMMAND_LINE: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  verbs: [
    { verbs: ['db:drop*', 'db:wipe*', 'db/drop*', 'setup:uninstall*', 'cleanup:*', 'migrate/down'], does: 'db.schema' },
    { verbs: ['tinker', 'dev:console', 'exec', 'eval', 'script*', 'sys:cron*'], does: 'shell.opaque' },
    { verbs: ['admin:user*', 'users/*', 'user:*'], does: 'identity.change' },
  ],
};

/** Tests of Ruby in several processes. */
const PARALLEL: ProgramRule = {
  ...RUNS_PROJECT,
  options: {
    '-e --exec': 'shell',
    '-o --test-options --serialize-stdout -n -m --type -t --pattern -p --group-by': 'text',
  },
};

/** Tools of Ruby and PHP projects beside packages, tests and the well-known checkers. */
export const RUBY_AND_PHP_PROJECTS: ProgramTable = {
  'typeprof solargraph ruby-lsp erb_lint rubocop-daemon fasterer database_consistency rubycritic flog flay':
    RUNS_PROJECT,
  'mutant heckle turbo_tests flatware knapsack sidekiq resque derailed nanoc license_finder licensed': RUNS_PROJECT,
  'parallel_test parallel_rspec parallel_cucumber parallel_spinach': PARALLEL,
  'puma unicorn thin passenger falcon': {
    ...SERVES,
    options: { ...SERVES.options, '-C': 'script', '-e -w -t': 'text' },
  },
  rackup: {
    ...RUNS_PROJECT,
    options: overriding<OptionRule>(RUNS_PROJECT.options, { '-e --eval': 'opaque', '-o': 'listen' }),
    operands: ['script'],
  },
  'annotate annotaterb htmlbeautifier i18n-tasks wheneverize overcommit prettier-ruby chusaku': REWRITES,
  whenever: {
    does: RUNS_PROJECT_CODE,
    options: {
      '-w --write-crontab -i --update-crontab -c --clear-crontab': { does: 'service.change' },
      '-f --load-file': 'script',
    },
  },
  // Templates hold code.
  'haml slimrb herb': { does: RUNS_PROJECT_CODE, operands: ['script', 'write'] },
  opal: INTERPRETS,
  'bundle-audit ruby-audit': ASKS,
  danger: {
    does: [RUNS_PROJECT_CODE, CHANGES_REMOTE],
    subcommands: {
      'local init systems': { does: RUNS_PROJECT_CODE },
      '*': { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
    },
  },
  'stackprof ruby-prof': { ...VIEWS, operands: ['script'] },
  rbspy: {
    does: RUNS_PROJECT_CODE,
    options: {
      '-f --file': 'write',
      '-p --pid': { takes: 'text', does: 'process.signal' },
      '-r --rate -d --duration': 'text',
    },
    subcommands: { 'record snapshot': { operands: ['command'], stopsAtOperand: true }, report: VIEWS },
  },
  'ruby-build ruby-install': { does: INSTALLS },

  'phploc pdepend churn churn-php phpcpd twigcs twig-cs-fixer latte-lint tlint php-parse': RUNS_PROJECT,
  'composer-unused composer-require-checker atoum phpize var-dump-server captainhook sail': RUNS_PROJECT,
  'box phar': REWRITES,
  phpdbg: INTERPRETS,
  'magento n98-magerun2 typo3 craft statamic': COMMAND_LINE,
  phive: { does: INSTALLS_INTO_PROJECT },
  'pecl pear': {
    does: INSTALLS,
    subcommands: { 'list info search list-all remote-info remote-list version help': {}, '*': { does: INSTALLS } },
  },
  bref: { does: RUNS_PROJECT_CODE, subcommands: { deploy: { does: DEPLOYS }, '*': { does: RUNS_PROJECT_CODE } } },
  valet: {
    does: CHANGES_CONFIGURATION,
    subcommands: { 'links paths list which --version': {}, '*': { does: CHANGES_CONFIGURATION } },
  },
  frankenphp: {
    does: [RUNS_PROJECT_CODE, LISTENS],
    subcommands: {
      'version list-modules build-info help': {},
      'php-cli': { operands: ['script', 'text'] },
      'validate adapt': { operands: ['read'] },
      fmt: { does: CHANGES_PROJECT },
      '*': SERVES,
    },
  },
  pdk: { ...CHECKS, does: RUNS_PROJECT_CODE },
};
