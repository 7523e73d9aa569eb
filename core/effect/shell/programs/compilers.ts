import { INSTALLS_INTO_PROJECT, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT, CLEANS_BUILD, OPAQUE } from './development-acts.ts';
import { overriding } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };

const HARMLESS = { isHarmless: true } as const;

/** What a linker would load or write, where the driver hands one word on to it. */
const TO_LINKER: OptionRule = {
  takes: 'text',
  verbs: [{ verbs: ['-plugin*', '--plugin*', '-o*', '--out*', '-Map*', '--Map*', '--dependency-file*'], does: OPAQUE }],
};

/** Linkers that a driver finds by itself; any other is a program that it is told to run. */
const FINDS_LINKER: OptionRule = {
  takes: 'text',
  verbs: [
    { verbs: ['lld', 'gold', 'mold', 'bfd', 'ld', 'wild', 'link'], does: RUNS },
    { verbs: ['*'], does: OPAQUE },
  ],
};

/** GCC's and Clang's driver: `-wrapper`, `-B` and plugins run programs, `@file` and `-specs` read arguments. */
const C_OPTIONS: Options = {
  '-o -MF': { takes: 'write', isJoined: true },
  '-B': { takes: 'opaque', isJoined: true },
  '-dumpdir -dumpbase --output -fdiagnostics-file -serialize-diagnostics --serialize-diagnostics -aux-info': 'write',
  '-ftime-trace -fmodules-cache-path -fcrash-diagnostics-dir -fdiagnostics-add-output -fopt-info -MJ': 'write',
  '-fprofile-dir -fdump-go-spec -fopt-record-file -foptimization-record-file -index-store-path -fcallgraph-info':
    'write',
  '-fprofile-generate -fprofile-instr-generate -fcs-profile-generate': 'write',
  '-wrapper -specs --specs -fplugin -load -ccc-gcc-name -fpass-plugin --config --gcc-toolchain -gcc-toolchain':
    'opaque',
  '--gcc-install-dir --prefix -Xclang -no-integrated-cpp -fbuiltin-module-map-path --ld-path -plugin': 'opaque',
  '-fuse-ld': FINDS_LINKER,
  '-Xlinker': TO_LINKER,
  '-Wl,': { takes: 'text', isJoined: true, runs: { program: 'ld', between: ',' } },
  '-Wa,': { takes: 'text', isJoined: true, runs: { program: 'as', between: ',' } },
  '-Wp,': { takes: 'text', isJoined: true, runs: { program: 'cc1', between: ',' } },
  '-I -L -isystem -iquote -idirafter -include -imacros -isysroot --sysroot -iprefix -F -T': 'read',
  '-D -U -x -l -MT -MQ -target -arch -framework -Xassembler -Xpreprocessor -z -u': 'text',
  '-march -mtune -mcpu --param -Xarch -e -rpath -soname': 'text',
  '--help --version -v -dumpversion -dumpmachine -print-search-dirs -print-multi-lib': 'flag',
};

const COMPILER: ProgramRule = {
  does: RUNS,
  style: 'words',
  options: C_OPTIONS,
  operands: ['read'],
};

const LINKER: ProgramRule = {
  does: RUNS,
  style: 'words',
  options: {
    '-o': { takes: 'write', isJoined: true },
    '--output -Map --Map --dependency-file --reproduce --print-map-file -object_path_lto -map': 'write',
    '-L --library-path -T --script -R --just-symbols --version-script --dynamic-list': 'read',
    '-plugin --plugin': 'opaque',
    '-l -m -e --entry -soname -h -rpath --rpath -rpath-link -dynamic-linker -z -u -y --defsym -arch -syslibroot':
      'text',
  },
  operands: ['read'],
};

/** Reads object files and prints. */
const OBJECT_READER: ProgramRule = {
  options: { '-plugin --plugin': 'opaque', '-j -M -m --target': 'text' },
  operands: ['read'],
};

/** An interactive shell of a language: what it reads from standard input runs, and what it is given. */
const LANGUAGE_SHELL: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  input: 'code',
  options: {
    '-e --eval --execute -E --print -g -x': 'opaque',
    '-r --require -l --load -i --import --init': 'script',
    '-cp -classpath --class-path --dep': 'read',
    '--version --help': HARMLESS,
  },
  operands: ['script', 'text'],
  stopsAtOperand: true,
};

/** A compiler that only reads sources and writes what `-o` says. */
const PLAIN_COMPILER = {
  does: RUNS,
  options: {
    '-o --output -d --out-dir --outdir -odir -hidir -stubdir --prefix': 'write',
    '-I -L -i -l --include --library -package': 'text',
    '--version --help': HARMLESS,
  },
  operands: ['read'],
} satisfies ProgramRule;

const RUSTC: ProgramRule = {
  does: RUNS,
  options: {
    '-o --out-dir --dep-info': 'write',
    '-C --codegen': {
      takes: 'text',
      verbs: [
        {
          verbs: ['linker=*', 'link-arg*', 'llvm-args*', 'pre-link-arg*', 'profile-generate=*', 'save-temps*'],
          does: OPAQUE,
        },
        { verbs: ['ar=*', 'dlltool=*'], does: OPAQUE },
      ],
    },
    '-Z': {
      takes: 'text',
      verbs: [
        { verbs: ['codegen-backend=*', 'pre-link-arg*', 'llvm-plugins=*', 'dump-*', 'self-profile=*'], does: OPAQUE },
      ],
    },
    '--emit': 'named-write',
    '--print': 'named-write',
    '-L --sysroot --extern': 'read',
    '--crate-type --crate-name --edition --cfg --check-cfg --target -l -A -W -D -F --cap-lints': 'text',
    '--error-format --json --color --remap-path-prefix': 'text',
    '--explain': { takes: 'text', isHarmless: true },
    '-V --version -h --help': HARMLESS,
  },
  operands: ['read'],
};

/** Compilers, linkers, language runtimes and what reads their results. */
export const COMPILERS: ProgramTable = {
  'gcc g++ cc c++ clang clang++ gfortran gnat gcc-12 gcc-13 gcc-14 clang-18 clang-19 cpp c99 c89 icc icx tcc nvcc':
    COMPILER,
  'emcc em++ arm-none-eabi-gcc x86_64-linux-gnu-gcc aarch64-linux-gnu-gcc musl-gcc avr-gcc mpicc mpicxx': COMPILER,
  'ld ld.lld lld ld.gold gold mold ld.bfd ld64 wasm-ld lld-link collect2': LINKER,
  cc1: {
    does: RUNS,
    style: 'words',
    options: { '-MD -MMD -MF -o -dumpdir': 'write', '-D -U -I -isystem -include': 'text', '-fplugin': 'opaque' },
    operands: ['read'],
  },
  'as gas llvm-as': {
    does: RUNS,
    options: {
      '-o -MD --MD': 'write',
      '-a': { takes: 'named-write', isOptional: true },
      '-I --defsym': 'text',
    },
    operands: ['read'],
  },
  'nasm yasm ml64': {
    does: RUNS,
    style: 'words',
    options: { '-o -l -MD -MF -E -Z': { takes: 'write', isJoined: true }, '-I -D -f -p -P -i -a -m': 'text' },
    operands: ['read'],
  },
  'objcopy llvm-objcopy': {
    does: RUNS,
    options: {
      '-I -O -B -F -j -R -N -K -G -W -L --input-target --output-target --binary-architecture --only-section': 'text',
      '--remove-section --keep-symbol --strip-symbol --rename-section --redefine-sym --set-section-flags': 'text',
      '--add-section --update-section': 'named-read',
      '--dump-section --split-dwo': 'named-write',
      '--add-gnu-debuglink --redefine-syms --keep-symbols --strip-symbols': 'read',
    },
    operands: ['write'],
  },
  'install_name_tool patchelf': {
    does: RUNS,
    style: 'words',
    options: {
      '-id -rpath --set-rpath --set-interpreter --set-soname --add-needed --remove-needed --add-rpath': 'text',
      '-change': { takes: 'text', second: 'text' },
      '--replace-needed': { takes: 'text', second: 'text' },
      '--output': 'write',
      '--print-rpath --print-needed --print-interpreter --print-soname': { operands: ['read'] },
    },
    operands: ['write'],
  },
  'dlltool windres lipo dsymutil ranlib llvm-ar llvm-lib llvm-link opt llc': {
    does: RUNS,
    options: { '-o -output': 'write', '-load -load-pass-plugin': 'opaque' },
    operands: ['write', 'read'],
  },
  'otool dyldinfo llvm-nm llvm-objdump llvm-readelf llvm-size llvm-cov llvm-profdata addr2line c++filt': OBJECT_READER,
  'dwarfdump pahole bloaty gcov swift-demangle': OBJECT_READER,
  rustc: RUSTC,
  rustfmt: {
    does: RUNS,
    options: {
      '--check --print-config': { operands: ['tree'] },
      '--edition --emit --config --style-edition': 'text',
      '--config-path': 'read',
    },
    operands: ['write'],
  },
  rustdoc: {
    does: RUNS_PROJECT_CODE,
    options: { '-o --out-dir': 'write', '--test-runtool': 'opaque', '--edition --crate-name': 'text' },
    operands: ['read'],
  },
  'clippy-driver rust-analyzer': { does: RUNS },
  'kotlin scala amm groovy groovysh bb jython jruby nashorn': LANGUAGE_SHELL,
  'clojure clj': {
    ...LANGUAGE_SHELL,
    style: 'words',
    options: {
      '-e --eval -Sdeps -Scp': 'opaque',
      // Aliases of the project's deps.edn: `-M:test`, `-X:build`.
      '-M -X -T -A -P': { takes: 'script', isOptional: true },
      '-m --main': 'text',
      '-i --init --load': 'script',
      '-Spath -Stree -Sdescribe --version --help': HARMLESS,
    },
  },
  'ghc hsc2hs happy': {
    ...PLAIN_COMPILER,
    does: RUNS_PROJECT_CODE,
    options: overriding<OptionRule>(PLAIN_COMPILER.options, {
      '-e': 'opaque',
      '--interactive --run': { does: OPAQUE },
      '-pgmF -pgmP -pgmc -pgml -fplugin': 'opaque',
    }),
  },
  'ghci runghc runhaskell ocaml utop ocamlrun sml poly mosml idris idris2 racket raku guile chicken': LANGUAGE_SHELL,
  'elixir iex erl escript lfe swipl gprolog sbcl clisp ecl ccl octave octave-cli maxima sage gforth': LANGUAGE_SHELL,
  'ocamlc ocamlopt ocamldep ocamldoc': {
    ...PLAIN_COMPILER,
    style: 'words',
    options: overriding<OptionRule>(PLAIN_COMPILER.options, {
      '-o -dump-dir -save-ir-after': 'write',
      '-pp -ppx -cc -as': 'shell',
      '-plugin -dllpath -use-runtime': 'opaque',
      '-intf -impl': 'read',
      '-ccopt -cclib -package -open -w -warn-error -color -dllib': 'text',
    }),
  },
  'ocamlfind fpc valac gdc ldc2 dmd elixirc erlc mlton': PLAIN_COMPILER,
  cobc: {
    ...PLAIN_COMPILER,
    options: { ...PLAIN_COMPILER.options, '-j --job -j= --job=': { does: RUNS_PROJECT_CODE, operands: ['script'] } },
  },
  'gnatmake gprbuild vala haxe elm purs fsharpc fsc csc mcs vbc solc vyper': PLAIN_COMPILER,
  nim: {
    does: RUNS_PROJECT_CODE,
    style: 'words',
    options: {
      '-o --out --outdir --nimcache --docRoot': 'write',
      '-p --path --lib --clib --import --include': 'read',
      '--gcc.exe --gcc.linkerexe --clang.exe --clang.linkerexe --gcc.path --clang.path --gcc.cpp.exe': 'opaque',
      '--eval --cmd': 'opaque',
      '-d --define -t --passC -l --passL --cc --mm --gc --threads --app --os --cpu --opt --hints --warnings': {
        takes: 'text',
        isOptional: true,
      },
      '-v --version -h --help': HARMLESS,
    },
    subcommands: {
      'dump secret': {},
      'e r': { does: RUNS_PROJECT_CODE, operands: ['script', 'text'] },
      '*': { does: RUNS_PROJECT_CODE, operands: ['read', 'text'] },
    },
  },
  'crystal v odin gleam ponyc zig dub ballerina': {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'version env targets help libc std zen dump doc docs tool deps info search': {},
      'fmt format': { options: { '--check': { operands: ['read'] } }, operands: ['write'] },
      'init new': { does: [RUNS_PROJECT_CODE, CHANGES_PROJECT], operands: ['write'] },
      'build build-exe build-lib build-obj test run c cpp js compile check cc c++ ar ast-check e r spec eval': {
        does: RUNS_PROJECT_CODE,
        options: { '-o --output -femit-bin --out': 'write' },
        operands: ['read'],
      },
      'add fetch install update upgrade remove publish shard hex': { does: INSTALLS_INTO_PROJECT },
      clean: { does: CLEANS_BUILD },
      '*': { does: RUNS_PROJECT_CODE },
    },
  },
  'swift swiftc': {
    does: RUNS_PROJECT_CODE,
    style: 'words',
    options: {
      '-o': 'write',
      '-I -L -F -sdk': 'read',
      '-target -module-name -swift-version -c --configuration --product --package-path': 'text',
      '-load-plugin-library -load-plugin-executable -e': 'opaque',
    },
    operands: ['script', 'text'],
  },
  sdcc: PLAIN_COMPILER,
};
