import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_MACHINE, ONLY_PRINTS } from './machine-acts.ts';

/**
 * Shells like sh: `-c` makes the first operand shell text; else it is a file to run, and without one they read
 * commands.
 */
const SHELL: ProgramRule = {
  operands: ['script', 'text'],
  input: 'shell',
  stopsAtOperand: true,
  options: {
    '-c': { operands: ['shell', 'text'] },
    '-s': { operands: ['text'] },
    '-o +o -O +O --emulate': 'text',
    '--rcfile --init-file': 'script',
    '--help --version': ONLY_PRINTS,
  },
};

/** Shells with a language of their own, in which `-c` takes its text as a value. */
const OTHER_SHELL: ProgramRule = {
  operands: ['script', 'text'],
  input: 'code',
  stopsAtOperand: true,
  options: {
    '-c --commands --command -e --execute': 'opaque',
    '--rc --rcfile --config --env-config --plugin-config -C --init-command': 'opaque',
    '-d --debug -o -D --table-mode --log-level': 'text',
    '--help --version': ONLY_PRINTS,
  },
};

const POWERSHELL: ProgramRule = {
  language: 'powershell',
  operands: ['code'],
  input: 'code',
  style: 'words',
  options: {
    '-c -C -command -Command -COMMAND -CommandWithArgs -cwa': 'code',
    '-f -file -File': { takes: 'script', operands: ['text'] },
    '-e -ec -enc -EncodedCommand -encodedcommand -encodedCommand -EncodedArguments -encodedarguments': 'opaque',
    '-ExecutionPolicy -executionpolicy -ep -ex -exec -WindowStyle -windowstyle -w -Version -InputFormat -OutputFormat':
      'text',
    '-version -inputformat -outputformat -configurationname -custompipename -ConfigurationName -CustomPipeName': 'text',
    '-wd -WorkingDirectory -workingdirectory': 'enter',
    '-SettingsFile -PSConsoleFile -ConfigurationFile -settingsfile -psconsolefile -configurationfile': 'script',
    '-NoProfile -noprofile -nop -NoLogo -nologo -NonInteractive': 'flag',
    '-noninteractive -noni -NoExit -noexit -i -Interactive -interactive -l -login -sta -mta': 'flag',
  },
};

/** `cmd /c text`: words behind the first of the text belong to it, so by themselves they say nothing. */
const COMMAND_PROMPT: ProgramRule = {
  language: 'cmd',
  operands: ['text', 'code', 'opaque'],
  input: 'code',
  style: 'none',
};

/**
 * Shells. Their text is looked into by the shell analyser itself; a shell with another language is opaque.
 */
export const SHELL_PROGRAMS: ProgramTable = {
  'sh bash dash ash zsh ksh ksh93 mksh lksh oksh pdksh yash posh sash hush': SHELL,
  'rbash rksh rzsh': SHELL,
  'csh tcsh': SHELL,
  fish: {
    operands: ['script', 'text'],
    input: 'shell',
    stopsAtOperand: true,
    options: {
      '-c --command -C --init-command': { takes: 'shell', operands: ['text'] },
      '-d --debug -o --debug-output -f --features --profile --profile-startup -D': 'text',
      '-n --no-execute -v --version -h --help': ONLY_PRINTS,
    },
  },
  'nu elvish xonsh osh ysh oil rc es ion murex ngs hilbish scsh ksshell': OTHER_SHELL,
  'busybox toybox': {
    operands: ['command'],
    stopsAtOperand: true,
    options: { '--list --list-full --help': ONLY_PRINTS, '--install': { does: CHANGES_MACHINE } },
  },
  'pwsh powershell powershell.exe pwsh.exe pwsh-preview': POWERSHELL,
  'cmd cmd.exe': COMMAND_PROMPT,
  'wsl wsl.exe': {
    operands: ['command'],
    stopsAtOperand: true,
    input: 'shell',
    options: { '-d -u -e --cd': 'text', '-l --list': ONLY_PRINTS },
  },
};
