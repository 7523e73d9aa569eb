import { LISTENS, RUNS } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { ONLY_PRINTS } from './machine-acts.ts';

/** Editors like vi: what they are told to run at the start (`-c`, `+…`) may be anything, a shell too. */
const VI: ProgramRule = {
  does: RUNS,
  operands: ['write'],
  options: {
    '+': { takes: 'opaque', isOptional: true },
    '-c --cmd --remote-send --remote-expr --remote-tab-silent -s -l -ll': 'opaque',
    '-S -u -U -i': 'script',
    '-w -W --startuptime --log': 'write',
    '-q': 'read',
    '-R -M': { operands: ['read'] },
    '-e -E -es -Es': { does: 'shell.opaque' },
    '-t -T --servername --socketid --listen': 'text',
    '--server --embed': 'opaque',
    '--version --help': ONLY_PRINTS,
  },
};

/** Editors of which no option runs anything. */
const PLAIN_EDITOR: ProgramRule = { does: RUNS, operands: ['write'] };

/** Pagers: they read. What they are told to do at the start may run a shell. */
const PAGER: ProgramRule = {
  operands: ['read'],
  options: {
    '+G +F +g +q': 'flag',
    '+ ++': { takes: 'opaque', isOptional: true },
    '-o -O --log-file --LOG-FILE': 'write',
    '-k --lesskey-file --lesskey-src --lesskey-content': 'opaque',
    '-p --pattern -t --tag -x --tabs -y --max-forw-scroll -z --window -j --jump-target -P --prompt -b --buffers':
      'text',
    '-h --max-back-scroll -D --color --rscroll --header --intr --line-num-width --modelines --shift --status-col-width':
      'text',
    '-T --tag-file': 'read',
  },
};

/**
 * Editors, pagers and readers of manuals.
 *
 * Opening a file in an editor counts as writing it. A pager on a file reads it; a person could start a shell from it,
 * an agent's command line cannot, except with the options listed.
 */
export const EDITORS_AND_PAGERS: ProgramTable = {
  'vi vim nvim gvim mvim vimdiff nvim-qt rvim rgvim vim.basic vim.tiny vim.nox elvis nvi': VI,
  'view rview gview evim': { ...VI, operands: ['read'] },
  ex: { ...VI, input: 'code' },
  'ed red': { does: RUNS, operands: ['write'], input: 'code', options: { '-p --prompt': 'text' } },
  'nano rnano pico': {
    does: RUNS,
    operands: ['write'],
    options: {
      '+': { takes: 'text', isOptional: true },
      '-s --speller': 'shell',
      '-f --rcfile': 'opaque',
      '-C --backupdir -o --operatingdir': 'write',
      '-v --view': { operands: ['read'] },
      '-r --fill -T --tabsize -Y --syntax -J --guidestripe -Q --quotestr -X --wordchars': 'text',
    },
  },
  'emacs emacs-nox emacs-gtk xemacs zile mg jmacs': {
    does: RUNS,
    operands: ['write'],
    style: 'words',
    options: {
      '+': { takes: 'text', isOptional: true },
      '-eval --eval -execute --execute -f -funcall --funcall -e -kill': 'opaque',
      '-l -load --load -script --script -x --init-directory': 'script',
      '-batch --batch': 'flag',
      '-insert --insert -i': 'read',
      '-file --file -find-file --find-file -visit --visit': 'write',
      '-d -display --display -t --terminal -u -user --user -T -name -title --title -chdir --chdir -L -directory':
        'text',
    },
  },
  emacsclient: {
    does: RUNS,
    operands: ['write'],
    options: {
      '-e --eval': { does: 'shell.opaque' },
      '-a --alternate-editor': 'shell',
      '-s --socket-name -f --server-file -d -F': 'text',
    },
  },
  'joe jed ne micro mcedit helix hx kak tilde jpico jstar rjoe e3 aee ee le dte amp xedit medit leafpad mousepad': {
    ...PLAIN_EDITOR,
    options: { '-e -E -config -config-dir -plugin -ui': 'opaque', '-R --readonly': { operands: ['read'] } },
  },
  'gedit kate kwrite geany pluma xed subl sublime_text atom gnome-text-editor TextEdit bbedit mate notepad notepad++':
    PLAIN_EDITOR,
  'editor sensible-editor select-editor vipe vidir edit hexedit bvi ghex okteta dhex xpad': PLAIN_EDITOR,
  'code code-insiders codium cursor windsurf zed': {
    does: RUNS,
    options: {
      '--install-extension --uninstall-extension': { takes: 'package', does: 'package.install' },
      '--user-data-dir --extensions-dir --profile --locale --log --category -g --goto --sync': 'text',
      '-d --diff -m --merge -a --add -n --new-window -r --reuse-window -w --wait': 'flag',
      '--extensionDevelopmentPath --extensionTestsPath --inspect-extensions': 'opaque',
      '--list-extensions -v --version -h --help -s --status': ONLY_PRINTS,
    },
    subcommands: {
      'tunnel serve-web serve-local': { does: LISTENS },
      '*': { does: RUNS, operands: ['write'] },
    },
  },
  'less zless bzless xzless lzless zstdless': PAGER,
  'more zmore bzmore xzmore pg most lv ov moar moor': {
    operands: ['read'],
    options: { '+': { takes: 'text', isOptional: true }, '-n --lines -p': 'text' },
  },
  'pager sensible-pager xmore': PAGER,
  'delta diff-so-fancy': {
    operands: ['read'],
    options: {
      '--pager': 'shell',
      '--theme --syntax-theme --features --width -w --tabs --line-numbers-left-format --line-numbers-right-format':
        'text',
    },
  },
  man: {
    operands: ['text'],
    options: {
      '-P --pager -H --html': 'shell',
      '-C --config-file': 'opaque',
      '-l --local-file': { operands: ['read'] },
      '-L --locale -m --systems -M --manpath -S -s --sections -e --extension -E --encoding -p --preprocessor': 'text',
      '-r --prompt -R --recode': 'text',
      '-T --troff-device -X --gxditview -Z': { takes: 'text', isOptional: true },
    },
  },
  'apropos whatis manpath': {
    options: { '-C --config-file': 'opaque', '-L --locale -m --systems -M --manpath -s --sections': 'text' },
  },
  mandb: { does: { class: 'file.write', detail: 'rebuild the index of manuals' } },
  'info pinfo': {
    operands: ['text'],
    options: {
      '-f --file --restore': 'read',
      '-o --output --dribble': 'write',
      '-d --directory -n --node -k --apropos': 'text',
    },
  },
  'tldr cheat eg bro howdoi navi': {
    options: { '-u --update': { does: 'net.fetch' }, '-p -l --platform --language': 'text' },
  },
  'yelp devhelp xman zeal khelpcenter': { does: RUNS, operands: ['read'] },
  'ranger nnn lf vifm yazi xplr joshuto broot fff': {
    does: RUNS,
    operands: ['read'],
    options: {
      '-c --cmd --command --on-load': 'opaque',
      '--confdir --config --conf': 'opaque',
      '--choosefile --choosedir --selectfile -p': 'write',
    },
  },
  'glow mdcat mdless frogmouth': {
    operands: ['read'],
    options: { '-s --style -w --width -p': { takes: 'text', isOptional: true } },
  },
  'hexcurse xless wless': { operands: ['read'] },
};
