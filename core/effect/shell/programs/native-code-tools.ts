import { CHANGES_REMOTE, INSTALLS, LISTENS, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHECKS, CONVERTS, FILTERS, INTERPRETS, REWRITES, RUNS_PROJECT, SERVES, VIEWS } from './program-shapes.ts';

type Options = { readonly [names: string]: OptionRule };

/** Runs the program behind its own options again and again with inputs that it makes. */
function fuzzes(options: Options): ProgramRule {
  return { does: RUNS_PROJECT_CODE, options, operands: ['command'], stopsAtOperand: true };
}

const AFL: Options = {
  '-i -x -f': 'read',
  '-o': 'write',
  '-S -M -m -t -p -V -s -F -b -T -l -a -g -G -c -e -W -E': 'text',
};

/** Runs a build and notes what it does. */
const WATCHES_BUILD: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: { '-o --output --out-dir --dir': 'write', '-c --config': 'read' },
  operands: ['command'],
  stopsAtOperand: true,
};

/** Tools around C, C++, Qt, Swift and Android code, and fuzzers. */
export const NATIVE_CODE_TOOLS: ProgramTable = {
  'afl-fuzz afl-showmap afl-tmin afl-cmin afl-analyze': fuzzes(AFL),
  'honggfuzz hongg': fuzzes({
    '-i --input -w --dict -f': 'read',
    '-o --output -W --workspace --crashdir --covdir_new': 'write',
    '-n --threads -t --timeout -N --iterations -F --max_file_size -l --logfile': 'text',
    '-c --mutate_cmd --pprocess_cmd --ffmutate_cmd': 'shell',
  }),
  'zzuf drmemory': fuzzes({ '-r -s -c -l -L': 'text', '-logdir': 'write' }),
  'afl-whatsup afl-plot afl-gotcpu': { operands: ['tree', 'write'] },
  'afl-gcc afl-g++ afl-clang afl-clang++ afl-clang-fast afl-clang-fast++ afl-clang-lto afl-cc afl-c++': {
    does: RUNS_PROJECT_CODE,
    options: { '-o': 'write', '-B -wrapper -fplugin': 'opaque' },
    operands: ['read'],
  },
  radamsa: { options: { '-o --output': 'write', '-n --count -s --seed -m -p -g': 'text' }, operands: ['read'] },
  'creduce cvise': { does: RUNS_PROJECT_CODE, operands: ['script', 'write'] },
  'csmith klee symcc fastbuild muon lit llvm-lit ccmake cmake-gui': RUNS_PROJECT,
  'FileCheck clang-query clang-scan-deps cmake-lint cmakelint cpp-linter iwyu_tool iwyu_tool.py fastcov': CHECKS,
  'clang-refactor clang-rename clang-apply-replacements fix_include fix_includes.py': REWRITES,
  'cov-build build-wrapper-linux-x86-64 build-wrapper-macosx-x86 build-wrapper': WATCHES_BUILD,
  'pvs-studio-analyzer pvs-studio': {
    does: RUNS_PROJECT_CODE,
    options: { '-o --output-file': 'write', '-l --lic-file -e -f --file': 'read', '-j -a': 'text' },
    subcommands: { trace: { operands: ['command'], stopsAtOperand: true }, '*': { does: RUNS_PROJECT_CODE } },
  },
  'plog-converter': {
    does: RUNS,
    options: { '-o --output': 'write', '-t --renderTypes -a --analyzer -s --settings -r --srcRoot -m': 'text' },
    operands: ['read'],
  },
  'asan_symbolize asan_symbolize.py atos': FILTERS,
  gdbserver: {
    does: RUNS_PROJECT_CODE,
    operands: ['listen', 'command'],
    options: { '--attach': { does: 'process.signal' } },
  },
  'moc uic rcc lrelease qmlcachegen qdbusxml2cpp qmltyperegistrar': CONVERTS,
  'lupdate qmlformat': REWRITES,
  qmllint: CHECKS,
  'qml qmlscene': INTERPRETS,

  xcbeautify: FILTERS,
  'xccov xcov slather swift-outdated': { ...CHECKS, does: RUNS_PROJECT_CODE },
  'swiftgen sourcery mockolo swiftmockgen needle rugby cocoapods': REWRITES,
  'instruments ios-deploy idb applesimutils marathon': RUNS_PROJECT,
  xcodes: { does: INSTALLS, subcommands: { 'list installed version signout': {}, '*': { does: INSTALLS } } },
  'danger-swift danger-js danger-kotlin': {
    does: [RUNS_PROJECT_CODE, CHANGES_REMOTE],
    subcommands: { 'local edit': { does: RUNS_PROJECT_CODE }, '*': { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] } },
  },
  maestro: {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'cloud login upload': { does: CHANGES_REMOTE },
      studio: { does: [RUNS_PROJECT_CODE, LISTENS] },
      '*': RUNS_PROJECT,
    },
  },
  appium: { ...SERVES, subcommands: { 'driver plugin': { does: INSTALLS }, server: SERVES, '*': RUNS_PROJECT } },
  scrcpy: {
    does: RUNS,
    options: { '-r --record': 'write', '-s --serial -m -b --max-fps': 'text', '--push-target': 'text' },
  },
  'container-structure-test checkmake mbake': { ...CHECKS, does: RUNS },
  'svgcleaner scour': { ...CONVERTS, operands: ['read', 'write'] },
  'vl2png vl2svg vl2pdf vg2png vg2svg vg2pdf': { ...VIEWS, operands: ['read', 'write'] },
};
