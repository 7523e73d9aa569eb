import { CHANGES_REMOTE, LISTENS, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT, CHANGES_REPOSITORY } from './development-acts.ts';

/** Makes code or documents out of what a project describes; what it loads is the project's. */
const GENERATES: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: { '-o --output --out --output-dir -w --wheel-dir --outdir': 'write', '-c --config': 'script' },
  operands: ['read'],
};

/** Reads files and says what is wrong with them. */
const CHECKS: ProgramRule = {
  does: RUNS,
  options: { '-o --output --output-file': 'write', '-c --config -f --file': 'read', '--format --level': 'text' },
  operands: ['tree'],
};

/** Looks into files of data and prints what they hold. */
const PRINTS_DATA: ProgramRule = {
  options: { '-o --output': 'write', '-d --dataset -v -g -a -n -w -t': 'text' },
  operands: ['read'],
};

/** Sequences of biology: what only looks, and what makes another file. */
const SEQUENCES: ProgramRule = {
  options: { '-o --output': 'write', '-@ --threads -r --region -q -f -F': 'text', '-T --reference -R -L': 'read' },
  subcommands: {
    'view head stats flagstat idxstats depth coverage quickcheck query': { operands: ['read', 'text'] },
    'index faidx dict': { does: CHANGES_PROJECT, operands: ['read', 'text'] },
  },
};

/** Puts the tools of another toolchain into the environment of the command behind it. */
const WRAPS: ProgramRule = { does: RUNS_PROJECT_CODE, operands: ['command'], stopsAtOperand: true };

/** Generators of code, checkers of files, and small tools around a build. */
export const GENERATORS_AND_CHECKERS: ProgramTable = {
  'swag bindgen cbindgen gomobile native-image controller-gen operator-sdk kubebuilder help2man': GENERATES,
  'cibuildwheel auditwheel delocate-wheel delvewheel drawio whisper jib kedro wire-gen': GENERATES,
  'cfn-lint cfn_nag dockerfilelint eclint renovate-config-validator rbs ameba slither': CHECKS,
  'gotestfmt scdoc': PRINTS_DATA,
  'h5dump h5ls ncdump named-checkconf named-checkzone': PRINTS_DATA,
  'samtools bcftools': SEQUENCES,
  'emcmake emmake emconfigure': WRAPS,
  addlicense: {
    does: CHANGES_PROJECT,
    options: { '-c -l -s -y -ignore': 'text', '-check': { operands: ['tree'] }, '-f': 'read' },
    style: 'words',
    operands: ['write'],
  },
  'license-eye reuse': {
    options: { '-c --config': 'read' },
    subcommands: {
      'lint lint-file spdx supported-licenses version': CHECKS,
      'header dependency dep': { subcommands: { 'check resolve': CHECKS, fix: { does: CHANGES_PROJECT } } },
      'annotate init convert-dep5 download': { does: CHANGES_PROJECT, operands: ['write'] },
    },
  },
  'pretty-quick ghcid': {
    does: RUNS_PROJECT_CODE,
    options: { '-c --command -T --test -r --run --setup -o': 'opaque', '--staged': { does: CHANGES_REPOSITORY } },
  },
  melos: {
    does: RUNS_PROJECT_CODE,
    subcommands: { exec: WRAPS, publish: { does: CHANGES_REMOTE }, '*': { does: RUNS_PROJECT_CODE } },
  },
  scrapy: {
    does: RUNS_PROJECT_CODE,
    options: { '-o --output -O --overwrite-output --logfile --pidfile': 'write', '-a -s --set -L': 'text' },
    subcommands: {
      'list check genspider startproject version settings bench': { does: RUNS_PROJECT_CODE },
      'crawl runspider': { does: RUNS_PROJECT_CODE, operands: ['text'] },
      'fetch view parse': { does: RUNS_PROJECT_CODE, operands: ['fetch'] },
    },
  },
  anchor: {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'deploy upgrade migrate publish login cluster': { does: CHANGES_REMOTE },
      '*': { does: RUNS_PROJECT_CODE },
    },
  },
  spin: {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'build new add watch doctor test': { does: RUNS_PROJECT_CODE },
      up: { does: [RUNS_PROJECT_CODE, LISTENS] },
      'deploy cloud registry login': { does: CHANGES_REMOTE },
    },
  },
  prism: {
    does: LISTENS,
    subcommands: {
      mock: { does: LISTENS, operands: ['read'] },
      proxy: { does: LISTENS, operands: ['read', 'connect'] },
    },
  },
  'ghc-pkg': {
    subcommands: { 'list describe field find-module latest dot check dump': { does: RUNS } },
    options: { '--package-db -f': 'read' },
  },
};
