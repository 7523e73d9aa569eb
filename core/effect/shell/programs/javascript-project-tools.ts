import { CHANGES_REMOTE, INSTALLS_INTO_PROJECT, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT, CHANGES_REPOSITORY, CLEANS_CACHE, DEPLOYS } from './development-acts.ts';
import { CHECKS, CONVERTS, FILTERS, REWRITES, RUNS_PROJECT, SERVES, VIEWS, WRAPS } from './program-shapes.ts';

/** Command lines of npm packages beside package managers, bundlers and test runners. */
export const JAVASCRIPT_PROJECT_TOOLS: ProgramTable = {
  'japa poku zora vitest-preview jest-cli test-storybook ladle histoire preconstruct sapper vuese': RUNS_PROJECT,
  'electron-rebuild rollup-plugin-visualizer purgecss unocss windicss cssnano next-sitemap api-documenter':
    RUNS_PROJECT,
  'tshy tsimp zshy tsconfig-to-dual-package turbopack million graphql miniflare react-codemod': RUNS_PROJECT,
  'rushx tsconfig-paths node-dev supervisor tsc-watch backstage techdocs-cli listr': RUNS_PROJECT,
  tsm: { ...RUNS_PROJECT, operands: ['script', 'text'], stopsAtOperand: true },
  'rslint sherif licensee lockfile-diff check-engine engine-check package-json-validator npm-package-json-lint': CHECKS,
  'pkg-ok resolve-bin semver-cli npm-name ls-files code2prompt files-to-prompt ttok strip-tags': VIEWS,
  repomix: { ...CHECKS, options: { ...CHECKS.options, '--remote': 'fetch' } },
  'yarn-deduplicate pnpm-deduplicate npm-dedupe tscpaths clean-publish npm-merge-driver ttag inlang paraglide-js':
    REWRITES,
  'npm-merge-driver-install postinstall-postinstall next-intl': { does: [RUNS_PROJECT_CODE, CHANGES_PROJECT] },
  'sao cruft create-astro create-svelte create-remix create-nuxt-app create-expo-app': {
    does: [READS_REMOTE, CHANGES_PROJECT, RUNS_PROJECT_CODE],
  },
  'percy chromatic': {
    does: [RUNS_PROJECT_CODE, CHANGES_REMOTE],
    subcommands: {
      exec: { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE], operands: ['command'], stopsAtOperand: true },
      '*': { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
    },
  },
  'codecov coveralls codecovcli': { does: CHANGES_REMOTE, options: { '-f --file -c': 'read' } },
  'gh-pages release-please': {
    does: [RUNS_PROJECT_CODE, CHANGES_REMOTE],
    options: { '--dry-run': { isHarmless: true } },
  },
  'lerna-lite bit': {
    ...RUNS_PROJECT,
    subcommands: {
      'ls list info diff changed status': { does: RUNS_PROJECT_CODE },
      exec: { does: RUNS_PROJECT_CODE, operands: ['command'], stopsAtOperand: true },
      'publish export login': { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
      version: { does: [RUNS_PROJECT_CODE, CHANGES_REPOSITORY] },
      '*': RUNS_PROJECT,
    },
  },
  'wait-port wait-for-localhost': {
    operands: ['server'],
    options: { '-t --timeout -o --output -i --interval': 'text' },
  },
  'wait-for-it wait-for wait-for-it.sh': {
    operands: ['server', 'command'],
    options: { '-h --host': 'server', '-p --port -t --timeout': 'text', '-s --strict -q --quiet': 'flag' },
  },
  dockerize: {
    style: 'words',
    operands: ['command'],
    stopsAtOperand: true,
    options: { '-wait': 'server', '-template': 'write', '-timeout -delims -wait-retry-interval': 'text' },
  },
  'start-server-and-test start-test server-test': { does: RUNS_PROJECT_CODE, operands: ['shell', 'text', 'shell'] },
  'make-dir make-dir-cli': { operands: ['write'] },
  del: { operands: ['delete-tree'], options: { '-f --force -d --dry-run': 'flag' } },
  'clear-npx-cache': { does: CLEANS_CACHE },
  deemon: WRAPS,
  'wds es-dev-server verdaccio pocketbase workerd ganache reveal-md swagger-ui hotel': SERVES,
  'pug ejs html-minifier-terser imagemin-cli sharp ttf2woff2 widdershins redoc-cli': {
    ...RUNS_PROJECT,
    operands: ['read'],
  },
  'jco componentize-js javy': CONVERTS,
  marp: {
    ...RUNS_PROJECT,
    options: { ...RUNS_PROJECT.options, '-s --server': { takes: 'listen', isOptional: true }, '--engine': 'script' },
  },
  'chalk-cli boxen-cli ora-cli': FILTERS,
  'get-port-cli detect-port-alt': { does: RUNS },
  'open-cli': { operands: ['fetch'] },
  'get-graphql-schema': { operands: ['fetch'] },
  rover: {
    options: { '--schema --config': 'read', '--profile --name --routing-url': 'text' },
    verbs: [
      { verbs: ['publish', 'delete', 'create', 'auth'], does: CHANGES_REMOTE },
      { verbs: ['dev'], does: RUNS_PROJECT_CODE },
      { verbs: ['check', 'fetch', 'introspect', 'lint', 'compose', 'list', 'info', 'docs'], does: READS_REMOTE },
    ],
  },
  'playwright-core': { does: INSTALLS_INTO_PROJECT },
  'capacitor elm-land elm-watch rescript bsb': {
    ...RUNS_PROJECT,
    subcommands: { 'deploy publish': { does: DEPLOYS }, '*': RUNS_PROJECT },
  },
};
