import { LISTENS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { CodeLanguage, OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { ONLY_PRINTS, UNPACKS } from './machine-acts.ts';

type Options = { readonly [names: string]: OptionRule };

/** An interpreter whose language is not looked into: text on the command line or from standard input is opaque. */
function opaqueInterpreter(code: string, options: Options = {}): ProgramRule {
  return {
    operands: ['script', 'text'],
    input: 'code',
    options: { ...options, [code]: { takes: 'opaque', operands: ['text'] } },
  };
}

/** An interpreter of a language of which only calls of known functions are understood. */
function inlineInterpreter(language: CodeLanguage, code: string, options: Options): ProgramRule {
  const given = { ...options, [code]: { takes: 'code', operands: ['text'] } } as const;
  return { ...opaqueInterpreter(code), language, options: given };
}

const PYTHON: ProgramRule = {
  language: 'python',
  operands: ['script', 'text'],
  stopsAtOperand: true,
  input: 'code',
  options: {
    '-c': { takes: 'code', operands: ['text'] },
    '-m': { takes: 'command', isOptional: true, operands: ['command'] },
    '-W -X -Q --check-hash-based-pycs': 'text',
    '-V --version -h --help --help-all --help-env --help-xoptions': ONLY_PRINTS,
  },
};

const NODE: ProgramRule = {
  language: 'javascript',
  operands: ['script', 'text'],
  stopsAtOperand: true,
  input: 'code',
  options: {
    '-e --eval -p --print -pe -ep': { takes: 'code', operands: ['text'] },
    '-r --require --import --loader --experimental-loader --build-snapshot-config --snapshot-blob': 'script',
    '--test': { does: RUNS_PROJECT_CODE, isHarmless: true },
    '--run': { takes: 'text', does: RUNS_PROJECT_CODE, isHarmless: true },
    '-c --check --v8-options': { operands: ['read'] },
    '--env-file --env-file-if-exists --openssl-config --icu-data-dir --experimental-config-file': 'read',
    '--redirect-warnings --report-directory --report-dir --diagnostic-dir --cpu-prof-dir --heap-prof-dir': 'write',
    '--test-reporter-destination --trace-event-file-pattern': 'write',
    // Whoever reaches a debugger runs what they like.
    '--inspect --inspect-brk --inspect-wait': { takes: 'listen', isOptional: true, isOwn: true },
    '--inspect-port --debug-port': { takes: 'listen', isOwn: true },
    '--cpu-prof-name --heap-prof-name --report-filename': 'text',
    '--cpu-prof --heap-prof --report-on-signal --report-uncaught-exception': 'flag',
    '--watch --watch-preserve-output --experimental-strip-types --enable-source-maps --no-warnings': 'flag',
    '-C --conditions --input-type --title --stack-size --max-old-space-size --watch-path --dns-result-order': 'text',
    '--test-name-pattern --test-skip-pattern --test-reporter --test-concurrency --test-timeout --test-shard': 'text',
    '--unhandled-rejections --tls-cipher-list --localstorage-file --disable-warning --es-module-specifier-resolution':
      'text',
    '-v --version -h --help': ONLY_PRINTS,
  },
};

const LUA: ProgramRule = {
  language: 'lua',
  operands: ['script', 'text'],
  stopsAtOperand: true,
  input: 'code',
  options: { '-e': 'code', '-l': 'script', '-b -j -O': { takes: 'text', isOptional: true } },
};

/** A scheme, lisp or calculator: files to run, expressions that are opaque. */
const LISP = opaqueInterpreter('-e --eval -eval -x -c --evaluate', {
  '-l --load -s --script -q -i -f --file -r --require -t -u': { takes: 'script', isOptional: true },
});

/**
 * Interpreters: a file to run first, then its arguments; code on the command line is looked into where its language is
 * known.
 *
 * Without a file they read their program from standard input. `python -m name` counts as the program of that name: the
 * modules of Python's own library are listed here.
 */
export const INTERPRETERS: ProgramTable = {
  'python python2 python2.7 python3 python3.6 python3.7 python3.8 python3.9 python3.10 python3.11 python3.12': PYTHON,
  'python3.13 python3.14 pypy pypy3 pypy2 micropython pythonw': PYTHON,
  'http.server SimpleHTTPServer': {
    does: LISTENS,
    options: { '-b --bind': 'listen', '-d --directory -p --protocol': 'text' },
  },
  'json.tool tokenize dis ast sysconfig': {
    operands: ['read', 'write'],
    options: { '--indent': 'text', '-p': { takes: 'text', does: LISTENS }, '-b': { does: LISTENS } },
  },
  'py_compile compileall': { operands: ['write'], options: { '-d -s -p -x -i -j -o': 'text' } },
  'zipfile tarfile': {
    operands: ['read', 'text'],
    options: {
      '-c --create': { takes: 'write', operands: ['tree'] },
      '-e --extract': { takes: 'read', does: UNPACKS, operands: ['write'] },
      '-l --list -t --test': 'read',
      '--filter': 'text',
    },
  },
  unittest: {
    does: RUNS_PROJECT_CODE,
    options: { '-k -p --pattern -t --top-level-directory': 'text', '-s --start-directory': 'script' },
  },
  doctest: { operands: ['script'] },
  venv: { does: 'process.run', operands: ['write'], options: { '--prompt': 'text' } },
  ensurepip: { does: { class: 'package.install', marks: ['project-only'] }, options: { '--root': 'write' } },
  timeit: {
    language: 'python',
    operands: ['code'],
    options: { '-s --setup': 'code', '-n --number -r --repeat -u --unit': 'text' },
  },
  'cProfile trace pdb runpy memory_profiler': {
    operands: ['script', 'text'],
    stopsAtOperand: true,
    input: 'code',
    options: {
      '-o -f --file -C --coverdir --outfile': 'write',
      '-s --sort -i -r': 'text',
      '-m': { takes: 'command', isOptional: true, operands: ['command'] },
      '-c': 'opaque',
    },
  },
  smtpd: { does: LISTENS },

  'node nodejs': NODE,
  'qjs d8 js rhino jsc xst': opaqueInterpreter('-e --eval --execute', {
    '-f -m --module --std -I --include': 'script',
  }),

  perl: {
    language: 'perl',
    operands: ['script', 'read'],
    stopsAtOperand: true,
    input: 'code',
    options: {
      '-e -E': { takes: 'code', operands: ['read'] },
      '-i': { takes: 'text', isOptional: true, operands: ['write'] },
      '-M -m': 'opaque',
      '-d -D': { takes: 'text', isOptional: true, does: 'shell.opaque' },
      '-I -F': 'text',
      // Behind these stand digits at most: what else stands there are options of their own (`-lne`).
      '-l -0': 'flag',
      '-C -V': { takes: 'text', isOptional: true },
      '-x': { takes: 'enter', isOptional: true },
      '-v -h': ONLY_PRINTS,
    },
  },
  'perlbug cpan cpanp': {
    does: { class: 'package.install', marks: ['unseen-code'] },
    input: 'code',
    operands: ['package'],
    options: { '-e': 'shell', '-s -r -c -a -b': 'text', '-f': 'read' },
  },
  perldoc: { operands: ['text'], options: { '-f -q -v -a -n -w -M': 'text', '-d': 'write', '-o': 'text' } },
  'ruby truffleruby mruby': {
    language: 'ruby',
    operands: ['script', 'read'],
    stopsAtOperand: true,
    input: 'code',
    options: {
      '-e': { takes: 'code', operands: ['read'] },
      '-i': { takes: 'text', isOptional: true, operands: ['write'] },
      '-r': 'script',
      '-I -E --encoding --external-encoding --internal-encoding --backtrace-limit --enable --disable': 'text',
      '-F -K -W -T -0': { takes: 'text', isOptional: true },
      '-C -X': 'enter',
      '-x': { takes: 'enter', isOptional: true },
      '--version --copyright -h --help': ONLY_PRINTS,
    },
  },
  'irb pry': {
    language: 'ruby',
    operands: ['script'],
    input: 'code',
    options: { '-e --exec': 'code', '-r --require': 'script', '-I': 'text' },
  },
  erb: { operands: ['script'], options: { '-r': 'script', '-T -E -P -U': 'text' } },
  'php php7 php8 php7.4 php8.1 php8.2 php8.3 php8.4 php-cli php-cgi hhvm': {
    language: 'php',
    operands: ['script', 'text'],
    stopsAtOperand: true,
    input: 'code',
    options: {
      '-r --run -B --process-begin -R --process-code -E --process-end': { takes: 'code', operands: ['text'] },
      '-f --file -F --process-file -z --zend-extension': { takes: 'script', operands: ['text'] },
      '-S --server': 'listen',
      '-t --docroot -d --define': 'text',
      '--rf --rc --re --ri --rz --rfunction --rclass --rextension --rzendextension --rextinfo': {
        takes: 'text',
        isHarmless: true,
      },
      '-c --php-ini': 'read',
      '-l --syntax-check -s --syntax-highlight -w --strip': { operands: ['read'] },
      '-i --info -m --modules -v --version --ini -h --help': ONLY_PRINTS,
    },
  },
  'lua lua5.1 lua5.2 lua5.3 lua5.4 luajit luau texlua': LUA,
  luac: { operands: ['read'], options: { '-o': 'write' } },

  'tclsh tclsh8.6 wish jimsh': {
    operands: ['script', 'text'],
    input: 'code',
    stopsAtOperand: true,
    options: { '-encoding': 'text' },
  },
  'expect autoexpect dexp': opaqueInterpreter('-c', { '-f -b': 'script', '-D': 'text' }),
  Rscript: inlineInterpreter('r', '-e', { '--default-packages': 'text', '-g': 'text' }),
  R: {
    language: 'r',
    operands: ['text'],
    input: 'code',
    options: {
      '-e': 'code',
      '-f --file': 'script',
      '-g --gui -d --debugger --encoding --args': 'text',
      '--version --help': ONLY_PRINTS,
    },
    subcommands: {
      CMD: { does: RUNS_PROJECT_CODE, operands: ['text', 'script'] },
      '*': { operands: ['text'] },
    },
  },
  julia: inlineInterpreter('julia', '-e --eval -E --print', {
    '-L --load': 'script',
    '-J --sysimage': 'opaque',
    '-p --procs -t --threads -C --cpu-target --machine-file -m --module --color --startup-file -O -g': 'text',
    '--project': { takes: 'read', isOptional: true },
    '-v --version -h --help': ONLY_PRINTS,
  }),
  'matlab scilab scilab-cli gp gap': opaqueInterpreter('--eval -r -batch --batch-string --run-string -e', {
    '-p --path -l --load': 'text',
  }),
  gnuplot: opaqueInterpreter('-e', { '-c': 'script', '-d -s': 'flag' }),
  'guile3.0 gracket gosh csi chez scheme mit-scheme chibi-scheme newlisp picolisp forth': LISP,
  yap: opaqueInterpreter('-g --goal --query-goal -t', { '-s -f -l --consult-file': 'script' }),
  'slsh dosbox icon unicon rexx regina': opaqueInterpreter('-e -c', { '-l': 'script', '-f': 'script' }),
  'wasmtime wasmer wasm3 iwasm': {
    operands: ['script', 'text'],
    options: { '--dir --mapdir --env --invoke --wasm': 'text' },
  },
  'wine wine64 mono dotnet-script box64 qemu-x86_64 qemu-aarch64 qemu-arm': {
    operands: ['script', 'text'],
    stopsAtOperand: true,
  },
};
