import { CHANGES_REMOTE, INSTALLS, INSTALLS_INTO_PROJECT, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_CONFIGURATION, CHANGES_PROJECT, CLEANS_BUILD, CLEANS_CACHE, OPAQUE } from './development-acts.ts';

type Options = { readonly [names: string]: OptionRule };

const HARMLESS = { isHarmless: true } as const;
const READS: ProgramRule = { does: READS_REMOTE };
const RUNS_CODE: ProgramRule = { does: RUNS_PROJECT_CODE };
const INSTALLING: ProgramRule = { does: INSTALLS_INTO_PROJECT };

/** A makefile is a script; `--eval` is one on the command line. */
const MAKE: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  verbs: [{ verbs: ['SHELL=*', '.SHELLFLAGS=*', 'MAKEFLAGS=*', 'GNUMAKEFLAGS=*', 'MAKEFILES=*'], does: OPAQUE }],
  options: {
    '-C --directory': 'enter',
    '-f --file --makefile': 'script',
    '-E --eval': 'opaque',
    '-I --include-dir': 'read',
    '-j --jobs -l --load-average --max-load -O --output-sync --debug --shuffle': { takes: 'text', isOptional: true },
    '-o --old-file --assume-old -W --what-if --new-file --assume-new': 'text',
  },
};

const CMAKE: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: {
    '-S -H': 'tree',
    '-B': 'write',
    '-E': 'opaque',
    '-P -C': 'script',
    '-D -U -G -T -A --preset --target -t --config --parallel -j --component --log-level': 'text',
    '--toolchain': 'script',
    '--build --open': 'text',
    '--install': { takes: 'text', does: RUNS_PROJECT_CODE },
    '--prefix --install-prefix --graphviz --profiling-output --trace-redirect': 'write',
  },
};

/** What Nix and what is built on it take: an expression is code. */
const NIX_OPTIONS: Options = {
  '--run --command': 'shell',
  '--expr --apply': 'opaque',
  '-E': 'opaque',
  '-p --packages': 'package',
  '-o --out-link': 'write',
  '-f --file': 'script',
  '-A --attr -I --system --option --argstr --arg': 'text',
};

/** A build that the project describes; tasks and targets are only names. */
const BUILD: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: {
    '-C --directory -d --chdir --project-dir --root': 'enter',
    '-f --file -b --build-file --buildfile -c --settings-file -I --init-script --makefile --rakefile': 'script',
    '-s --settings -gs --global-settings --profile -P -D -p -pl -T -j -k -l -t --jobs --configuration': 'text',
    '--version --help --list-targets': { isHarmless: true },
  },
};

/** Build tools and package managers of compiled languages: what they run is the project's. */
export const BUILD_TOOLS: ProgramTable = {
  'make gmake bmake remake colormake': MAKE,
  cmake: CMAKE,
  'ctest cpack': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-S --script -SP': 'script',
      '-C --build-config -R -E -L -j --parallel -T -D --timeout': 'text',
      '-O --output-log -B': 'write',
      '--test-dir': 'enter',
      '-N --show-only': 'flag',
    },
  },
  'ninja samu': {
    does: RUNS_PROJECT_CODE,
    options: { '-C': 'enter', '-f': 'script', '-j -k -l -d -w': 'text', '-t': { takes: 'text' } },
  },
  meson: {
    does: RUNS_PROJECT_CODE,
    options: { '-C': 'enter', '--native-file --cross-file': 'read', '--wrap --wrapper': 'opaque' },
  },
  'bazel bazelisk blaze': {
    options: { '--bazelrc --output_base --output_user_root': 'opaque' },
    subcommands: {
      'query cquery aquery': {
        options: { '--output --keep_going --noimplicit_deps': 'text', '--query_file --output_file': 'opaque' },
      },
      'info version help canonicalize-flags config license print_action dump analyze-profile': {},
      'clean shutdown': { does: CLEANS_BUILD },
      'run build test coverage fetch sync vendor mod mobile-install': {
        does: RUNS_PROJECT_CODE,
        options: { '--run_under': 'shell', '--remote_cache --remote_executor --bes_backend': 'connect' },
      },
    },
  },
  'gradle gradlew gradlew.bat mvn mvnw mvnd ant': {
    ...BUILD,
    verbs: [
      {
        verbs: ['deploy*', 'publish', 'publishAll*', 'publishPlugins', 'uploadArchives', 'release:*'],
        does: CHANGES_REMOTE,
      },
    ],
  },
  'lein leiningen': {
    does: RUNS_PROJECT_CODE,
    options: { '--to-dir': 'write' },
    verbs: [{ verbs: ['deploy', 'release'], does: CHANGES_REMOTE }],
  },
  'sbt mill boot scala-cli': {
    does: RUNS_PROJECT_CODE,
    options: { '-sbt-jar --sbt-jar': 'script', '-java-home --java-home': 'opaque', '-D -J': 'text' },
    verbs: [
      { verbs: ['publishLocal', 'publishM2', 'publish-local'], does: RUNS_PROJECT_CODE },
      { verbs: ['publish*', '+publish*', 'release*', 'sonatype*', 'ci-release', 'deploy'], does: CHANGES_REMOTE },
      { verbs: ['*'], does: RUNS_PROJECT_CODE },
    ],
  },
  'cs coursier': {
    does: INSTALLS,
    subcommands: { 'resolve search list complete-dep version': {}, fetch: READS, '*': { does: INSTALLS } },
  },
  'autoreconf autoconf automake aclocal libtoolize autoheader configure libtool': { does: RUNS_PROJECT_CODE },
  'qmake premake premake5 xmake bjam gyp gn tup please redo rez shake': BUILD,
  'ccache sccache distcc icecc': {
    options: {
      '--show-stats -s --version --show-config -p --zero-stats -z': HARMLESS,
      '-C --clear -c --cleanup': { does: CLEANS_CACHE },
      '--stop-server --start-server': { does: RUNS },
    },
    operands: ['command'],
    stopsAtOperand: true,
  },
  'bear intercept-build scan-build compiledb': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-o --output': 'write',
      '--use-analyzer --use-cc --use-c++': 'opaque',
      '--exclude -enable-checker -disable-checker': 'text',
    },
    operands: ['command'],
    stopsAtOperand: true,
  },
  'vcpkg cpm': {
    does: INSTALLS_INTO_PROJECT,
    subcommands: { 'list search help version depend-info': {}, '*': INSTALLING },
  },
  'stack cabal hpack': {
    does: RUNS,
    options: { '--with-compiler -w --with-gcc --with-ghc': 'opaque', '--stack-yaml --project-file': 'script' },
    subcommands: {
      'list path info query ls dot help outdated check': {},
      'v2-build v2-test v2-bench v2-run v2-repl v2-haddock new-build new-test build test bench run repl ghci':
        RUNS_CODE,
      'ghc runghc haddock sdist configure install freeze update unpack get fetch': RUNS_CODE,
      exec: { does: RUNS_PROJECT_CODE, operands: ['command'] },
      'new init': { does: CHANGES_PROJECT, operands: ['write'] },
      'clean purge': { does: CLEANS_BUILD },
      'setup upgrade': { does: INSTALLS },
      'upload user-config': { does: CHANGES_REMOTE },
    },
  },
  'opam dune esy spago rebar3 lake': {
    does: RUNS,
    subcommands: {
      'list show search info help version describe tree': {},
      'build test exec runtest utop promote fmt compile eunit ct shell dialyzer release new init lock xref': RUNS_CODE,
      'install update upgrade add remove reinstall pin switch get-deps deps unlock': INSTALLING,
      'publish submit': { does: CHANGES_REMOTE },
      clean: { does: CLEANS_BUILD },
      '*': RUNS_CODE,
    },
  },
  mix: {
    does: RUNS_PROJECT_CODE,
    options: { '-e --eval': 'opaque' },
    subcommands: {
      'help deps.tree hex.info hex.search': {},
      'deps.get deps.update deps.compile local.hex local.rebar archive.install': INSTALLING,
      'hex.publish hex.retire hex.owner hex.user': { does: CHANGES_REMOTE },
      'ecto.drop ecto.reset ecto.rollback': { does: 'db.schema' },
      'new phx.new nerves.new': { does: [RUNS_PROJECT_CODE, CHANGES_PROJECT], operands: ['write'] },
      '*': { does: RUNS_PROJECT_CODE, options: { '-e --eval': 'opaque' } },
    },
  },
  'rbenv chruby rvm asdf mise rtx sdk jenv phpenv goenv tfenv kerl': {
    does: RUNS,
    subcommands: {
      'versions version list ls current which where root commands help info env doctor list-all ls-remote latest': {},
      'exec x': { does: RUNS_PROJECT_CODE, operands: ['command'] },
      'run r tasks watch': RUNS_CODE,
      'local shell rehash reshim use trust set': { does: CHANGES_PROJECT },
      '*': { does: INSTALLS },
    },
  },
  'just mage mask xc earthly dagger moon tusk maid': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-f --justfile --taskfile -t': 'script',
      '-d --working-directory --dir -C --chdir': 'enter',
      '--shell --shell-arg --set --command -c --chooser': 'opaque',
      '-l --list --summary --show --dump --evaluate --variables --groups': 'flag',
    },
  },
  'task go-task': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-t --taskfile': 'script',
      '-d --dir': 'enter',
      '-o --output -C --concurrency': 'text',
    },
    subcommands: { 'execute exec': { operands: ['shell'] }, '*': RUNS_CODE },
  },
  'nix nix-build nix-shell devbox devenv direnv': {
    does: RUNS_PROJECT_CODE,
    options: NIX_OPTIONS,
    subcommands: {
      'search show list describe status version help path-info why-depends eval log info hash derivation': {},
      'run shell develop build flake fmt bundle test up ci repl services generate script': RUNS_CODE,
      'init new add update rm remove install': INSTALLING,
      exec: { operands: ['enter', 'command'], stopsAtOperand: true },
      'allow permit deny': { does: CHANGES_CONFIGURATION },
      store: { subcommands: { 'ls cat info ping diff-closures verify': {}, '*': { does: CLEANS_CACHE } } },
      '*': { does: INSTALLS },
    },
  },
  'nix-env': {
    options: {
      ...NIX_OPTIONS,
      '-q --query --list-generations': 'flag',
      '-i --install -u --upgrade -e --uninstall --switch-profile -S --switch-generation -G --rollback': {
        does: INSTALLS,
      },
      '--delete-generations': { does: CLEANS_CACHE },
    },
  },
  guix: {
    does: RUNS,
    options: NIX_OPTIONS,
    subcommands: {
      'search show describe help size graph lint locate': {},
      'shell environment build challenge': RUNS_CODE,
      '*': { does: INSTALLS },
    },
  },
};
