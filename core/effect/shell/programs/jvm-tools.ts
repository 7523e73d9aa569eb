import { RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { OPAQUE } from './development-acts.ts';
import { UNPACKS } from './machine-acts.ts';
import { overriding } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };

const HARMLESS = { isHarmless: true } as const;

/** What any program of the JDK hands on to the machine that runs it: agents, and settings that name programs. */
export const JVM_OPTIONS: Options = {
  '-J': {
    takes: 'text',
    isJoined: true,
    verbs: [
      {
        verbs: ['-javaagent*', '-agent*', '-Xbootclasspath*', '-XX:On*', '-XX:Flags*', '-XX:VMOptionsFile*'],
        does: OPAQUE,
      },
      {
        verbs: ['-cp*', '-classpath*', '--class-path*', '--module-path*', '-Djava.*', '-Xlog*', '-XX:*File*'],
        does: OPAQUE,
      },
    ],
  },
};

const JAVA: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  style: 'words',
  input: 'text',
  options: {
    '-jar': 'script',
    '-XX:OnError -XX:OnOutOfMemoryError': 'shell',
    '-javaagent -agentlib -agentpath -Xbootclasspath': 'opaque',
    ...JVM_OPTIONS,
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
    ...JVM_OPTIONS,
    '-d -s -h': 'write',
    '-cp -classpath --class-path --source-path -sourcepath -p --module-path -encoding -source -target --release':
      'text',
    '-processor --processor-path -processorpath -Xplugin': 'script',
    '-version --version -help --help': HARMLESS,
  },
  operands: ['read'],
} satisfies ProgramRule;

/** The JDK's programs and the compilers of other languages for its machine. */
export const JVM_TOOLS: ProgramTable = {
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
    options: {
      ...JVM_OPTIONS,
      '-f --file -d --dest -C --output': 'write',
      '-e --main-class --manifest -m': 'text',
    },
    operands: ['text', 'write'],
  },
  'javadoc dokka': {
    does: RUNS,
    style: 'words',
    options: { ...JVM_OPTIONS, '-d': 'write', '-doclet -docletpath -taglet -tagletpath': 'opaque' },
    operands: ['read'],
  },
  'jps jstat jinfo': {},
  'jmap jstack jcmd jconsole jdb': { does: 'process.signal' },
  jarsigner: { does: 'secret.manage', options: { ...JVM_OPTIONS, '-verify': HARMLESS }, style: 'words' },
  'javap jdeps': {
    style: 'words',
    options: {
      ...JVM_OPTIONS,
      '-dotoutput --dot-output -genmoduleinfo --generate-module-info': 'write',
      '-cp -classpath --class-path --module-path -p -e -regex -m --module --multi-release': 'text',
    },
    operands: ['read'],
  },
  jmod: {
    options: JVM_OPTIONS,
    subcommands: {
      'list describe hash': { operands: ['read'] },
      create: { options: { '--class-path --cmds --config --libs --legal-notices': 'tree' }, operands: ['write'] },
      extract: { does: UNPACKS, options: { '--dir': 'write' }, operands: ['read'] },
    },
  },
};
