import { CHANGES_REMOTE, LISTENS, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT, CHANGES_REPOSITORY, OPAQUE, READS_DATABASE } from './development-acts.ts';
import { ASKS, CHECKS, FORMATS, REWRITES, RUNS_PROJECT, VIEWS, WRAPS } from './program-shapes.ts';

/** Filters of what other programs print, wrappers of other commands, and what watches over repositories and texts. */
export const FILTERS_AND_WRAPPERS: ProgramTable = {
  'ccze lolcrab rich difftastic jd tidy-viewer csvlens pspg up frawk toml tomll xidel carbon-now svg-term': VIEWS,
  'tailspin tspin': { ...VIEWS, options: { ...VIEWS.options, '-e --exec': 'shell', '--pager': 'shell' } },
  'bottom git-sizer ghalint action-validator v8r yamale jsonschema-cli': CHECKS,
  pinact: { does: [READS_REMOTE, CHANGES_PROJECT] },
  gritql: REWRITES,
  miller: VIEWS,
  ttyrec: { options: { '-e': 'shell' }, operands: ['write'] },
  teip: { operands: ['command'], stopsAtOperand: true, options: { '-g -f -c -l -d -D': 'text', '-e': 'shell' } },
  'retry retry-cli backoff': { ...WRAPS, options: { '-t --times -d --delay -n --max -i --interval': 'text' } },
  sem: { operands: ['command'], stopsAtOperand: true, options: { '--id -j --jobs --semaphorename --timeout': 'text' } },
  mispipe: { operands: ['shell'] },
  scriptisto: { operands: ['script', 'text'] },
  watchman: {
    does: RUNS,
    subcommands: {
      'watch watch-list watch-project version get-sockname get-config find since clock log-level': {
        operands: ['tree'],
      },
      '*': { does: OPAQUE },
    },
  },
  'ttyd wetty gotty': {
    does: LISTENS,
    options: { '-p --port -c --credential -i --interface --host': 'text', '-a --address': 'listen' },
    operands: ['command'],
    stopsAtOperand: true,
  },
  // They let somebody else type here.
  'upterm sshx': { does: [LISTENS, OPAQUE] },
  'localtunnel lt pagekite': { does: LISTENS },
  'bashcov zunit roundup bats-core assert.sh bashdb runme': RUNS_PROJECT,
  'mdsh embedmd': REWRITES,
  'shellharden markdownfmt pgformatter': {
    ...FORMATS,
    options: {
      ...FORMATS.options,
      '--replace --transform -w': { operands: ['write'] },
      '--suggest --syntax': { operands: ['read'] },
    },
  },
  'mdq licensor': VIEWS,
  'markdown-link-check muffet languagetool linkcheck': { ...ASKS, operands: ['read'] },
  'fossa snyk-delta': { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
  'scancode scancode-toolkit cyclonedx-py cyclonedx-npm cyclonedx-gomod cyclonedx-bom spdx-sbom-generator': {
    ...ASKS,
    does: [RUNS_PROJECT_CODE, READS_REMOTE],
    options: {
      '-o --output --output-file --json --json-pp --html --spdx-tv --cyclonedx --of': 'write',
      '-l -c -p': 'flag',
    },
  },
  'cdxgen depscan bomber cve-bin-tool retire npm-audit-resolver': { ...ASKS, does: [RUNS_PROJECT_CODE, READS_REMOTE] },
  'ghstack spr git-review git-machete': { does: [CHANGES_REPOSITORY, 'git.push', CHANGES_REMOTE] },
  'git-absorb git-branchless': { does: 'git.history-rewrite' },
  'git-town git-flow git-extras': { does: [CHANGES_REPOSITORY, 'git.push'] },
  squawk: CHECKS,
  'migra schemaspy tbls schemacrawler': {
    does: READS_DATABASE,
    options: { '-o --output': 'write', '--schema': 'text' },
    operands: ['database', 'database'],
  },
  'dbml2sql sql2dbml': VIEWS,
  'crowdin lokalise2 transifex tx weblate wlc tolgee': {
    does: RUNS,
    options: { '-c --config': 'read', '-t --token --project-id': 'text' },
    subcommands: {
      'status list ls info version': { does: READS_REMOTE },
      'pull download': { does: [READS_REMOTE, CHANGES_PROJECT] },
      '*': { does: CHANGES_REMOTE },
    },
  },
  'atuin oh-my-posh': {
    does: RUNS,
    subcommands: {
      'init print config history search stats': {},
      'sync login register upgrade': { does: CHANGES_REMOTE },
      '*': { does: RUNS },
    },
  },
  ccusage: { does: READS_REMOTE },
  'tsc-baseline bundle-stats': RUNS_PROJECT,
};
