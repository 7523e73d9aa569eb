import { CHANGES_REMOTE, INSTALLS, READS_REMOTE, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT, CHANGES_REPOSITORY } from './development-acts.ts';
import {
  ASKS,
  CHECKS,
  CONVERTS,
  FILTERS,
  FORMATS,
  INTERPRETS,
  LOADS,
  REWRITES,
  RUNS_PROJECT,
  SERVES,
  VIEWS,
} from './program-shapes.ts';

/** Tools of Go and Rust beside their own command lines. */
export const GO_AND_RUST_TOOLS: ProgramTable = {
  // They compile the packages that they look at, or are built with the project.
  'gocritic deadcode unparam dupl goconst godepgraph goda gobench stress protolint': {
    ...CHECKS,
    does: RUNS_PROJECT_CODE,
  },
  'gotests moq enumer ogen impl gomodifytags go-bindata packr rice statik msgp ffjson gomod protoc-gen-go': REWRITES,
  'jet pggen': REWRITES,
  'modd gow CompileDaemon bacon makers cargo-make cargo-insta cargo-llvm-cov cargo-outdated': RUNS_PROJECT,
  'cargo-expand cargo-udeps cargo-machete cargo-bloat cargo-tarpaulin cargo-mutants cargo-fuzz cargo-hack':
    RUNS_PROJECT,
  'iai-callgrind-runner': RUNS_PROJECT,
  'dx dioxus': { ...RUNS_PROJECT, subcommands: { serve: SERVES, fmt: { does: CHANGES_PROJECT }, '*': RUNS_PROJECT } },
  'tparse gocov go-junit-report gocover-cobertura gocovmerge inferno-flamegraph inferno-collapse-perf inferno-diff-folded':
    { ...VIEWS, options: { ...VIEWS.options, '-in': 'read', '-out': 'write' } },
  'benchcmp critcmp': VIEWS,
  'gopls rust-analyzer-proc-macro-srv': {
    ...CHECKS,
    does: RUNS_PROJECT_CODE,
    options: { '-listen': 'listen', '-logfile': 'write' },
  },
  'godoc pkgsite': { ...SERVES, options: { '-http --http': 'listen' }, style: 'words' },
  'go-licenses nancy': { ...ASKS, options: { ...ASKS.options, '--save_path': 'write' } },
  xcaddy: {
    does: [READS_REMOTE, RUNS_PROJECT_CODE],
    options: { '--output': 'write', '--with --replace': 'requirement' },
  },
  leptosfmt: FORMATS,
  grcov: {
    ...CHECKS,
    options: {
      '-o --output-path': 'write',
      '-s --source-dir -b --binary-path': 'read',
      '-t --output-types --ignore': 'text',
    },
  },
  flamegraph: {
    does: RUNS_PROJECT_CODE,
    options: { '-o --output': 'write', '-p --pid': { takes: 'text', does: 'process.signal' }, '-c --cmd': 'text' },
    operands: ['command'],
    stopsAtOperand: true,
  },
  evcxr: INTERPRETS,
  'rust-gdb rust-lldb': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-ex -x -ix -iex -o -s -S -O --command --eval-command': 'opaque',
      '-p --pid': { takes: 'text', does: 'process.signal' },
    },
    operands: ['read'],
    input: 'code',
  },
  'rustup-toolchain-install-master foundryup rustup-init espup': { does: INSTALLS },
  'cog cocogitto': {
    does: CHANGES_REPOSITORY,
    subcommands: {
      'check verify log changelog get-version': {},
      'commit bump init edit': { does: [CHANGES_REPOSITORY, RUNS_PROJECT_CODE] },
      // The generator of that name runs the code in the files that it is given.
      '*': REWRITES,
    },
  },
  'release-plz': {
    does: [RUNS_PROJECT_CODE, CHANGES_REMOTE],
    subcommands: {
      'update init set-version': { does: [RUNS_PROJECT_CODE, CHANGES_PROJECT] },
      '*': { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
    },
  },
  tbump: { does: [RUNS_PROJECT_CODE, CHANGES_PROJECT, 'git.push'], options: { '--dry-run': { isHarmless: true } } },
  'committed convco conform commit-check': CHECKS,
  'grpcui evans': { ...SERVES, does: 'net.connect', operands: ['connect'] },
  ghz: {
    does: 'net.connect',
    options: { '--proto --protoset -D': 'read', '-o --output': 'write', '-d --data --call': 'text' },
    operands: ['connect'],
  },
  'fortio rewrk h2load plow ddosify boom tsung nghttp': LOADS,
  'circom snarkjs cairo-compile': CONVERTS,
  'scarb snforge cairo-run nargo brownie ape solhint mythril echidna': RUNS_PROJECT,
  'gazelle buildozer': REWRITES,
  ibazel: RUNS_PROJECT,
  'logfmt klp humanlog agrind angle-grinder': FILTERS,
};
