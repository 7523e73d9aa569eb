import type { ProgramTable } from '../program-rule.ts';
import { CHANGES_RIGHTS, ERASES, ONLY_PRINTS } from './machine-acts.ts';

/** Lists its operands' names and sizes, not what they hold. */
const LISTS = 'look';

/**
 * Programs that list, make, copy, move and remove files, and change their permissions.
 *
 * Listing a folder reads that folder and nothing below it; copying one recursively reads everything below (`tree`).
 */
export const FILE_TOOLS: ProgramTable = {
  'ls dir vdir gls': {
    operands: [LISTS],
    options: {
      '-I --ignore -w --width -T --tabsize --hide --block-size --format --sort --time --time-style': 'text',
      '--indicator-style --quoting-style': 'text',
      '--color --hyperlink --classify': { takes: 'text', isOptional: true },
    },
  },
  'exa eza lsd': {
    operands: [LISTS],
    options: {
      '-L --level --depth -s --sort -I --ignore-glob -t --time --time-style -w --width --color-scale-mode': 'text',
      '--permission --size --date --blocks --icon --icon-theme --group-dirs --group-directories --header-style': 'text',
      '--color --colour --icons --classify --hyperlink --color-scale': { takes: 'text', isOptional: true },
      '--config-file': 'read',
    },
  },
  tree: {
    operands: [LISTS],
    options: {
      '-L -P -I -H -T --charset --filelimit --timefmt --sort --infofile --gitfile --hintro --houtro': 'text',
      // It then prints what stands in its operands.
      '--fromfile --fromtabfile': { operands: ['read'] },
      '-o': 'write',
    },
  },
  'stat gstat': { operands: [LISTS], options: { '-c --format --printf --cached': 'text' } },
  file: {
    operands: [LISTS],
    options: {
      '-f --files-from': { takes: 'read', lists: true },
      '-m --magic-file': 'read',
      '-F --separator -e --exclude -P --parameter --exclude-quiet': 'text',
      '-C --compile': { does: { class: 'file.write', detail: 'write a compiled magic file' } },
    },
  },
  'du gdu dust': {
    operands: [LISTS],
    options: {
      '-d --max-depth --depth -t --threshold -B --block-size --exclude -I --time-style -n --number-of-lines': 'text',
      '--time': { takes: 'text', isOptional: true },
      '-X --exclude-from': 'read',
      '--files0-from': { takes: 'read', lists: true },
    },
  },
  'df duf dfc': {
    operands: ['text'],
    options: {
      '-B --block-size -t --type -x --exclude-type -only -hide -sort -style -theme -width': 'text',
      '--output': { takes: 'text', isOptional: true },
    },
  },
  ncdu: {
    operands: [LISTS],
    options: { '-o': 'write', '-f -X --exclude-from': 'read', '--exclude --color -t': 'text' },
  },
  touch: {
    operands: ['write'],
    options: { '-t -d --date -A --time': 'text', '-r --reference': 'read' },
  },
  'mkdir gmkdir': {
    operands: ['write'],
    options: { '-m --mode': 'text', '-Z --context': { takes: 'text', isOptional: true } },
  },
  mkfifo: { operands: ['write'], options: { '-m --mode': 'text' } },
  mknod: { operands: ['write', 'text'], options: { '-m --mode': 'text' } },
  rmdir: { operands: ['delete'] },
  'rm grm': {
    operands: ['delete'],
    options: {
      '-r -R --recursive': { operands: ['delete-tree'] },
      '--interactive': { takes: 'text', isOptional: true },
    },
  },
  'unlink trash trash-put': { operands: ['delete'] },
  'trash-list': {},
  'trash-empty trash-rm': { does: ERASES },
  'srm shred gshred': {
    does: ERASES,
    operands: ['delete'],
    options: {
      '-r -R --recursive': { operands: ['delete-tree'] },
      '-u': { operands: ['delete'] },
      '--remove': { takes: 'text', isOptional: true, operands: ['delete'] },
      '-n --iterations -s --size': 'text',
      '--random-source': 'read',
    },
  },
  'sfill sswap': { does: ERASES, operands: ['write'] },
  bleachbit: { does: ERASES, options: { '-l --list-cleaners --sysinfo': ONLY_PRINTS } },
  'cp gcp': {
    operands: ['read'],
    last: 'write',
    options: {
      '-r -R -a --recursive --archive': { operands: ['tree'], last: 'write' },
      '-t --target-directory': { takes: 'write', operands: ['tree'], last: 'tree' },
      '-S --suffix --sparse --no-preserve': 'text',
      '--preserve --backup --reflink --context --update': { takes: 'text', isOptional: true },
    },
  },
  'mv gmv': {
    operands: ['write'],
    last: 'write',
    options: {
      '-t --target-directory': { takes: 'write', operands: ['write'], last: 'write' },
      '-S --suffix': 'text',
      '--backup --update': { takes: 'text', isOptional: true },
    },
  },
  'ln gln': {
    operands: ['read'],
    last: 'write',
    options: {
      '-s --symbolic': { operands: ['text'], last: 'write' },
      '-t --target-directory': { takes: 'write', operands: ['read'], last: 'read' },
      '-S --suffix': 'text',
      '--backup': { takes: 'text', isOptional: true },
    },
  },
  link: { operands: ['read', 'write'] },
  'install ginstall': {
    operands: ['read'],
    last: 'write',
    options: {
      '-d --directory': { operands: ['write'], last: 'write' },
      '-t --target-directory': { takes: 'write', operands: ['read'], last: 'read' },
      '-m --mode -S --suffix': 'text',
      '-o --owner -g --group': { takes: 'text', does: CHANGES_RIGHTS },
      '--strip-program': 'shell',
      '--backup --context': { takes: 'text', isOptional: true },
    },
  },
  ditto: { operands: ['tree'], last: 'write', options: { '--arch --bom --password': 'text' } },
  truncate: { operands: ['write'], options: { '-s --size': 'text', '-r --reference': 'read' } },
  fallocate: { operands: ['write'], options: { '-l --length -o --offset': 'text' } },
  'dd gdd dcfldd dc3dd': {
    style: 'none',
    options: {
      'if=': 'read',
      'of= hof= ofs=': 'write',
      'bs= ibs= obs= cbs= count= skip= seek= iseek= oseek= conv= iflag= oflag= status= hash= split= hashlog=': 'text',
    },
  },
  mktemp: {
    operands: ['write'],
    options: { '-p --tmpdir': { takes: 'write', isOptional: true }, '-t': 'flag', '--suffix': 'text' },
  },
  tempfile: { options: { '-d --directory -n --name': 'write', '-m --mode -p --prefix -s --suffix': 'text' } },
  'chmod gchmod': {
    operands: ['text', 'mode'],
    options: {
      '-R --recursive': { operands: ['text', 'mode-tree'] },
      '--reference': { takes: 'read', operands: ['mode'] },
      '-r -w -x -X -s -t -u -g -o': { operands: ['mode'] },
    },
  },
  'chown chgrp gchown gchgrp': {
    does: CHANGES_RIGHTS,
    operands: ['text', 'mode'],
    options: {
      '-R --recursive': { operands: ['text', 'mode-tree'] },
      '--reference': { takes: 'read', operands: ['mode'] },
      '--from': 'text',
    },
  },
  'chattr chflags setfattr SetFile': {
    does: CHANGES_RIGHTS,
    operands: ['text', 'mode'],
    options: {
      '-R': { operands: ['text', 'mode-tree'] },
      '-n --name -v --value -x --remove -p -d -m -t -c': 'text',
      '--restore': 'read',
    },
  },
  setfacl: {
    does: CHANGES_RIGHTS,
    operands: ['mode'],
    options: {
      '-R --recursive': { operands: ['mode-tree'] },
      '-m --modify -x --remove --set': 'text',
      '-M --modify-file -X --remove-file --set-file --restore': 'read',
      '--test': ONLY_PRINTS,
    },
  },
  xattr: {
    operands: ['text', 'read'],
    options: {
      '-l': { operands: ['read'] },
      '-w': { does: CHANGES_RIGHTS, operands: ['text', 'text', 'mode'] },
      '-d': { does: CHANGES_RIGHTS, operands: ['text', 'mode'] },
      '-c': { does: CHANGES_RIGHTS, operands: ['mode'] },
    },
  },
  'lsattr getfacl getfattr GetFileInfo mdls namei': { operands: [LISTS], options: { '-n --name -m --match': 'text' } },
  setcap: { does: CHANGES_RIGHTS, operands: ['text', 'mode'] },
  getcap: { operands: [LISTS] },
  'readlink realpath basename dirname pathchk greadlink grealpath': {
    options: { '-s --suffix --relative-to --relative-base': 'text' },
  },
  'which type whence whereis cygpath wslpath pwd dircolors mountpoint': {
    options: { '-B -M -S -l -D': { takes: 'text', isOptional: true } },
  },
  'fd fdfind': {
    operands: ['text', 'read'],
    options: {
      '-x --exec -X --exec-batch': 'command',
      '-e --extension -E --exclude -t --type -S --size -d --max-depth --min-depth --exact-depth -j --threads': 'text',
      '-c --color -o --owner --changed-within --changed-before --newer --older --path-separator --max-results': 'text',
      '--and --format --batch-size --strip-cwd-prefix --hyperlink --gen-completions': 'text',
      '--ignore-file --search-path': 'read',
      '-C --base-directory': 'enter',
    },
  },
  find: {
    operands: ['read'],
    style: 'words',
    options: {
      '-name -iname -path -ipath -wholename -iwholename -regex -iregex -lname -ilname -regextype -type -xtype': 'text',
      '-mtime -atime -ctime -mmin -amin -cmin -used -size -perm -user -group -uid -gid -links -inum -fstype': 'text',
      '-maxdepth -mindepth -newermt -newerat -newerct -newermm -printf -context -flags': 'text',
      '-newer -anewer -cnewer -samefile -files0-from': 'read',
      '-fprint -fprint0 -fls -fprintf': 'write',
      '-exec -execdir -ok -okdir': 'command',
      '-delete': { operands: ['delete-tree'] },
    },
  },
  'locate plocate mlocate slocate mdfind': {
    options: { '-l -n --limit -onlyin -name': 'text', '-d --database': 'read' },
  },
  updatedb: { options: { '-o --output': 'write', '-U --database-root -l --require-visibility': 'text' } },
  'bat batcat': {
    operands: ['read'],
    options: {
      '-H --highlight-line -l --language -r --line-range -m --map-syntax --theme --style --wrap --tabs --color': 'text',
      '--file-name --decorations --paging --terminal-width --ignored-suffix --diff-context --italic-text': 'text',
      '--nonprintable-notation --squeeze-limit --strip-ansi --theme-dark --theme-light --completion': 'text',
      '--pager': 'shell',
    },
  },
  'rename prename file-rename': {
    language: 'perl',
    operands: ['code', 'write'],
    options: { '-e': { takes: 'code', operands: ['write'] }, '-n --nono --no-act': ONLY_PRINTS },
  },
  'rename.ul mmv zmv': { operands: ['text', 'text', 'write'], options: { '-n --no-act': ONLY_PRINTS } },
  'fdupes jdupes': {
    operands: ['tree'],
    options: {
      '-d --delete': { operands: ['delete-tree'] },
      '-L --link-hard -l --link-soft': { operands: ['write'] },
      '-o --order -G --minsize -X --ext-filter': 'text',
    },
  },
  symlinks: { operands: ['read'], options: { '-d -c': { operands: ['write'] } } },
  stow: {
    does: { class: 'file.write', detail: 'make and remove links' },
    operands: ['read'],
    options: {
      '-t --target': 'write',
      '-d --dir': 'read',
      '--ignore --defer --override': 'text',
      '-n --no': ONLY_PRINTS,
    },
  },
  'inotifywait inotifywatch fswatch': {
    operands: ['read'],
    options: {
      '-e --event -t --timeout --format --timefmt --exclude --excludei --include -l --latency -i': 'text',
      '-o --outfile': 'write',
      '--fromfile': 'read',
    },
  },
  'sync fsync': {},
};
