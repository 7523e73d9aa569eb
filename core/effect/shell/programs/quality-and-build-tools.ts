import { INSTALLS_INTO_PROJECT, LISTENS, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CALLS_MODEL,
  CHANGES_PROJECT,
  CHANGES_REPOSITORY,
  CLEANS_BUILD,
  DEPLOYS,
  OPAQUE,
  SPAWNS_AGENT,
} from './development-acts.ts';
import { overriding } from './with-options.ts';

/** A checker that is one program: reads its operands and prints. */
const CHECKER = {
  does: RUNS,
  options: {
    '-c --config --config-file --config-path -r --rcfile --ignore-file --rules': 'read',
    '-o --output --output-file --report-file --log-file': 'write',
    '--format --severity --shell --exclude --include -S --level --threads --type --languages': 'text',
    '--fix -i --in-place --write -w --inplace': { operands: ['write'] },
  },
  operands: ['tree'],
} satisfies ProgramRule;

/** A formatter that changes the files it is given; `--check` and `--diff` only read. */
const FORMATTER: ProgramRule = {
  does: RUNS,
  options: {
    '--check -c --diff -d --dry-run -n -l --list --stdout -p --print': { operands: ['tree'] },
    '--config --config-path --style-file --assume-filename': 'read',
    '--style --indent --line-length --width': 'text',
  },
  operands: ['write'],
};

/** Prints unless it is told to write in place. */
const PRINTING_FORMATTER: ProgramRule = {
  does: RUNS,
  options: {
    '-i -w --write --in-place --inplace --fix': { operands: ['write'] },
    '--style --fallback-style --assume-filename --sort-includes --lines -ln -indent --indent': 'text',
    '-o --output': 'write',
  },
  operands: ['tree'],
};

/** Counts and measures files. */
const COUNTER: ProgramRule = {
  options: {
    '-o --output --out --report-file --write-lang-def': 'write',
    '--type --types --exclude --format --exclude-dir --include-ext --sort --by --diff --git --vcs': 'text',
    '--list-file': { takes: 'read', lists: true },
    '--read-lang-def --force-lang-def --exclude-list-file --config': 'read',
    '--opt-match-f --script-lang --stdin-name': 'text',
  },
  operands: ['tree'],
};

/** Makes files from a description; plugins and templates are code. */
const GENERATOR: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: {
    '-c --config --template --plugin --path-to-templates -t --template-dir': 'script',
    '-o --output --out --output-dir -d --destination --path --dest': 'write',
    '-i --input-spec --input -I --proto_path': 'read',
    '--generator-name --lang --additional-properties': 'text',
  },
  operands: ['read'],
};

/** A site: built from the project, served here, or put into use. */
const SITE: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: {
    '-d --destination --dest-dir --site-dir -o --output-dir --cacheDir': 'write',
    '-s --source --contentDir -c --config --themesDir -t --theme': 'script',
    '--bind --host --dev-addr -a': 'listen',
    '-p --port -e --environment -b --baseURL': 'text',
  },
  subcommands: {
    'version help env list doctor config convert check': {},
    'new init create': { does: CHANGES_PROJECT, operands: ['write'] },
    'deploy gh-deploy publish': { does: DEPLOYS },
    clean: { does: CLEANS_BUILD },
    '*': { does: RUNS_PROJECT_CODE },
  },
};

/** Runs a program to measure or to trace it. */
const MEASURES: ProgramRule = {
  does: RUNS,
  options: {
    '-o --output --output-file --log-file --callgrind-out-file --massif-out-file --xml-file': 'write',
    '--suppressions -p --input': 'read',
    '--tool --leak-check --track-origins --error-exitcode --event -F --count --num --freq --error-limit': 'text',
  },
  operands: ['command'],
  stopsAtOperand: true,
};

/** An agent of its own, which acts without this one. */
const AGENT: ProgramRule = {
  does: SPAWNS_AGENT,
  options: {
    '--dangerously-skip-permissions --yolo --full-auto --dangerously-bypass-approvals-and-sandbox -y --yes-always': {
      does: OPAQUE,
    },
    '--mcp-config --settings -c --config': 'opaque',
    '-p --print --prompt -m --model --message': 'text',
  },
};

/** Checkers, formatters, counters, generators, sites and profilers of no one language. */
export const QUALITY_AND_BUILD_TOOLS: ProgramTable = {
  'shellcheck hadolint yamllint actionlint dotenv-linter checkbashisms bashate zizmor ls-lint lychee vale write-good':
    CHECKER,
  'cppcheck cpplint flawfinder splint iwyu include-what-you-use clang-check cppclean oclint infer checkstyle pmd spotbugs':
    CHECKER,
  ktlint: {
    does: RUNS,
    options: {
      '-F --format': { operands: ['write'] },
      '-R --ruleset': 'script',
      '--reporter': 'named-write',
      '--editorconfig --baseline': 'read',
      '--limit --log-level -l --code-style': 'text',
    },
    operands: ['tree'],
  },
  'busted detekt scalastyle scalafix luacheck selene hlint credo dialyzer typos cspell': CHECKER,
  'sqlint sqlcheck vnu check-jsonschema ajv yajsv spectral redocly': CHECKER,
  'semgrep opengrep bearer gitleaks trufflehog detect-secrets ggshield whispers codeql sonar-scanner osv-scanner': {
    ...CHECKER,
    does: [RUNS, READS_REMOTE],
    options: overriding<OptionRule>(CHECKER.options, {
      '--config -c --rules -r': 'requirement',
      '-a --autofix --fix': { does: CHANGES_PROJECT },
      '-o --output --report-path --json-output --sarif-output --text-output --junit-xml-output': 'write',
      '--baseline --baseline-path --source -s --target': 'read',
      '--exclude-rule --exclude --include --lang -l -e --pattern --replacement --report-format': 'text',
    }),
    operands: ['text', 'tree'],
  },
  'markdownlint-cli mdl mdformat remark-cli gitlint': CHECKER,
  'clang-tidy run-clang-tidy': {
    does: RUNS,
    options: {
      '--fix -fix --fix-errors -fix-errors --fix-notes': { operands: ['write'] },
      '--load -load': 'opaque',
      '--checks -checks --header-filter -header-filter --config -config --extra-arg --format-style -p': 'text',
      '--export-fixes -export-fixes --store-check-profile': 'write',
    },
    style: 'words',
    operands: ['read'],
  },
  'clang-format shfmt buildifier beautysh uncrustify astyle indent google-java-format ormolu fourmolu stylish-haskell':
    PRINTING_FORMATTER,
  'scalafmt ktfmt palantir-java-format csharpier fantomas stylua lua-format taplo nixfmt alejandra nixpkgs-fmt cmake-format':
    FORMATTER,
  'gersemi pg_format sqlfmt sql-formatter yamlfmt jsonnetfmt xmlformat treefmt nufmt ocamlformat': FORMATTER,
  'tex-fmt bibtex-tidy dotnet-format swift-format zprint cljfmt cljstyle dfmt': FORMATTER,
  'lizard pygount': COUNTER,
  benchstat: { options: { '-filter -row -col -table -ignore -format': 'text' }, style: 'words', operands: ['read'] },
  bench: {
    does: RUNS,
    options: {
      '-s --setup -p --prepare -c --conclude -C --cleanup': 'shell',
      '-S --shell': 'opaque',
      '--export-json --export-csv --export-markdown --export-asciidoc --export-orgmode --output': 'write',
      '-w --warmup -m --min-runs -M --max-runs -r --runs -n --command-name -P --parameter-scan -L --parameter-list':
        'text',
      '-D --parameter-step-size --style -u --time-unit -i': 'text',
      '--input': 'read',
    },
    operands: ['shell'],
  },
  'callgrind_control kcov uftrace samply coz': MEASURES,
  'gcovr lcov genhtml gprof gprof2dot llvm-symbolizer flamegraph.pl': COUNTER,
  'scan-view kcachegrind massif-visualizer hotspot': { does: RUNS, operands: ['read'] },
  'cover gcov2perl perltidy perlcritic dzil cpanm carton plenv': {
    does: RUNS_PROJECT_CODE,
    options: { '-outputdir --outputdir -db -o --outfile': 'write', '-e --exec': 'shell', '-I -l -L': 'text' },
  },
  'protoc grpc_tools_node_protoc': {
    does: RUNS,
    options: {
      '--plugin': 'opaque',
      '-I --proto_path --descriptor_set_in': 'read',
      '-o --descriptor_set_out --java_out --python_out --cpp_out --go_out --js_out --ts_out --ruby_out --php_out':
        'write',
      '--csharp_out --kotlin_out --objc_out --rust_out --grpc_out --go-grpc_out --pyi_out --grpc_python_out --dart_out':
        'write',
      '--encode --decode --decode_raw --go_opt --go-grpc_opt --error_format': 'text',
    },
    operands: ['read'],
  },
  buf: {
    does: RUNS,
    subcommands: {
      'lint breaking build convert ls-files help config version stats': {
        operands: ['tree'],
        options: { '-o --output': 'write', '--against --template': 'text' },
      },
      format: { options: { '-w --write': { operands: ['write'] } }, operands: ['tree'] },
      generate: { does: RUNS_PROJECT_CODE, options: { '--template': 'script', '-o --output': 'write' } },
      'dep mod export': { does: INSTALLS_INTO_PROJECT },
      'push registry beta alpha': { does: 'net.upload' },
      curl: { does: 'net.upload', options: { '-d --data': 'text' } },
    },
  },
  'swagger-codegen openapi-generator openapi-typescript quicktype datamodel-codegen flatc thrift capnp antlr4 antlr':
    GENERATOR,
  'bison yacc flex lex re2c ragel gperf swig cproto': {
    does: RUNS,
    options: {
      '-o --output -b --file-prefix': 'write',
      '--header-file --defines --graph --xml --report-file': { takes: 'write', isOptional: true },
      '-S --skeleton': 'opaque',
      '--name-prefix --language': 'text',
    },
    operands: ['read'],
  },
  doxygen: {
    does: RUNS_PROJECT_CODE,
    options: {
      '-g -u -s': { operands: ['write'] },
      '-l': { operands: ['write'] },
      '-w': { operands: ['text', 'write'] },
      '-e -f': { operands: ['text', 'write'] },
      '-d': 'text',
    },
    operands: ['script'],
  },
  'natural-docs sphinx-multiversion antora mdbook zola gitbook docsify': SITE,
  'hugo jekyll mkdocs hexo pelican nikola middleman bridgetown lektor mkdocs-material docfx': SITE,
  'mermaid structurizr pikchr': {
    does: RUNS,
    options: {
      '-o --output -O': 'write',
      '-i --input': 'read',
      '-T -t --theme -G -N -E -K': 'text',
      '-l': 'opaque',
      '-p --puppeteerConfigFile': 'script',
    },
    operands: ['read', 'write'],
  },
  pagefind: {
    does: RUNS_PROJECT_CODE,
    options: { '--site --source': 'tree', '--output-path': 'write', '--serve': { does: LISTENS } },
  },
  'rpmbuild debuild dpkg-buildpackage fpm nfpm abuild snapcraft flatpak-builder mkosi pbuilder sbuild': {
    does: RUNS_PROJECT_CODE,
    options: { '-f --config -p': 'script', '-i --install -si --syncdeps -s': { does: 'package.install' } },
  },
  'tree-sitter': {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'parse query highlight tags dump-languages complete help': { operands: ['read'] },
      'generate build test fuzz playground': { does: RUNS_PROJECT_CODE },
      'init init-config version': { does: CHANGES_PROJECT },
    },
  },
  'ctags etags cscope global gtags universal-ctags cflow cxref rtags clangd ccls': {
    does: RUNS,
    options: {
      '-f -o': 'write',
      '-L': { takes: 'read', lists: true },
      '--options': 'script',
      '--langdef --output-format': 'text',
    },
    operands: ['tree'],
  },
  'cargo-watch': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-s --shell': 'shell',
      '-x --exec': { takes: 'text', runs: { program: 'cargo', between: ' ' } },
      '-w --watch -i --ignore -d --delay -E --env -B -L --features': 'text',
      '-C --workdir': 'enter',
    },
    operands: ['command'],
    stopsAtOperand: true,
  },
  'chokidar onchange': {
    does: RUNS,
    options: { '-w --watch -e --exts -i --ignore -d --delay -s --signal -c --clear': 'text', '--command': 'shell' },
    operands: ['command'],
    stopsAtOperand: true,
  },
  'foreman overmind hivemind goreman honcho process-compose': {
    does: RUNS_PROJECT_CODE,
    options: { '-f --procfile': 'script', '-d --root': 'enter' },
  },
  'gitversion conventional-changelog auto-changelog standard-changelog keep-a-changelog git-chglog': {
    does: CHANGES_PROJECT,
  },
  'claude codex gemini aider cursor-agent opencode crush qwen droid': AGENT,
  'llm ollama sgpt mods chatblade': {
    does: CALLS_MODEL,
    subcommands: {
      'list ps show models help logs templates': {},
      'pull rm cp create install uninstall': { does: 'package.install' },
      serve: { does: LISTENS },
      '*': { does: CALLS_MODEL },
    },
  },
  'git-secret git-crypt': {
    does: [CHANGES_REPOSITORY, 'secret.manage'],
    subcommands: { 'list status help whoknows': {}, '*': { does: 'secret.manage' } },
  },
};
