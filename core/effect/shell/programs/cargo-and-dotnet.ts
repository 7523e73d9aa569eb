import {
  CHANGES_REMOTE,
  DESTROYS_REMOTE,
  INSTALLS,
  INSTALLS_INTO_PROJECT,
  READS_REMOTE,
  RUNS,
  RUNS_PROJECT_CODE,
} from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CHANGES_CONFIGURATION,
  CHANGES_IDENTITY,
  CHANGES_PROJECT,
  CLEANS_BUILD,
  CLEANS_CACHE,
} from './development-acts.ts';
import { withOptions } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };

const READS: ProgramRule = { does: READS_REMOTE };
const RUNS_CODE: ProgramRule = { does: RUNS_PROJECT_CODE };
const INSTALLING: ProgramRule = { does: INSTALLS_INTO_PROJECT };

const CARGO_OPTIONS: Options = {
  // A toolchain of rustup: `cargo +nightly test`.
  '+': 'text',
  '-C': 'enter',
  '--config': 'opaque',
  '-Z --color -p --package --exclude --bin --example --test --bench -F --features --target --profile -j --jobs': 'text',
  '--message-format --format-version --filter-platform --depth -e --edges --prune -i --invert --charset': 'text',
  '--index': 'requirement',
  '--version --vers --registry --branch --tag --rev --rename --precise --token --edition --name': 'text',
  '--manifest-path --lockfile-path --recipe-path': 'read',
  '--target-dir --root --out-dir --artifact-dir': 'write',
  '--git': { takes: 'repository', does: READS_REMOTE },
  '--path': 'read',
};

const CARGO: { readonly [names: string]: ProgramRule } = {
  'help version locate-project config': {},
  // They ask the compiler that the project's settings name (`build.rustc`).
  'metadata tree pkgid read-manifest verify-project report': RUNS_CODE,
  'search info deny outdated audit msrv semver-checks udeps geiger machete shear sort': READS,
  'build b check c clippy test t run r bench doc d rustdoc rustc fix nextest miri hack llvm-cov tarpaulin fuzz':
    RUNS_CODE,
  'xtask expand asm bloat flamegraph criterion insta mutants careful sqlx chef make spellcheck dylint': RUNS_CODE,
  'wasi leptos tauri ndk cross zigbuild deb generate-rpm bundle dist sweep cache release-plz hakari readme rdme about':
    RUNS_CODE,
  fmt: {
    does: CHANGES_PROJECT,
    options: {
      '--manifest-path': 'beside',
      '--config-path': 'read',
      '--edition --emit --color --config': 'text',
      '--': 'flag',
    },
    operands: ['write'],
  },
  watch: {
    does: RUNS_PROJECT_CODE,
    options: {
      '-s --shell': 'shell',
      '-x --exec': { takes: 'text', runs: { program: 'cargo', between: ' ' } },
      '-w --watch -i --ignore -d --delay -E --env -B -L --features': 'text',
      '--env-file': 'read',
      '-C --workdir': 'enter',
      '--use-shell': 'opaque',
    },
    operands: ['command'],
    stopsAtOperand: true,
  },
  package: { does: [CHANGES_PROJECT, RUNS_PROJECT_CODE] },
  vendor: { does: CHANGES_PROJECT, operands: ['write'] },
  'generate-lockfile': { does: CHANGES_PROJECT },
  'init new': { does: CHANGES_PROJECT, operands: ['write'] },
  'add remove rm update fetch generate upgrade edit': INSTALLING,
  'install uninstall binstall install-update': {
    does: INSTALLS,
    options: { '--root --install-path': { takes: 'write', does: INSTALLS_INTO_PROJECT, isInstead: true } },
  },
  clean: { does: CLEANS_BUILD },
  publish: {
    does: [RUNS_PROJECT_CODE, CHANGES_REMOTE],
    options: { '-n --dry-run': { does: RUNS_PROJECT_CODE, isHarmless: true } },
  },
  yank: { does: DESTROYS_REMOTE },
  'owner login logout': { does: CHANGES_IDENTITY },
  // An alias of the project (`.cargo/config.toml`), or an installed `cargo-…`.
  '*': RUNS_CODE,
};

/** What NuGet fetches packages from, and where it puts them. */
const NUGET_OPTIONS: Options = {
  '-s --source -Source -FallbackSource': 'requirement',
  '--package-directory -OutputDirectory -PackagesDirectory -SolutionDirectory': 'write',
  '--configfile -ConfigFile': 'read',
  '-v --version -Version -f --framework -r --runtime -Framework': 'text',
};

const DOTNET_INSTALLS: ProgramRule = { ...INSTALLING, options: NUGET_OPTIONS };

const DOTNET: { readonly [names: string]: ProgramRule } = {
  'help sdk': {},
  'build test run watch msbuild vstest pack exec script format': RUNS_CODE,
  ef: {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      database: { subcommands: { drop: { does: 'db.schema' }, '*': RUNS_CODE } },
      '*': RUNS_CODE,
    },
  },
  fsi: {
    does: RUNS_PROJECT_CODE,
    options: { '--exec --use --load': 'script' },
    operands: ['script', 'text'],
    input: 'code',
  },
  'restore add remove package reference': DOTNET_INSTALLS,
  publish: RUNS_CODE,
  'new sln solution store dev-certs user-secrets user-jwts': { does: CHANGES_PROJECT },
  list: READS,
  clean: { does: CLEANS_BUILD },
  'build-server': { does: RUNS },
  tool: {
    subcommands: {
      list: {},
      search: READS,
      restore: INSTALLING,
      run: { operands: ['command'] },
      '*': { does: INSTALLS },
    },
  },
  workload: { subcommands: { list: {}, search: READS, '*': { does: INSTALLS } } },
  nuget: {
    subcommands: {
      'list why verify': {},
      locals: { does: CLEANS_CACHE },
      push: { does: CHANGES_REMOTE },
      delete: { does: DESTROYS_REMOTE },
      '*': { does: CHANGES_CONFIGURATION },
    },
  },
  '*': { does: RUNS_PROJECT_CODE },
};

/** The command lines of Rust's and .NET's toolchains: what they build and run is the project's. */
export const CARGO_AND_DOTNET: ProgramTable = {
  cargo: { options: CARGO_OPTIONS, subcommands: withOptions(CARGO_OPTIONS, CARGO) },
  'cross cargo-nextest trunk wasm-bindgen-test-runner': RUNS_CODE,
  rustup: {
    subcommands: {
      'show which help check completions doc man': {},
      run: { operands: ['text', 'command'], stopsAtOperand: true },
      toolchain: {
        subcommands: {
          list: {},
          // A folder that somebody made is run from then on where a toolchain is named.
          link: { does: CHANGES_CONFIGURATION },
          '*': { does: INSTALLS_INTO_PROJECT },
        },
      },
      'component target': { subcommands: { list: {}, '*': { does: INSTALLS_INTO_PROJECT } } },
      // Alone it prints.
      default: { subcommands: { '*': { does: CHANGES_CONFIGURATION } } },
      override: { subcommands: { list: {}, '*': { does: CHANGES_CONFIGURATION } } },
      'update install uninstall self': { does: INSTALLS },
      set: { does: CHANGES_CONFIGURATION },
    },
  },
  dotnet: {
    does: RUNS_PROJECT_CODE,
    options: {
      '--project --startup-project -c --configuration -f --framework -r --runtime -v --verbosity': 'text',
      '-o --output': 'write',
    },
    subcommands: DOTNET,
  },
  'msbuild xbuild vstest.console nunit3-console xunit.console cake nuke paket fake': RUNS_CODE,
  nuget: {
    subcommands: {
      'list search help verify': READS,
      'install restore update': { ...DOTNET_INSTALLS, style: 'words' },
      'push setapikey': { does: CHANGES_REMOTE },
      delete: { does: DESTROYS_REMOTE },
      'pack spec': RUNS_CODE,
      locals: { does: CLEANS_CACHE },
      '*': { does: CHANGES_CONFIGURATION },
    },
  },
};
