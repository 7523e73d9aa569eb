import { CHANGES_REMOTE, INSTALLS, INSTALLS_INTO_PROJECT, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_CONFIGURATION, CHANGES_PROJECT, CLEANS_BUILD } from './development-acts.ts';
import { CHANGES_MACHINE } from './machine-acts.ts';

const RUNS_CODE: ProgramRule = { does: RUNS_PROJECT_CODE };

/** A program of a language's own that builds, tests and installs what a project names. */
const PACKAGE_TOOL: ProgramRule = {
  does: RUNS,
  subcommands: {
    'list ls search show info help version outdated check path doctor which dump': {},
    'build test run compile make bench doc docs c cpp js r tasks repl format fmt lint': RUNS_CODE,
    'install add update upgrade develop sync get lock fetch deps remove uninstall setup': {
      does: INSTALLS_INTO_PROJECT,
    },
    'init new': { does: CHANGES_PROJECT },
    'clean prune': { does: CLEANS_BUILD },
    'publish upload login': { does: CHANGES_REMOTE },
  },
};

/** A manager of a toolchain's versions below the user's home. */
const VERSIONS: ProgramRule = {
  does: RUNS,
  subcommands: {
    'list ls show status info version versions which whereis config help current': {},
    'run exec': { does: RUNS_PROJECT_CODE, operands: ['text', 'command'], stopsAtOperand: true },
    '*': { does: INSTALLS },
  },
};

/** Reads sources, writes what it made of them. */
const COMPILES: ProgramRule = {
  does: RUNS,
  style: 'words',
  options: {
    '-o --output --outdir -Mdir --Mdir --workdir --json -l --log': 'write',
    '-I -y -D -t -s --top-module --std -W -f -c -j --threads --tech': 'text',
  },
  operands: ['read'],
};

/** Toolchains of less common languages, of chips and boards, and of robots. */
export const TOOLCHAINS_AND_HARDWARE: ProgramTable = {
  'nimble shards alr raco roc grain pub luarocks lux luvit pixi moonc wally rokit': PACKAGE_TOOL,
  'ghcup juliaup perlbrew elan dvm gvm tfswitch pkgx choosenim zvm': VERSIONS,
  'elm-test elm-review elm-app elm-pages elm-live elm-spa': RUNS_CODE,
  'elm-format purs-tidy purty': {
    does: RUNS,
    options: { '--validate --stdin': { operands: ['tree'] }, '--output': 'write' },
    operands: ['write'],
  },
  'clj-kondo joker eastwood kibit clojure-lsp': { does: RUNS, operands: ['tree'] },
  'typst quarto': {
    does: RUNS_PROJECT_CODE,
    options: { '--root --font-path --package-path --cert': 'read', '--color --package-cache-path': 'text' },
    subcommands: {
      'check fonts query list tools help inspect': { operands: ['read'] },
      'compile c watch w render preview convert': {
        does: RUNS_PROJECT_CODE,
        options: { '-o --output --output-dir': 'write', '--root --font-path': 'read', '--to -t -P -M --input': 'text' },
        operands: ['read', 'write'],
      },
      'init create new add update use': { does: CHANGES_PROJECT },
      'install run': { does: INSTALLS },
      publish: { does: CHANGES_REMOTE },
    },
  },
  'iverilog verilator yosys ghdl nvc slang surelog sv2v': COMPILES,
  'vvp gtkwave nextpnr-ice40 nextpnr-ecp5 icepack ecppack': { does: RUNS_PROJECT_CODE, operands: ['read'] },
  'pio platformio arduino-cli west idf.py': {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'boards board device devices system list topdir manifest outdated config core lib pkg size help version': {
        subcommands: {
          'install upgrade update download uninstall': { does: INSTALLS_INTO_PROJECT },
          '*': {},
        },
      },
      'run test ci check compile build debug menuconfig reconfigure app': RUNS_CODE,
      'init project sketch create-project set-target': { does: CHANGES_PROJECT },
      'flash upload burn-bootloader erase-flash erase_flash monitor sign': { does: CHANGES_MACHINE },
      'clean fullclean': { does: CLEANS_BUILD },
      'remote account access team org package': { does: CHANGES_REMOTE },
    },
  },
  'avrdude esptool esptool.py espefuse.py openocd st-flash dfu-util picotool bmaptool teensy_loader_cli probe-rs': {
    does: CHANGES_MACHINE,
  },
  'colcon catkin_make catkin rosdep': {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'list info graph check keys where-defined': {},
      'install update init': { does: INSTALLS },
      '*': RUNS_CODE,
    },
  },
  ros2: {
    does: RUNS,
    subcommands: {
      'topic node service action param interface pkg bag component doctor': {
        verbs: [
          { verbs: ['list', 'info', 'echo', 'hz', 'show', 'type', 'find', 'prefix', 'get', 'bw'], does: RUNS },
          { verbs: ['pub', 'call', 'set', 'send_goal', 'play', 'load', 'unload', 'delete'], does: CHANGES_MACHINE },
          { verbs: ['create', 'record', 'dump'], does: CHANGES_PROJECT },
        ],
      },
      'run launch': RUNS_CODE,
      daemon: { does: CHANGES_CONFIGURATION },
    },
  },
};
