import { CHANGES_REMOTE, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_CONFIGURATION, CHANGES_PROJECT } from './development-acts.ts';
import { CHANGES_MACHINE, CONNECTS } from './machine-acts.ts';

/** Reads its operands and prints. */
const READS: ProgramRule = {
  options: {
    '-o --output --out --outfile': 'write',
    '-f --file -c --config -i --input': 'read',
    '-e -n -d -t -s -q --format --depth --sort --delimiter --limit --period --begin --end': 'text',
  },
  operands: ['read'],
};

/** Looks at what its words say, which are no files. */
const COMPUTES: ProgramRule = { operands: ['text'] };

/** Reads its operands but the last, and writes that one. */
const CONVERTS: ProgramRule = {
  options: { '-o -O --output --out': 'write', '-f -t -p -q -w -s --format --theme --font-size': 'text' },
  operands: ['read'],
  last: 'write',
};

/** Finds files that are twice there; what removes or links them is said by an option. */
const FINDS_TWINS: ProgramRule = {
  options: {
    '-deleteduplicates -makehardlinks -makesymlinks': {
      takes: 'text',
      does: { class: 'file.delete', marks: ['bulk'] },
    },
    '-dryrun -outputname -checksum': 'text',
    '-o --output -O --add-output': 'write',
  },
  style: 'words',
  operands: ['tree'],
};

/** A test runner, builder or fuzzer: what the project brings runs. */
const RUNS_TESTS: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: {
    '-c --config --configuration --bootstrap --buildfile': 'script',
    '-o --output --out --log-file --report': 'write',
    '--filter --group --format -j --jobs --exclude --timeout': 'text',
  },
  operands: ['read'],
};

/** Programs that few lines hold, of many fields: readers of data, converters, test runners, small games of the terminal. */
export const LESSER_KNOWN_TOOLS: ProgramTable = {
  'jello jtbl jqp fq exrex recsel recfix recinf trid bgpgrep ipaggcreate exiqgrep exiqsumm textql enca tred acyclic':
    READS,
  'hledger ledger beancount bean-check bean-query man2html sha3sum hashid robotstxt vrms isoquery zdump logwatch':
    READS,
  'dua dysk diskonaut lss vgrep ripmime gnomon ffe pbmtext predict': READS,
  'parallel-lint phpdoc phpspec phing castor robo kahlan pail grumphp phpinsights': RUNS_TESTS,
  'shellspec bpkg urchin jmeter gatling taurus bzt cargo-deny cargo-audit bru newman': RUNS_TESTS,
  'dotnet-ef dotnet-trace dotnet-counters dotnet-dump dotnet-sonarscanner jbang jhat pprof gops': RUNS_TESTS,
  'rdfind rmlint fclones czkawka_cli': FINDS_TWINS,
  'latexdiff obabel mopac tabula gource agg vhs freeze silicon termtosvg caca-config img2txt': CONVERTS,
  'vips graphicsmagick ufraw dcraw rawtherapee-cli darktable-cli handbrakecli': CONVERTS,
  'osmium osm2pgsql mapshaper topo2geo geo2topo shp2json ogr2osm': CONVERTS,
  'bpython ptpython yacas fricas': { does: RUNS, input: 'code', operands: ['script'] },
  'starship pazi': {
    does: RUNS,
    subcommands: {
      'prompt module timings explain print-config query time init completions bug-report': {},
      '*': { does: CHANGES_CONFIGURATION },
    },
  },
  chezmoi: {
    does: RUNS,
    subcommands: {
      'diff status data doctor managed unmanaged source-path target-path verify cat dump help archive': {},
      '*': { does: CHANGES_CONFIGURATION },
    },
  },
  quilt: {
    does: CHANGES_PROJECT,
    subcommands: {
      'series applied unapplied top next previous files diff patches graph annotate help': { does: RUNS },
      '*': { does: CHANGES_PROJECT },
    },
  },
  'gst-launch-1.0 gst-inspect-1.0 gst-discoverer-1.0': { does: RUNS_PROJECT_CODE, operands: ['text'] },
  'pridecat rolldice rbt beep espeakng passgen': COMPUTES,
  'ssh-audit sslscan testssl.sh testssl sslyze nbtscan httprobe dnsx whatweb subfinder': {
    operands: ['connect'],
    options: { '-o --output --jsonfile --csvfile': 'write', '-p --port --timeout --threads': 'text' },
  },
  'wakeonlan wol etherwake gatttool': { does: CONNECTS },
  'croc wormhole magic-wormhole rsend ffsend portal': {
    does: CHANGES_REMOTE,
    subcommands: { 'receive recv': { does: [READS_REMOTE, CHANGES_PROJECT] }, '*': { does: CHANGES_REMOTE } },
  },
  'gcalcli nb vdirsyncer todoman': { does: READS_REMOTE, operands: ['text'] },
  'vcgencmd raspi-config rpi-update rpi-eeprom-update rpi-imager pinctrl gpio raspi-gpio': {
    does: CHANGES_MACHINE,
    verbs: [{ verbs: ['measure_temp', 'measure_volts', 'measure_clock', 'get_mem', 'version', 'readall'], does: RUNS }],
  },
};
