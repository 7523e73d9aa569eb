import { knownText, literalArgument } from './argument.ts';
import { effectsOfUse } from './emit-use.ts';
import { effectOfCommand, opaque } from './findings.ts';
import { addEffects, type Command, type Output } from './run-context.ts';
import { runListed } from './run-listed.ts';

/** Settings of PHP that load code, name a program, or let others do so. */
const LOADING = new Set([
  'auto_prepend_file',
  'auto_append_file',
  'extension',
  'zend_extension',
  'extension_dir',
  'sendmail_path',
  'allow_url_include',
  'user_ini.filename',
  'opcache.preload',
  'ffi.enable',
]);

/** `php`: what its table says; settings (`-d name=value`) that load code; and what a project's command line drops. */
export function runPhp(command: Command): Output {
  for (const [index, { text }] of command.args.entries()) {
    const given = text === '-d' || text === '--define' ? (command.args[index + 1]?.text ?? '') : text.slice(2);
    const equals = given.indexOf('=');
    const setting = equals < 0 ? given : given.slice(0, equals);
    if ((text.startsWith('-d') || text === '--define') && LOADING.has(setting.trim()))
      addEffects([opaque(`php -d ${given}`, 'a setting that loads code')], command);
  }
  return runProject(command);
}

/** Words by which the command lines of frameworks (Django, Laravel, Symfony) empty or drop a database. */
const DROPS = new Set([
  'flush',
  'sqlflush',
  'reset_db',
  'migrate:fresh',
  'migrate:reset',
  'migrate:refresh',
  'db:wipe',
  'doctrine:schema:drop',
  'doctrine:database:drop',
]);
const COMMAND_LINES = new Set(['manage.py', 'artisan', 'console']);

/** An interpreter that may run the command line of a project: what that one is told is said as well. */
function runProject(command: Command): Output {
  const at = command.args.findIndex(({ text }) => COMMAND_LINES.has(text.slice(text.lastIndexOf('/') + 1)));
  const word = at < 0 ? undefined : command.args.slice(at + 1).find(({ text }) => !text.startsWith('-'));
  if (word !== undefined && DROPS.has(word.text))
    addEffects([effectOfCommand('db.schema', word.text, { detail: 'empty or drop a database' })], command);
  return runListed(command);
}

/** `python`: a script or a command line of the project, or a module of it (`-m`). */
export function runPython(command: Command): Output {
  return runsProjectModule(command) ? null : runProject(command);
}

/** `perl`: what its table says, but for modules that only compute (`-MList::Util=sum`), which leave its code what it is. */
export function runPerl(command: Command): Output {
  const args = command.args.filter((argument) => !loadsPlainModule(knownText(argument), command));
  const words = [...command.invocation.words.slice(0, 1), ...args];
  return runListed({ ...command, args, invocation: { ...command.invocation, words } });
}

/** `-MModule=a,b` is `use Module qw(a b);` before the code, and `-M'Module …'` that text itself (perlrun). */
function loadsPlainModule(text: string | null, { context }: Command): boolean {
  if (text === null || !text.startsWith('-M') || text.length === 2) return false;
  const equals = text.indexOf('=');
  const names = equals < 0 ? '' : ` qw(${text.slice(equals + 1).replaceAll(',', ' ')})`;
  const { uses, isUnderstood } = context.readCode(
    'perl',
    `use ${text.slice(2, equals < 0 ? undefined : equals)}${names};`,
  );
  return isUnderstood && uses.length === 0;
}

/** Folders in which projects keep their modules: no installed one is named so. */
const PROJECT_FOLDERS = new Set(
  'src app apps scripts script tests test tools lib examples benchmarks backend server main cli project'.split(' '),
);

/** `python -m src.main`: code of the project as `python src/main.py` is. */
function runsProjectModule(command: Command): boolean {
  const { args, state, context, invocation } = command;
  const module = moduleIn(args);
  if (module === null || !PROJECT_FOLDERS.has(module.split('.')[0] as string)) return false;
  const file = literalArgument(`${module.replaceAll('.', '/')}.py`, invocation.at);
  addEffects(effectsOfUse('script', file, { cwd: state.cwd, command: `python -m ${module}`, context }), command);
  return true;
}

/** The module of `-m name` or `-mname`; null where the first word is another. */
function moduleIn([option, given]: Command['args']): string | null {
  const text = knownText(option);
  if (text === null || !text.startsWith('-m')) return null;
  return text === '-m' ? knownText(given) : text.slice(2);
}

/** Devices from which ffmpeg takes what is on the screen, or what a camera or microphone sees and hears. */
const RECORDERS = new Set([
  'alsa',
  'avfoundation',
  'decklink',
  'dshow',
  'fbdev',
  'gdigrab',
  'jack',
  'kmsgrab',
  'openal',
  'oss',
  'pulse',
  'sndio',
  'v4l2',
  'video4linux2',
  'x11grab',
  'xcbgrab',
]);

/** `ffmpeg`: what its table says; and devices that it records from (`-f x11grab`). */
export function runRecorder(command: Command): Output {
  const { args } = command;
  const at = args.findIndex(({ text }, index) => text === '-f' && RECORDERS.has(args[index + 1]?.text ?? ''));
  const device = args[at + 1];
  if (at >= 0 && device !== undefined)
    addEffects(
      [
        effectOfCommand('secret.read', `ffmpeg -f ${device.text}`, {
          detail: 'record the screen, a camera or a microphone',
        }),
      ],
      command,
    );
  return runListed(command);
}
