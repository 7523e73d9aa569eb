import type { ProgramTable } from '../program-rule.ts';

/**
 * Programs that print, cut, join, sort and rewrite text.
 *
 * They read the files they are given and print; what else they can do is in an option: `sort -o` writes, `split
 * --filter` runs shell text, `sed -i` changes the files themselves. What a `sed` script does (`w`, `e`) is not told by
 * this table.
 */
export const TEXT_TOOLS: ProgramTable = {
  'cat gcat rev tac colrm col colcrt ul zsoelim soelim lolcat vis unvis ascii85 isutf8': {
    operands: ['read'],
    options: { '-s --separator -t --terminal -T': 'text' },
  },
  nl: {
    operands: ['read'],
    options: {
      '-b --body-numbering -d --section-delimiter -f --footer-numbering -h --header-numbering': 'text',
      '-i --line-increment -l --join-blank-lines -n --number-format -s --number-separator': 'text',
      '-v --starting-line-number -w --number-width': 'text',
    },
  },
  'head ghead': { operands: ['read'], options: { '-n --lines -c --bytes': 'text' } },
  'tail gtail': {
    operands: ['read'],
    options: { '-n --lines -c --bytes -s --sleep-interval --pid --max-unchanged-stats': 'text' },
  },
  'cut gcut': {
    operands: ['read'],
    options: { '-b --bytes -c --characters -d --delimiter -f --fields --output-delimiter': 'text' },
  },
  paste: { operands: ['read'], options: { '-d --delimiters': 'text' } },
  join: { operands: ['read'], options: { '-1 -2 -a -e -j -o -t -v': 'text' } },
  comm: { operands: ['read'], options: { '--output-delimiter': 'text' } },
  'sort gsort': {
    operands: ['read'],
    options: {
      '-k --key -t --field-separator -S --buffer-size --parallel --batch-size --sort': 'text',
      '--files0-from --random-source': 'read',
      '-T --temporary-directory -o --output': 'write',
      '--compress-program': 'shell',
    },
  },
  uniq: {
    operands: ['read', 'write'],
    options: {
      '-f --skip-fields -s --skip-chars -w --check-chars': 'text',
      '-D --all-repeated --group': { takes: 'text', isOptional: true },
    },
  },
  'tr gtr rs lam jot ts datamash choose hck': {},
  'wc gwc': { operands: ['read'], options: { '--files0-from': 'read', '--total': 'text' } },
  fold: { operands: ['read'], options: { '-w --width': 'text' } },
  fmt: { operands: ['read'], options: { '-w --width -g --goal -p --prefix -t --tab-width': 'text' } },
  par: {},
  'expand unexpand': { operands: ['read'], options: { '-t --tabs': 'text' } },
  column: {
    operands: ['read'],
    options: {
      '-s --separator -o --output-separator -c --columns --output-width -N --table-columns -H --table-hide': 'text',
      '-R --table-right -T --table-truncate -W --table-wrap -E --table-noextreme -O --table-order -n --table-name':
        'text',
      '-r --tree -i --tree-id -p --tree-parent -l --table-columns-limit -C --table-column': 'text',
    },
  },
  pr: {
    operands: ['read'],
    options: {
      '-D --date-format -h --header -l --length -o --indent -w --width -W --page-width -N --first-line-number': 'text',
    },
  },
  split: {
    operands: ['read', 'write'],
    options: {
      '-a --suffix-length -b --bytes -C --line-bytes -l --lines -n --number -t --separator --additional-suffix': 'text',
      '--numeric-suffixes --hex-suffixes': { takes: 'text', isOptional: true },
      '--filter': 'shell',
    },
  },
  csplit: {
    operands: ['read', 'text'],
    options: { '-f --prefix': 'write', '-b --suffix-format -n --digits': 'text' },
  },
  'sed gsed ssed': {
    operands: ['text', 'read'],
    options: {
      '-e --expression': { takes: 'text', operands: ['read'] },
      '-f --file': { takes: 'script', operands: ['read'] },
      '-i --in-place': { takes: 'text', isOptional: true, operands: ['text', 'write'] },
      '-I': { takes: 'text', isOptional: true, operands: ['text', 'write'] },
      '-l --line-length': 'text',
    },
  },
  'awk gawk mawk nawk original-awk goawk': {
    operands: ['code', 'read'],
    language: 'awk',
    options: {
      '-F --field-separator -v --assign': 'text',
      '-f --file': { takes: 'script', operands: ['read'] },
      '-E --exec': { takes: 'script', operands: ['text'] },
      '-e --source': { takes: 'code', operands: ['read'] },
      '-i --include': 'opaque',
      '-l --load': 'opaque',
      '-d --dump-variables -o --pretty-print -p --profile': { takes: 'write', isOptional: true },
      '-D --debug -L --lint': { takes: 'text', isOptional: true },
      '-W': 'text',
    },
  },
  sd: {
    operands: ['text', 'text', 'write'],
    options: { '-p --preview': { operands: ['text', 'text', 'read'] }, '-n --max-replacements -f --flags': 'text' },
  },
  'jq gojq jaq': {
    operands: ['text', 'read'],
    options: {
      '-f --from-file': { takes: 'read', operands: ['read'] },
      '--arg --argjson --indent -L --library-path': 'text',
      '--slurpfile --rawfile --argfile': 'text',
      '--args --jsonargs': { operands: ['text'] },
      '-n --null-input': 'flag',
    },
  },
  'yq tomlq xq': {
    operands: ['text', 'read'],
    options: {
      '-i --inplace --in-place': { operands: ['text', 'write'] },
      '--from-file': { takes: 'read', operands: ['read'] },
      '-o --output-format -p --input-format -I --indent --expression --xml-root --arg --argjson': 'text',
      '-s --split-exp': { takes: 'text', does: { class: 'file.write', detail: 'write a file for each part' } },
      '--split-exp-file': { takes: 'read', does: { class: 'file.write', detail: 'write a file for each part' } },
    },
  },
  'jo jp gron ungron json_pp json_xs json_reformat htmlq pup xml2 2xml html2text': { operands: ['read'] },
  dasel: { options: { '-f --file': 'write', '-r --read -w --write -s --selector -v --value -t --type': 'text' } },
  'csvcut csvgrep csvlook csvstat csvjson csvsort csvclean csvstack csvjoin csvformat csvpy in2csv': {
    operands: ['read'],
    options: {
      '-c --columns -C --not-columns -m --match -r --regex -d --delimiter -q --quotechar -e --encoding -f --format':
        'text',
      '-g --groups -n --group-name -y --snifflimit -K --skip-lines -p --escapechar -u --quoting -z --maxfieldsize':
        'text',
      '--file': 'read',
    },
  },
  csvsql: {
    operands: ['read'],
    options: {
      '--db': 'connect',
      '--query --tables -i --dialect --db-schema': 'text',
      '--insert': { does: 'db.write' },
    },
  },
  csvtool: {
    options: { '-t -u -z': 'text', '-o': 'write' },
    subcommands: {
      call: { operands: ['shell', 'read'] },
      'col namedcol drop head take sub format setcolumns trim replace': { operands: ['text', 'read'] },
      'height width readable transpose cat paste pastecol join square': { operands: ['read'] },
    },
  },
  mlr: {
    options: {
      '-n --icsv --ocsv --ijson --ojson --json --csv --tsv --itsv --otsv --opprint --ipprint --oxtab --c2j --c2p':
        'flag',
      '--from --mfrom --load --mload': 'read',
      '-s': 'read',
      '-I': { does: { class: 'file.write', detail: 'change its files in place', marks: ['project-only'] } },
      '--ifs --ofs --fs --ips --ops --ps --irs --ors --rs --nr-progress-mod --ofmt': 'text',
      '--prepipe --prepipex': 'shell',
    },
    subcommands: {
      'put filter': { operands: ['opaque'], options: { '-f': 'script' } },
      'tee split': { operands: ['write'] },
      'help version regtest repl': {},
      '*': { operands: ['read'] },
    },
  },
  'xsv qsv xan': {
    options: { '-o --output': 'write', '-d --delimiter -s --select -l --limit': 'text' },
    subcommands: {
      'cat count headers flatten frequency index join reverse sort stats table input': { operands: ['read'] },
      'select search slice sample fixlengths fmt': { operands: ['text', 'read'] },
      split: { operands: ['write', 'read'], options: { '-s --size -j --jobs --filename': 'text' } },
    },
  },
  xmllint: {
    operands: ['read'],
    options: {
      '-o --output': 'write',
      '--schema --relaxng --schematron --dtdvalid': 'read',
      '--xpath --path --encode --pattern --maxmem --pretty --dtdvalidfpi': 'text',
      '--shell': { does: 'shell.opaque' },
    },
  },
  'xmlstarlet xml': {
    subcommands: {
      'sel select el elements val validate fo format c14n ls list esc escape unesc unescape pyx p2x depyx': {
        operands: ['read'],
        options: {
          '-t --template -m --match -v --value-of -c --copy-of -N -n --nl -i --if -o --output -e --encode': 'text',
        },
      },
      'ed edit': {
        operands: ['read'],
        options: {
          '-L --inplace': { operands: ['write'] },
          '-u --update -d --delete -v --value -N -s -t -n -i -a -r': 'text',
        },
      },
      'tr transform': { operands: ['read'], options: { '-s -p': 'text' } },
    },
  },
  xsltproc: {
    operands: ['read'],
    options: {
      '-o --output --writesubtree': 'write',
      '--param --stringparam --maxdepth --maxvars --encoding --path': 'text',
    },
  },
  look: { operands: ['text', 'read'], options: { '-t --terminate': 'text' } },
  'tsort ptx': { operands: ['read'] },
  shuf: {
    operands: ['read'],
    options: {
      '-e --echo': { operands: ['text'] },
      '-i --input-range -n --head-count': 'text',
      '-o --output': 'write',
      '--random-source': 'read',
    },
  },
  'seq gseq factor numfmt expr yes primes units': {
    options: {
      '-f --format -s --separator --from --to --field --padding --suffix --grouping --round --invalid': 'text',
      '-d --delimiter --from-unit --to-unit --unit-separator': 'text',
      '--header': { takes: 'text', isOptional: true },
    },
  },
  bc: { operands: ['read'] },
  dc: {
    operands: ['script'],
    input: 'code',
    options: { '-e --expression': { takes: 'opaque', operands: ['script'] }, '-f --file': 'script' },
  },
  m4: {
    operands: ['script'],
    input: 'code',
    options: {
      '-D --define -U --undefine -I --include -l --arglength -B -H -L --nesting-limit -t --trace -d --debug -W': 'text',
      '-F --freeze-state -o --debugfile --error-output': 'write',
      '-R --reload-state': 'script',
    },
  },
  'tee sponge': { operands: ['write'], options: { '--output-error': { takes: 'text', isOptional: true } } },
  pee: { operands: ['shell'] },
  'pv combine': {
    operands: ['read'],
    options: { '-L -s -N -i -w -H -D -B --rate-limit --size --name --interval': 'text' },
  },
  'dos2unix unix2dos mac2unix unix2mac fromdos todos flip': {
    operands: ['write'],
    options: {
      '-n --newfile': { operands: ['read', 'write'] },
      '-c --convmode': 'text',
      '-i --info': { takes: 'text', isOptional: true, operands: ['read'] },
    },
  },
  iconv: {
    operands: ['read'],
    options: { '-f --from-code -t --to-code --unicode-subst --byte-subst': 'text', '-o --output': 'write' },
  },
  'recode uconv': { operands: ['text', 'write'], options: { '-f -t -x': 'text', '-o': 'write' } },
  'msgcat msgattrib msgconv msguniq msgfmt msgunfmt msgmerge msginit msgcmp msgcomm msgen msggrep xgettext': {
    operands: ['read'],
    options: {
      '-o --output-file -d --output-dir': 'write',
      '-f --files-from -C --compendium -i --input': 'read',
      '-D --directory -L --language -k --keyword -l --locale -p --package-name -w --width -t --to-code': 'text',
      '--from-code -K --msgctxt -e -N --location': 'text',
    },
  },
  msgexec: { operands: ['command'], stopsAtOperand: true, options: { '-i --input': 'read', '-D': 'text' } },
  msgfilter: {
    operands: ['command'],
    stopsAtOperand: true,
    options: { '-i --input': 'read', '-o --output-file': 'write', '-D': 'text' },
  },
  'envsubst gettext ngettext getopt': {},
  tidy: {
    operands: ['read'],
    options: {
      '-m -modify': { operands: ['write'] },
      '-o -output': 'write',
      '-config': 'read',
      '-f -file': 'write',
      '-w': 'text',
    },
    style: 'words',
  },
  aspell: {
    operands: ['text', 'write'],
    options: {
      '-c --check': 'write',
      '--conf --per-conf --personal --extra-dicts --master': 'read',
      '-l --lang -d --mode --encoding --dict-dir --data-dir --home-dir': 'text',
      '--filter --add-filter': 'text',
    },
  },
  'ispell hunspell': {
    operands: ['write'],
    options: {
      '-l -a': { operands: ['read'] },
      '-d -p -i -T -w -W': 'text',
    },
  },
};
