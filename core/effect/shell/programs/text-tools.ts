import type { Act, OptionRule, ProgramTable } from '../program-rule.ts';

/** A file of names: what stands in it is read as well. */
const LISTS_FILES: OptionRule = { takes: 'read', lists: true };

/** What is written for each part of something, in the folder one works in where no other is named. */
const WRITES_PARTS: Act = { class: 'file.write', detail: 'write a file for each part', marks: ['project-only'] };

/** What the programs of GNU gettext have in common. */
const GETTEXT: { readonly [names: string]: OptionRule } = {
  '-f --files-from': LISTS_FILES,
  '-D --directory -w --width -t --to-code': 'text',
};

/**
 * Programs that print, cut, join, sort and rewrite text.
 *
 * They read the files they are given and print; what else they can do is in an option: `sort -o` writes, `split
 * --filter` runs shell text, `sed -i` changes the files themselves. What a `sed` script does (`w`, `e`) is not told by
 * this table.
 */
export const TEXT_TOOLS: ProgramTable = {
  'cat gcat rev colrm colcrt zsoelim soelim lolcat vis unvis ascii85 isutf8': { operands: ['read'] },
  tac: { operands: ['read'], options: { '-s --separator': 'text' } },
  col: { operands: ['read'], options: { '-l': 'text' } },
  ul: { operands: ['read'], options: { '-t -T --terminal': 'text' } },
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
      '--files0-from': LISTS_FILES,
      '--random-source': 'read',
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
  'tr gtr rs jot ts datamash': {},
  lam: { operands: ['read'], options: { '-f -p -s': 'text' } },
  choose: { options: { '-i --input': 'read', '-f --field-separator -o --output-field-separator': 'text' } },
  hck: { operands: ['read'], options: { '-o --output': 'write', '-d -D -f -F -e -E -R -r': 'text' } },
  // It prints how much there is, not what.
  'wc gwc': { operands: ['look'], options: { '--files0-from': LISTS_FILES, '--total': 'text' } },
  fold: { operands: ['read'], options: { '-w --width': 'text' } },
  fmt: { operands: ['read'], options: { '-w --width -g --goal -p --prefix --tab-width': 'text' } },
  par: {},
  'expand unexpand': { operands: ['read'], options: { '-t --tabs': 'text' } },
  column: {
    operands: ['read'],
    options: {
      '-s --separator -o --output-separator -c --columns --output-width -N --table-columns -H --table-hide': 'text',
      '-R --table-right -T --table-truncate -W --table-wrap -E --table-noextreme -O --table-order --table-name': 'text',
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
    does: WRITES_PARTS,
    // A third operand is none of this program's: another one has the same name.
    operands: ['read', 'write', 'opaque'],
    options: {
      '-a --suffix-length -b --bytes -C --line-bytes -l --lines -n --number -t --separator --additional-suffix': 'text',
      '--numeric-suffixes --hex-suffixes': { takes: 'text', isOptional: true },
      '--filter': 'shell',
    },
  },
  csplit: {
    does: WRITES_PARTS,
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
  recode: { operands: ['text', 'write'], options: { '-k --known -x --ignore': 'text' } },
  uconv: { operands: ['read'], options: { '-f --from-code -t --to-code -x -b --block-size': 'text', '-o': 'write' } },
  'msgcat msgattrib msgconv msguniq msgfmt msgunfmt msgmerge msginit msgcmp msgcomm msgen': {
    operands: ['read'],
    options: {
      ...GETTEXT,
      '-o --output-file -d': 'write',
      '-C --compendium --input': 'read',
      '-U --update': { operands: ['write', 'read'] },
      '-l --locale -L --language': 'text',
    },
  },
  msggrep: {
    operands: ['read'],
    options: {
      '-D --directory -w --width': 'text',
      '-o --output-file': 'write',
      '-f --file': 'read',
      '-N --location -M --domain -e': 'text',
    },
  },
  xgettext: {
    operands: ['read'],
    options: {
      ...GETTEXT,
      '-o --output -p --output-dir': 'write',
      '-d --default-domain -L --language --from-code --package-name --package-version --msgid-bugs-address': 'text',
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
