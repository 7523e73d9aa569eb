import { LISTENS, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule } from '../program-rule.ts';
import { CHANGES_PROJECT } from './development-acts.ts';

/** Reads files, or its standard input, and prints what they hold in another form. */
export const VIEWS: ProgramRule = {
  options: {
    '-o --output --out --output-file --outfile --out-file': 'write',
    '-c --config --config-file --theme-file': 'read',
    '-f --format -t --type --theme --width -w --lines -n --color --style --language -l': 'text',
  },
  operands: ['read'],
};

/** Reads its standard input; its words only say how to print. */
export const FILTERS: ProgramRule = {
  options: { '-o --output --output-file --report-path': 'write', '-c --config': 'read' },
};

/** One program that reads a project and prints what is wrong with it; `--fix` and the like change what they are given. */
export const CHECKS: ProgramRule = {
  does: RUNS,
  options: {
    '-c --config --config-file': 'read',
    '-o --output --out --output-file --report-file --outdir --output-dir --report-dir': 'write',
    '-f --format --reporter --level --severity --exclude --include --ignore --select --rule --rules': 'text',
    '--fix --write -w -i --in-place --inplace': { operands: ['write'] },
  },
  operands: ['tree'],
};

/** Changes the files that it is given; `--check` and `--diff` only read them. */
export const FORMATS: ProgramRule = {
  does: RUNS,
  options: {
    '--check --diff -d --dry-run --stdout --list': { operands: ['tree'] },
    '-c --config': 'read',
    '-l --line-length --indent --width': 'text',
  },
  operands: ['write'],
};

/** Runs the project's code: its tests, its configuration, its plugins. */
export const RUNS_PROJECT = {
  does: RUNS_PROJECT_CODE,
  options: {
    '-c --config --config-file --configuration': 'script',
    '-r --require --import --loader --plugin --plugins --setup': 'script',
    '-o --output --out --output-file --outfile --out-dir --outdir --outDir --output-dir --dist-dir': 'write',
    '--report-dir --reports-dir --coverage-dir --junit --log-file': 'write',
    '-H --host --hostname --bind --address': { takes: 'listen', isOptional: true },
    '--exec --on-success --onSuccess --on-failure --onFailure': 'shell',
    '-p --port --mode --env --environment --filter --tag --tags --reporter --format -j --jobs --timeout': 'text',
    '--root --cwd --directory -C': 'enter',
  },
  operands: ['read'],
} satisfies ProgramRule;

/** Makes or changes files of the project that it finds by itself, led by what the project describes. */
export const REWRITES: ProgramRule = { ...RUNS_PROJECT, does: [RUNS_PROJECT_CODE, CHANGES_PROJECT] };

/** One program that turns files into others. */
export const CONVERTS: ProgramRule = {
  does: RUNS,
  options: {
    '-o --output --out --outfile --output-file --out-dir --outdir --output-dir -d --dest': 'write',
    '-i --input -I --include --include-dir': 'read',
    '-f --format -t --type --target -l --language': 'text',
    '--plugin --load': 'opaque',
  },
  operands: ['read'],
};

/** Runs the command behind its own options. */
export const WRAPS: ProgramRule = { operands: ['command'], stopsAtOperand: true };

/** Waits for requests; an option may say that only those of this machine come in. */
export const SERVES: ProgramRule = {
  does: [LISTENS, RUNS_PROJECT_CODE],
  options: {
    '-a -b --host --bind --address --hostname --listen --ip': 'listen',
    '-p --port --log-level --workers': 'text',
    '-c --config': 'script',
  },
  operands: ['tree'],
};

/** Runs a script of the project, code of a language that is not looked into, or a session. */
export const INTERPRETS: ProgramRule = {
  options: { '-e --eval -c --exec -x': 'opaque', '-l --load -r --require -i': 'script' },
  operands: ['script', 'text'],
  stopsAtOperand: true,
  input: 'code',
};

/** Asks a service what it knows of the project, such as weaknesses of its packages. */
export const ASKS: ProgramRule = { ...CHECKS, does: [RUNS, READS_REMOTE] };

/** Sends many requests to the address that it is given. */
export const LOADS: ProgramRule = {
  options: {
    '-c -n -d -t -m -H -p -q -w -z --connections --duration --threads --requests --method --header --rate': 'text',
    '-i --input --input-file -f --file': 'read',
    '-o --output': 'write',
  },
  operands: ['fetch'],
};
