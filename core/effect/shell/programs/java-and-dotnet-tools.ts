import { CHANGES_REMOTE, INSTALLS, INSTALLS_INTO_PROJECT, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_REPOSITORY, DEPLOYS } from './development-acts.ts';
import { CHECKS, CONVERTS, INTERPRETS, REWRITES, RUNS_PROJECT, SERVES, VIEWS } from './program-shapes.ts';

/** Looks into a running program, which it may change. */
const ATTACHES: ProgramRule = {
  does: 'process.signal',
  options: { '-p --process-id -n --name -d --duration -e': 'text', '-o --output -f --file': 'write' },
  operands: ['text'],
};

/** An application of a framework: built and run here, or put into use. */
const APPLICATION: ProgramRule = {
  ...RUNS_PROJECT,
  subcommands: {
    'version info help list': {},
    'deploy publish login registry': { does: DEPLOYS },
    'create create-app init add': { does: INSTALLS_INTO_PROJECT },
    '*': RUNS_PROJECT,
  },
};

/** Tools of Java, Kotlin, Clojure and .NET beside their compilers and build tools. */
export const JAVA_AND_DOTNET_TOOLS: ProgramTable = {
  serialver: { does: RUNS_PROJECT_CODE, operands: ['text'] },
  'jhsdb async-profiler asprof dotnet-gcdump dotnet-stack dotnet-monitor': ATTACHES,
  'bloop karate jqassistant jmh errorprone kobweb': RUNS_PROJECT,
  'jacoco jacococli': {
    ...CONVERTS,
    options: { '--html --xml --csv --destfile': 'write', '--classfiles --sourcefiles': 'read' },
  },
  'shadow-cljs': {
    ...RUNS_PROJECT,
    subcommands: { 'clj-eval cljs-eval clj-run': { does: 'shell.opaque' }, '*': RUNS_PROJECT },
  },
  'nbb kscript squint lumo planck': INTERPRETS,
  'jmc visualvm idea webstorm pycharm goland clion rider phpstorm rubymine datagrip': {
    does: RUNS,
    operands: ['tree'],
  },
  wiremock: {
    ...SERVES,
    style: 'words',
    options: { '--bind-address -bind-address': 'listen', '--root-dir': 'read', '--port': 'text' },
  },
  allure: {
    does: RUNS_PROJECT_CODE,
    subcommands: { 'serve open watch': SERVES, 'generate awesome report': CONVERTS, '*': RUNS_PROJECT },
  },
  jreleaser: {
    does: [RUNS_PROJECT_CODE, CHANGES_REMOTE],
    subcommands: {
      'config env template json-schema': { does: RUNS_PROJECT_CODE },
      '*': { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
    },
  },
  'quarkus mn micronaut helidon grails jhipster': APPLICATION,
  gu: { does: INSTALLS, subcommands: { 'list available info help': {}, '*': { does: INSTALLS } } },

  fsi: { ...INTERPRETS, options: { '--exec --use --load --quiet': 'script', '-r --reference -I': 'read' } },
  'dotnet-outdated dotnet-stryker dotnet-fsharplint dotnet-cake vstest xunit dotnet-retire': RUNS_PROJECT,
  'dotnet-coverage coverlet': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-o --output -f --format': 'write',
      '-t --target': 'shell',
      '-a --targetargs --include --exclude': 'text',
    },
    subcommands: { collect: { operands: ['command'], stopsAtOperand: true }, '*': { operands: ['read'] } },
  },
  'reportgenerator dotnet-reportgenerator': {
    does: RUNS_PROJECT_CODE,
    style: 'words',
    options: {
      '-reports': 'read',
      '-targetdir -historydir': 'write',
      '-plugins': 'script',
      '-reporttypes -verbosity': 'text',
    },
  },
  sonarscanner: { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
  'ilspycmd monodis ildasm': VIEWS,
  ilasm: CONVERTS,
  minver: { does: RUNS, operands: ['tree'] },
  nbgv: {
    does: RUNS,
    subcommands: { 'get-version cloud': {}, '*': { does: [CHANGES_REPOSITORY, RUNS_PROJECT_CODE] } },
  },
  'dependency-check': CHECKS,
  'gradle-profiler ndk-build build_runner very_good patrol': RUNS_PROJECT,
  'mason dcm arb_utils': REWRITES,
  'ndk-stack': { ...VIEWS, options: { '-sym --sym': 'read', '-dump --dump': 'read' } },
  'kotlin-language-server jdtls metals': { does: RUNS_PROJECT_CODE },
};
