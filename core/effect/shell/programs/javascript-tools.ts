import { INSTALLS, INSTALLS_INTO_PROJECT, LISTENS, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT, CLEANS_BUILD, CLEANS_CACHE, DEPLOYS } from './development-acts.ts';
import { overriding } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };

/** Modules and configuration that a tool loads, which is code; files that it writes. */
const LOADING: Options = {
  '-c --config --configFile --config-file --configuration': 'script',
  '-r --require --import --loader --experimental-loader --setup --globalSetup --setupFiles --plugin --plugins':
    'script',
  '-o --output --outfile --out-file --outFile --outdir --out-dir --outDir -d --dir --dist-dir --output-dir': 'write',
  '--output-file --outputFile --report-dir --reports-dir --coverage-dir --cache-location --cache-file': 'write',
  '-H --host --hostname': { takes: 'listen', isOptional: true },
  '--port --mode --environment --env --testNamePattern --reporter --reporters -R --timeout --grep -g --project': 'text',
  '--tsconfig --ignore-path --env-file': 'read',
  '--cache --coverage --report --out --global': 'flag',
};

/** Runs the project's code: its tests, its bundler's configuration, its plugins. */
const PROJECT_TOOL: ProgramRule = { does: RUNS_PROJECT_CODE, options: LOADING, operands: ['read'] };

/** A test runner: like any project tool, with words that only choose tests. */
const TEST_RUNNER: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: overriding(LOADING, {
    '-t -w --watch --run --coverage --bail -b --shard --max-workers --maxWorkers --pool --retry': 'flag',
    '--root --rootDir --dir -d --roots --testRegex --testPathPattern --findRelatedTests': 'text',
    '--browser --inspect': 'flag',
    '--runner --testRunner --testEnvironment --transform --resolver --testResultsProcessor': 'script',
  }),
};

/** A linter or formatter whose rules and plugins are the project's code; `--fix` and `--write` change its operands. */
const PLUGIN_LINTER: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: overriding(LOADING, {
    '--fix --write -w --fix-dry-run --fix-type': { operands: ['write'] },
    '--check -c -l --list-different': 'flag',
    '--config --resolve-plugins-relative-to --rulesdir --parser --plugin -f --format': 'script',
    '--ext --rule --global --max-warnings --cache-strategy --stdin-filename --stdin-filepath --print-config': 'text',
    '--parser-options --ignore-pattern --concurrency --tab-width --print-width --trailing-comma --end-of-line': 'text',
    '--env --quote-props --arrow-parens --prose-wrap': 'text',
    '--init': { does: CHANGES_PROJECT },
  }),
  operands: ['tree'],
};

/** A linter or formatter that is one program and loads no code. */
const PLAIN_LINTER: ProgramRule = {
  does: RUNS,
  options: {
    '--fix --write --fix-suggestions --fix-dangerously --unsafe': { operands: ['write'] },
    '-c --config --config-path --tsconfig --ignore-path --stdin-file-path': 'read',
    '-o --output-file': 'write',
    '-f --format --reporter --max-warnings --threads -D -A -W --since --max-diagnostics --log-level': 'text',
  },
  operands: ['tree'],
};

const TYPESCRIPT: ProgramRule = {
  does: RUNS,
  style: 'words',
  options: {
    '-p --project -project': 'beside',
    '-b --build -build': { operands: ['beside'] },
    '--rootDir -rootDir --baseUrl --typeRoots': 'read',
    '--noEmit -noEmit': 'flag',
    '--outFile -outFile --outDir -outDir --declarationDir --tsBuildInfoFile --generateTrace --generateCpuProfile':
      'write',
    '-t --target -target -m --module -module --lib --jsx --moduleResolution --types --newLine --locale': 'text',
    '-v --version -h --help --showConfig --listFilesOnly': { isHarmless: true },
  },
  operands: ['read'],
};

/** A launcher of TypeScript or JavaScript files. */
const LAUNCHER = {
  does: RUNS_PROJECT_CODE,
  language: 'javascript',
  input: 'code',
  options: {
    '-e --eval -p --print': 'code',
    '-r --require --import --loader --experimental-loader': 'script',
    '-P --project --tsconfig --cwd --env-file': 'read',
    '-O --compiler-options -C --compiler': 'text',
  },
  operands: ['script', 'text'],
  stopsAtOperand: true,
} satisfies ProgramRule;

/** Sites and applications: `dev` and `build` run the project, `deploy` puts it into use. */
const FRAMEWORK: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: LOADING,
  subcommands: {
    'info version help telemetry doctor': {},
    'deploy publish login': { does: DEPLOYS },
    'clean cleanup clear clear-cache': { does: CLEANS_BUILD },
    'new n init create': {
      does: [CHANGES_PROJECT, RUNS_PROJECT_CODE],
      options: overriding(LOADING, {
        '--directory': 'write',
        '--collection --schematics': 'script',
        '-p --prefix --style --package-manager --template': 'text',
      }),
      operands: ['write'],
    },
    '*': PROJECT_TOOL,
  },
};

/** Runs another command line with a changed environment or under measurement. */
const WRAPS: ProgramRule = {
  options: {
    '-r --reporter --reporter-options -x --exclude -n --include --extension --report-dir -o --src -e': 'text',
    '--all --cache --report --check-coverage': 'flag',
    '--temp-directory --temp-dir --reports-dir': 'write',
    '-c --config --nycrc-path --require': 'script',
    '-f --file --env-file': 'read',
  },
  operands: ['command'],
  stopsAtOperand: true,
};

/** What else coverage tools do than run a command: they look at what a run left, with reporters that are code. */
const COVERAGE: ProgramRule['subcommands'] = {
  'report check-coverage': { does: RUNS_PROJECT_CODE },
  merge: { does: RUNS_PROJECT_CODE, operands: ['tree', 'write'] },
  instrument: { does: RUNS_PROJECT_CODE, operands: ['tree', 'write'] },
};

const MONOREPO: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: {
    '--cwd': 'enter',
    '--filter -F --scope --concurrency --since --target --targets --projects -p -t --parallel --ignore --stream':
      'text',
    '--api --team --token': 'opaque',
    '--global-deps --env-mode --output-logs': 'text',
  },
  subcommands: {
    'ls la ll list info why graph diff changed print-affected show report help version': {},
    exec: { operands: ['command'], does: RUNS_PROJECT_CODE },
    'publish login logout connect connect-to-nx-cloud release': { does: 'net.upload' },
    'clean reset daemon prune': { does: CLEANS_BUILD },
    'link unlink telemetry': { does: RUNS },
    '*': { does: RUNS_PROJECT_CODE },
  },
};

/** Compilers, bundlers, test runners, linters and launchers of the JavaScript world. */
export const JAVASCRIPT_TOOLS: ProgramTable = {
  'tsc tsgo vue-tsc glint svelte-check': TYPESCRIPT,
  'ts-node tsx ts-node-esm ts-node-dev tsnd esno swc-node babel-node jiti vite-node esmo electron': LAUNCHER,
  nodemon: {
    ...LAUNCHER,
    options: overriding<OptionRule>(LAUNCHER.options, {
      // Words behind what it runs belong to that: `--exec ts-node src/a.ts`.
      '-x --exec': 'command',
      '-w --watch -e --ext -i --ignore': 'text',
      '--config': 'script',
    }),
  },
  'vite vitepress vuepress astro next nuxt nuxi gatsby remix svelte-kit docusaurus eleventy expo react-scripts ng':
    FRAMEWORK,
  'vue-cli-service ember umi quasar tauri ionic react-native storybook sb start-storybook build-storybook slidev':
    FRAMEWORK,
  'webpack webpack-cli rollup parcel rspack rsbuild rolldown tsup tsdown unbuild microbundle snowpack wmr farm':
    PROJECT_TOOL,
  'gulp grunt jake wireit hereby lage rush ncc api-extractor graphql-codegen': {
    does: RUNS_PROJECT_CODE,
    options: overriding(LOADING, { '-f --gulpfile --gruntfile --jakefile': 'script', '--cwd': 'enter' }),
  },
  esbuild: {
    does: RUNS,
    options: {
      '--outfile --outdir --metafile --mangle-cache --servedir --outbase': 'write',
      '--serve': { takes: 'text', isOptional: true },
      '--tsconfig --inject --alias': 'text',
    },
    operands: ['read'],
  },
  'swc babel terser uglifyjs uglify-js cleancss csso html-minifier lightningcss csstree jsonlint': {
    does: RUNS_PROJECT_CODE,
    options: overriding(LOADING, {
      '--config-file --presets': 'script',
      '--source-map-url': 'text',
      '--compress --mangle -m': 'flag',
      '-c': 'flag',
      '-i --in-place': { operands: ['write'] },
    }),
    operands: ['read'],
  },
  svgo: {
    does: RUNS_PROJECT_CODE,
    options: {
      '-i --input -f --folder': 'write',
      '-o --output': { takes: 'write', operands: ['read'] },
      '-s --string -p --precision --datauri --indent --eol --exclude': 'text',
      '--config': 'script',
    },
    operands: ['write'],
  },
  stylus: {
    does: RUNS_PROJECT_CODE,
    options: {
      '-o --out': 'write',
      '-u --use': 'script',
      '-I --include --import': 'read',
      '-p --print': { operands: ['read'] },
    },
    operands: ['beside'],
  },
  lessc: {
    does: RUNS_PROJECT_CODE,
    options: {
      '--plugin': 'script',
      '--source-map': { takes: 'write', isOptional: true },
      '--include-path --rootpath --url-args --modify-var --global-var --math': 'text',
    },
    operands: ['read', 'write'],
  },
  'postcss tailwindcss tailwind': {
    does: RUNS_PROJECT_CODE,
    options: overriding(LOADING, {
      '-i --input': 'read',
      '-u --use --parser --syntax --stringifier': 'script',
      '--poll': 'flag',
    }),
    operands: ['read'],
  },
  'sass node-sass': {
    does: RUNS,
    options: {
      '-I --load-path': 'read',
      '--importer --functions': 'script',
      '-o --output': 'write',
      '-s --style': 'text',
    },
    operands: ['pair', 'write'],
  },
  'jest vitest mocha ava tap tape uvu jasmine karma qunit borp lab node-tap tstyche tsd dtslint bruno wtr': TEST_RUNNER,
  'playwright cypress puppeteer nightwatch wdio testcafe protractor web-test-runner detox lighthouse backstop': {
    does: RUNS_PROJECT_CODE,
    options: LOADING,
    subcommands: {
      'show-report show-trace info version verify help': {},
      'install uninstall browsers': { does: INSTALLS_INTO_PROJECT },
      'install-deps': { does: INSTALLS },
      '*': TEST_RUNNER,
    },
  },
  'eslint standard xo semistandard stylelint tslint ts-standard prettier prettierd eslint_d textlint remark markdownlint':
    PLUGIN_LINTER,
  'markdownlint-cli2 alex htmlhint jshint jscs coffeelint sass-lint commitlint lint-staged': PLUGIN_LINTER,
  'biome rome oxlint oxfmt dprint deno_lint quick-lint-js editorconfig-checker ec jscpd dependency-cruiser depcruise': {
    ...PLAIN_LINTER,
    subcommands: {
      'check lint ci search explain rage version help lsp-proxy clean start stop': PLAIN_LINTER,
      'format fmt': { ...PLAIN_LINTER },
      'init migrate': { does: CHANGES_PROJECT },
      '*': PLAIN_LINTER,
    },
  },
  clinic: { subcommands: { 'doctor flame bubbleprof heapprofiler': { ...WRAPS, does: RUNS_PROJECT_CODE }, '*': {} } },
  'c8 nyc istanbul': { ...WRAPS, subcommands: COVERAGE },
  '0x': {
    does: RUNS,
    options: { '-D --output-dir --output-html -F': 'write', '-P --on-port': 'shell', '--name --title --phase': 'text' },
    operands: ['command'],
    stopsAtOperand: true,
  },
  'cross-env cross-env-shell env-cmd dotenv dotenvx dotenv-cli': WRAPS,
  'concurrently conc': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-n --names -c --prefix-colors -s --success -m --max-processes -p --prefix -t --timestamp-format': 'text',
    },
    operands: ['shell'],
  },
  'npm-run-all npm-run-all2 run-s run-p run-z wsrun ultra manypkg': {
    does: RUNS_PROJECT_CODE,
    options: { '--npm-path': 'opaque' },
  },
  'wait-on': { does: RUNS_PROJECT_CODE },
  'kill-port fkill kill-port-process': { does: 'process.signal' },
  zx: { ...LAUNCHER, options: overriding<OptionRule>(LAUNCHER.options, { '--shell --prefix --postfix': 'opaque' }) },
  'turbo nx lerna': MONOREPO,
  changeset: {
    does: CHANGES_PROJECT,
    subcommands: {
      status: {},
      'add init version pre tag': { does: CHANGES_PROJECT },
      publish: { does: [RUNS_PROJECT_CODE, 'net.upload'] },
    },
  },
  'typedoc jsdoc documentation esdoc compodoc apidoc sphinx-js size-limit bundlewatch bundlesize gzip-size':
    PROJECT_TOOL,
  'attw are-the-types-wrong source-map-explorer webpack-bundle-analyzer why-is-node-running es-check': PROJECT_TOOL,
  husky: { does: [CHANGES_PROJECT, RUNS_PROJECT_CODE], operands: ['write'] },
  'simple-git-hooks lefthook is-ci patch-package yalc': { does: [CHANGES_PROJECT, RUNS_PROJECT_CODE] },
  'oclif plop hygen yo json2ts openapi-generator-cli': { does: [CHANGES_PROJECT, RUNS_PROJECT_CODE] },
  'create-react-app create-vite create-next-app': {
    does: [CHANGES_PROJECT, RUNS_PROJECT_CODE],
    options: { '--template -t -e --example --example-path --import-alias': 'text' },
    operands: ['write'],
  },
  'degit tiged giget': {
    does: [CHANGES_PROJECT, READS_REMOTE],
    options: { '-m --mode --registry --cwd --auth': 'text' },
    operands: ['requirement', 'write'],
  },
  'rimraf premove del-cli trash-cli': {
    options: {
      '--glob -g': 'flag',
      '--impl --max-retries --backoff': 'text',
      '-h --help --version': { isHarmless: true },
    },
    operands: ['delete-tree'],
  },
  'cpy cpx cpr copyfiles ncp cpy-cli': {
    operands: ['read'],
    last: 'write',
    options: { '-u --up -e --exclude -E': 'text' },
  },
  mkdirp: { operands: ['write'], options: { '-m --mode': 'text' } },
  shx: { operands: ['command'], stopsAtOperand: true },
  'http-server serve servez live-server browser-sync json-server local-web-server ws light-server lite-server sirv sirv-cli superstatic':
    {
      does: LISTENS,
      options: {
        '-a --address --host --hostname --bind -l --listen': 'listen',
        '-p --port --entry-file --mount --spa --proxy --cors --cache -c': 'text',
        '-C --cert -K --key --config --ssl-cert --ssl-key': 'read',
        '--middleware -m --middlewares --serveStatic': 'script',
      },
      operands: ['tree'],
    },
  'pino-pretty bunyan pino json fx': { operands: ['read'] },
  'artillery k6 loadtest': {
    does: 'net.connect',
    options: { '-c --connections -d --duration -p --pipelining': 'text' },
  },
  'pm2 forever': {
    does: RUNS,
    subcommands: {
      'list ls status show describe info logs monit prettylist jlist env version help': {},
      '*': { does: 'service.change' },
    },
  },
  'node-gyp prebuildify prebuild prebuild-install node-pre-gyp cmake-js napi': { does: RUNS_PROJECT_CODE },
  'wasm-pack wasm-opt wasm-bindgen asc wat2wasm wasm2wat': {
    does: RUNS,
    options: { '-o --output --out-dir': 'write' },
    operands: ['read'],
  },
  'browserslist caniuse update-browserslist-db envinfo is-up': { does: READS_REMOTE },
  'jscodeshift codemod comby grit': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-t --transform -p --pattern -r --rewrite': 'text',
      '-U --update-all -i --in-place': { operands: ['write'] },
    },
    operands: ['text', 'write'],
  },
  'npkill clean-modules': { does: CLEANS_CACHE },
};
