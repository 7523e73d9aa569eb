import { READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT } from './development-acts.ts';

/** Prints what it knows of the machine, or of its words. */
const PRINTS: ProgramRule = { operands: ['text'] };

/** Runs the script behind its own options. */
const RUNS_SCRIPT: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: {
    '-o --outfile --output --log_dir --log-dir': 'write',
    '--nproc_per_node --nproc-per-node --nnodes --node_rank --master_addr --master_port -m --module': 'text',
  },
  operands: ['script', 'text'],
  stopsAtOperand: true,
};

/** Modules that `python -m` starts and that are no program by the same name. */
export const PYTHON_MODULES: ProgramTable = {
  'site platform calendar this turtledemo torch.utils.collect_env sklearn.show_versions': PRINTS,
  'setuptools_scm pre_commit django pytest_watch ptw xdoctest pytest_cov sphinx sphinx.ext.apidoc': {
    does: RUNS_PROJECT_CODE,
    options: { '-c --conf-dir': 'enter', '-o --output-dir -d': 'write', '-b -D -A -j -k': 'text' },
    operands: ['read', 'write'],
  },
  pip_audit: {
    does: READS_REMOTE,
    options: { '-r --requirement': 'read', '-o --output': 'write', '--fix': { does: CHANGES_PROJECT } },
  },
  'torch.distributed.launch torch.distributed.run accelerate.commands.launch line_profiler pyperf': RUNS_SCRIPT,
  PyInstaller: {
    does: RUNS_PROJECT_CODE,
    options: { '--distpath --workpath --specpath': 'write' },
    operands: ['script'],
  },
  'grpc_tools.protoc': {
    does: RUNS,
    options: {
      '-I --proto_path --descriptor_set_in': 'read',
      '--python_out --grpc_python_out --pyi_out --mypy_out --descriptor_set_out -o': 'write',
      '--plugin': 'opaque',
    },
    operands: ['read'],
  },
};
