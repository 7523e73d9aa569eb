import { INSTALLS, INSTALLS_INTO_PROJECT, LISTENS, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT, CLEANS_BUILD, OPAQUE } from './development-acts.ts';
import { overriding } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };

const HARMLESS = { isHarmless: true } as const;

/** GCC's and Clang's driver: `-wrapper`, `-B` and plugins run programs, `@file` and `-specs` read arguments. */
const C_OPTIONS: Options = {
  '-o -MF -dumpdir -dumpbase --output -fdiagnostics-file -serialize-diagnostics': 'write',
  '-wrapper -B -specs --specs -fplugin -Xclang -load -ccc-gcc-name -fpass-plugin --config': 'opaque',
  '-I -L -isystem -iquote -idirafter -include -imacros -isysroot --sysroot -iprefix -F -T': 'read',
  '-D -U -x -l -MT -MQ -target -arch -framework -Xlinker -Xassembler -Xpreprocessor -z -u': 'text',
  '-march -mtune -mcpu --param -aux-info -Xarch -e -rpath -soname': 'text',
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
    '-o --output -Map --Map': 'write',
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

const JAVA: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  style: 'words',
  input: 'text',
  options: {
    '-jar': 'script',
    '-XX:OnError -XX:OnOutOfMemoryError': 'shell',
    '-javaagent -agentlib -agentpath -Xbootclasspath': 'opaque',
    '-cp -classpath --class-path -p --module-path --upgrade-module-path': 'script',
    '-m --module --add-modules --source --add-opens --add-exports --add-reads': 'text',
    '-version --version -help --help -showversion -fullversion -X': HARMLESS,
    '--list-modules --dry-run': 'flag',
  },
  operands: ['script', 'text'],
  stopsAtOperand: true,
};

const JAVAC = {
  does: RUNS,
  style: 'words',
  options: {
    '-d -s -h': 'write',
    '-cp -classpath --class-path --source-path -sourcepath -p --module-path -encoding -source -target --release':
      'text',
    '-processor --processor-path -processorpath -Xplugin': 'script',
    '-version --version -help --help': HARMLESS,
  },
  operands: ['read'],
} satisfies ProgramRule;

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
    '-C --codegen': 'text',
    '-L --sysroot --extern': 'read',
    '--crate-type --crate-name --edition --emit --print --cfg --check-cfg --target -l -A -W -D -F -Z --cap-lints':
      'text',
    '--error-format --json --color --remap-path-prefix': 'text',
    '--explain': { takes: 'text', isHarmless: true },
    '-V --version -h --help': HARMLESS,
  },
  operands: ['read'],
};

/** The Go command's flags that replace a program: `-exec`, `-toolexec`, `-vettool`. */
const GO_OPTIONS: Options = {
  '-C': 'enter',
  '-exec --exec -toolexec --toolexec -vettool --vettool -overlay -modfile': 'opaque',
  '-o --o -coverprofile -cpuprofile -memprofile -blockprofile -mutexprofile -outputdir -trace -pkgdir': 'write',
  '-run -bench -benchtime -count -cpu -timeout -tags -ldflags -gcflags -asmflags -mod -p -covermode -coverpkg': 'text',
  '-skip -fuzz -fuzztime -parallel -shuffle -vet -list -f -buildmode -compiler -installsuffix -gccgoflags': 'text',
  '-fuzzcachedir -test.run': 'text',
};

const GO_BUILDS: ProgramRule = { does: RUNS_PROJECT_CODE, style: 'words', options: GO_OPTIONS, operands: ['text'] };

const GO: ProgramRule = {
  style: 'words',
  options: { '-C': 'enter' },
  subcommands: {
    'version doc help bug': {},
    env: { options: { '-w -u': { does: 'config.modify' } }, style: 'words' },
    list: { ...GO_BUILDS, does: READS_REMOTE },
    'build test vet fix': GO_BUILDS,
    run: { ...GO_BUILDS, operands: ['script', 'text'] },
    generate: { ...GO_BUILDS, options: overriding(GO_OPTIONS, { '-run -skip': 'text' }) },
    fmt: { does: CHANGES_PROJECT },
    get: { ...GO_BUILDS, does: INSTALLS_INTO_PROJECT },
    install: { ...GO_BUILDS, does: INSTALLS },
    mod: {
      subcommands: {
        'graph why verify': {},
        'init edit tidy vendor': { does: INSTALLS_INTO_PROJECT },
        download: { does: INSTALLS_INTO_PROJECT },
      },
    },
    work: { does: CHANGES_PROJECT },
    clean: {
      does: CLEANS_BUILD,
      style: 'words',
      options: { '-cache -modcache -testcache -fuzzcache -i': 'flag', '-n': HARMLESS },
    },
    tool: {
      subcommands: {
        'vet cover pprof trace objdump nm addr2line buildid dist doc fix test2json': GO_BUILDS,
        'compile link asm pack cgo': GO_BUILDS,
        '*': { does: RUNS_PROJECT_CODE },
      },
    },
    telemetry: {},
  },
};

const GO_FORMATTER: ProgramRule = {
  style: 'words',
  does: RUNS,
  options: {
    '-w': { operands: ['write'] },
    '-r -local -lang -modpath -m --max-len -srcdir': 'text',
    '-cpuprofile': 'write',
    '-h -help --help': HARMLESS,
  },
  operands: ['tree'],
};

/** Compilers, linkers, language runtimes and what reads their results. */
export const COMPILERS: ProgramTable = {
  'gcc g++ cc c++ clang clang++ gfortran gnat gcc-12 gcc-13 gcc-14 clang-18 clang-19 cpp c99 c89 icc icx tcc nvcc':
    COMPILER,
  'emcc em++ arm-none-eabi-gcc x86_64-linux-gnu-gcc aarch64-linux-gnu-gcc musl-gcc avr-gcc mpicc mpicxx': COMPILER,
  'ld ld.lld lld ld.gold gold mold ld.bfd ld64 wasm-ld lld-link collect2': LINKER,
  'as gas nasm yasm llvm-as ml64': {
    does: RUNS,
    options: { '-o -MD --MD -l': 'write', '-I -D -f -a --defsym -march': 'text' },
    operands: ['read'],
  },
  'objcopy llvm-objcopy install_name_tool patchelf': {
    does: RUNS,
    options: {
      '-I -O -B -j -R -N -K --input-target --output-target --set-rpath --set-interpreter': 'text',
      '--add-section': 'read',
    },
    operands: ['write'],
  },
  'dlltool windres lipo dsymutil ranlib llvm-ar llvm-lib llvm-link opt llc': {
    does: RUNS,
    options: { '-o -output': 'write', '-load -load-pass-plugin': 'opaque' },
    operands: ['write', 'read'],
  },
  'otool dyldinfo llvm-nm llvm-objdump llvm-readelf llvm-size llvm-cov llvm-profdata addr2line c++filt': OBJECT_READER,
  'dwarfdump pahole bloaty gcov javap jdeps jmod swift-demangle': OBJECT_READER,
  'go tinygo': GO,
  'gofmt gofumpt goimports gci golines goimports-reviser crlfmt': GO_FORMATTER,
  'staticcheck golint revive govulncheck errcheck ineffassign gosec gocyclo misspell nilaway': {
    does: RUNS,
    style: 'words',
    options: { '-config -c': 'read', '-out': 'write', '-w': { operands: ['write'] } },
    operands: ['tree'],
  },
  'golangci-lint': {
    does: RUNS,
    subcommands: {
      'linters formatters version help config cache completion': {},
      custom: { does: RUNS_PROJECT_CODE },
      'run fmt migrate': {
        does: RUNS,
        options: {
          '--fix': { does: CHANGES_PROJECT },
          '-c --config --path-prefix': 'read',
          '-E --enable -D --disable -p --presets --timeout -j --out-format --build-tags --new-from-rev': 'text',
          '--new-from-patch --cpu-profile-path --output.text.path': 'write',
        },
        operands: ['tree'],
      },
    },
  },
  'mockgen mockery stringer wire sqlc templ ent oapi-codegen counterfeiter easyjson goctl buffalo gqlgen cobra-cli': {
    does: RUNS_PROJECT_CODE,
  },
  'goreleaser ko': {
    does: RUNS_PROJECT_CODE,
    options: { '-f --config': 'read', '--snapshot': { does: RUNS_PROJECT_CODE, isHarmless: true }, '--skip': 'text' },
    subcommands: {
      'check healthcheck build init jsonschema changelog': { does: RUNS_PROJECT_CODE },
      '*': { does: 'net.upload' },
    },
  },
  'gotestsum ginkgo richgo gotest air realize wails yaegi': {
    does: RUNS_PROJECT_CODE,
    options: {
      '--raw-command': { operands: ['command'] },
      '--post-run-command --build.cmd --build.bin': 'opaque',
      '--junitfile --jsonfile': 'write',
    },
  },
  'dlv delve': {
    does: RUNS_PROJECT_CODE,
    options: { '-l --listen': { takes: 'text', does: LISTENS }, '--init': 'script' },
  },
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
  java: JAVA,
  javaw: JAVA,
  'javac ecj': JAVAC,
  'kotlinc kotlinc-jvm kotlinc-js scalac dotc groovyc': {
    ...JAVAC,
    options: overriding<OptionRule>(JAVAC.options, {
      '-script': 'script',
      '-e -expression': 'opaque',
      '-Xplugin -P': 'opaque',
      '-no-stdlib': 'flag',
    }),
  },
  'jar jlink jpackage': {
    does: RUNS,
    options: { '-f --file -d --dest -C --output': 'write', '-e --main-class --manifest -m': 'text' },
    operands: ['text', 'write'],
  },
  'javadoc dokka': {
    does: RUNS,
    style: 'words',
    options: { '-d': 'write', '-doclet -docletpath -taglet -tagletpath': 'opaque' },
    operands: ['read'],
  },
  'jps jstat jinfo': {},
  'jmap jstack jcmd jconsole jdb': { does: 'process.signal' },
  jarsigner: { does: 'secret.manage', options: { '-verify': HARMLESS }, style: 'words' },
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
  'ocamlc ocamlopt ocamlfind fpc valac gdc ldc2 dmd elixirc erlc mlton': PLAIN_COMPILER,
  cobc: {
    ...PLAIN_COMPILER,
    options: { ...PLAIN_COMPILER.options, '-j --job -j= --job=': { does: RUNS_PROJECT_CODE, operands: ['script'] } },
  },
  'gnatmake gprbuild vala haxe elm purs fsharpc fsc csc mcs vbc solc vyper': PLAIN_COMPILER,
  'nim crystal v odin gleam ponyc zig dub ballerina': {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'version env targets help libc std zen dump doc docs tool deps info search': {},
      'fmt format': { options: { '--check': { operands: ['read'] } }, operands: ['write'] },
      'build build-exe build-lib build-obj test run c cpp js compile check cc c++ ar ast-check e r init new spec eval':
        {
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
