import { INSTALLS, INSTALLS_INTO_PROJECT, LISTENS, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT, CLEANS_BUILD } from './development-acts.ts';
import { overriding } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };

const HARMLESS = { isHarmless: true } as const;

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
    fmt: { does: CHANGES_PROJECT, options: { '-mod -modfile': 'text', '-n': HARMLESS }, operands: ['write'] },
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

/** Go's toolchain, and what others made for it. */
export const GO_TOOLS: ProgramTable = {
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
};
