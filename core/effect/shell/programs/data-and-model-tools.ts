import { CHANGES_REMOTE, LISTENS, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_IDENTITY, CHANGES_PROJECT, CHANGES_SERVICE, CLEANS_CACHE } from './development-acts.ts';

/** Runs the project's own script or pipeline; everything behind it is the script's. */
const STARTS_SCRIPT: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: {
    '-m --module': 'text',
    '-c --config --config_file --configfile -s --snakefile --profile -params-file': 'script',
    '-o --output --outdir -d --directory --log_dir -w -work-dir -with-report -with-trace --summary --report': 'write',
    '-j --cores --jobs -n --num_processes --nproc_per_node --nproc-per-node --nnodes --node_rank --master_port': 'text',
  },
  operands: ['script', 'text'],
};

/** Reads the description of a data set, and writes another beside it. */
const CONVERTS_DATA: ProgramRule = {
  options: {
    '-o -of -f -co -a_srs -t_srs -s_srs -sql -where -spat -clipsrc -tr -te -r -b -ot -scale -nln -nlt -lco': 'text',
    '-dialect -doo -oo -dstnodata -srcnodata -multi -wo -skipfailures -append -overwrite -progress': 'flag',
  },
  style: 'words',
  operands: ['read'],
  last: 'write',
};

/** A queue of a computing cluster: asking it, handing it a job, taking a job away. */
const ASKS_QUEUE: ProgramRule = {
  does: READS_REMOTE,
  options: { '-u --user -j --jobs -p --partition -o --format -S --starttime -n': 'text' },
};
const HANDS_IN_JOB: ProgramRule = {
  does: CHANGES_REMOTE,
  options: { '--wrap': 'shell', '-p --partition -t --time -N --nodes -n --ntasks -J --job-name -c --mem': 'text' },
  operands: ['script', 'text'],
};

/** Programs of data science: pipelines, training, notebooks, maps, and the queues of computing clusters. */
export const DATA_AND_MODEL_TOOLS: ProgramTable = {
  'torchrun deepspeed horovodrun tune axolotl': STARTS_SCRIPT,
  accelerate: {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'env config estimate-memory test': { does: CHANGES_PROJECT },
      'launch tpu-config merge-weights': STARTS_SCRIPT,
    },
  },
  'snakemake nextflow cwltool toil-cwl-runner miniwdl': {
    ...STARTS_SCRIPT,
    options: {
      ...STARTS_SCRIPT.options,
      '--cluster --cluster-sync --drmaa --default-resources --executor': 'opaque',
      '--delete-all-output --delete-temp-output': { does: CLEANS_CACHE },
    },
    operands: ['text'],
  },
  dvc: {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'status diff dag params metrics plots list ls version doctor data help root check-ignore': {},
      'repro reproduce exp experiments stage run': { does: RUNS_PROJECT_CODE },
      'init add commit checkout move freeze unfreeze install remote config update import unprotect': {
        does: CHANGES_PROJECT,
      },
      'pull fetch get import-url get-url': { does: [READS_REMOTE, CHANGES_PROJECT] },
      push: { does: CHANGES_REMOTE },
      'gc remove destroy': { does: CLEANS_CACHE },
    },
  },
  mlflow: {
    does: RUNS,
    subcommands: {
      'doctor experiments runs artifacts': { verbs: [{ verbs: ['search', 'describe', 'list', 'csv'], does: RUNS }] },
      'ui server': { does: LISTENS },
      'run models recipes': { does: RUNS_PROJECT_CODE },
    },
  },
  tensorboard: {
    does: RUNS,
    options: {
      '--logdir': 'tree',
      '--host': 'listen',
      '--bind_all': { does: LISTENS },
      '--port': 'text',
    },
  },
  wandb: {
    does: READS_REMOTE,
    subcommands: {
      'status verify projects': { does: READS_REMOTE },
      'init offline online disabled enabled off on': { does: CHANGES_PROJECT },
      'login restore': { does: CHANGES_IDENTITY },
      'agent launch local server': { does: RUNS_PROJECT_CODE },
      'sync sweep artifact pull job': { does: CHANGES_REMOTE },
    },
  },
  'spark-submit pyspark spark-shell': {
    does: RUNS_PROJECT_CODE,
    options: {
      '--conf --driver-java-options --properties-file': 'opaque',
      '--packages --repositories': 'package',
      '--py-files --jars --files': 'read',
      '--master --deploy-mode --name --class --num-executors --executor-memory --driver-memory': 'text',
    },
    operands: ['script', 'text'],
    stopsAtOperand: true,
  },
  'nbqa nbdev_test nbdev_export nbdev_prepare': {
    does: RUNS_PROJECT_CODE,
    operands: ['text', 'read'],
  },
  'jupytext nbdime nbdiff nbmerge nbconvert': {
    does: CHANGES_PROJECT,
    options: { '--to --from --set-formats --opt': 'text', '-o --output': 'write', '--pipe --execute': 'opaque' },
    operands: ['write'],
  },
  'streamlink gdalinfo ogrinfo gdalsrsinfo gdallocationinfo pdal tippecanoe-decode': { operands: ['read'] },
  'gdal_translate gdalwarp gdalbuildvrt gdaldem gdal_rasterize gdal_polygonize.py gdaladdo gdaltindex': CONVERTS_DATA,
  ogr2ogr: {
    ...CONVERTS_DATA,
    operands: ['write', 'read', 'text'],
  },
  'squeue sinfo sacct sstat sprio sshare qstat bjobs bqueues condor_q condor_status': ASKS_QUEUE,
  'sbatch srun salloc qsub bsub condor_submit': HANDS_IN_JOB,
  'scancel qdel bkill condor_rm scontrol sacctmgr': { does: CHANGES_SERVICE },
  datasette: {
    does: RUNS,
    subcommands: {
      'inspect plugins': { operands: ['read'] },
      'serve publish package install uninstall': { does: LISTENS },
    },
  },
  dolt: {
    does: RUNS,
    subcommands: {
      'status log diff show ls blame branch version schema': {},
      'init add commit merge checkout tag conflicts table': { does: CHANGES_PROJECT },
      sql: { options: { '-q --query': 'sql', '-f --file': 'script', '-r --result-format': 'text' }, input: 'sql' },
      'clone pull fetch': { does: [READS_REMOTE, CHANGES_PROJECT] },
      'push login': { does: CHANGES_REMOTE },
      'sql-server': { does: LISTENS },
    },
  },
};
