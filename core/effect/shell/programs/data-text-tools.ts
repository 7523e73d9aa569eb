import type { Act, OptionRule, ProgramTable } from '../program-rule.ts';

/** What is written for each part of something, under the name that it gives itself. */
const WRITES_PARTS: Act = { class: 'file.write', detail: 'write a file for each part' };

/** What the programs of csvkit have in common; `-n` and `-r` are flags of most. */
const CSV: { readonly [names: string]: OptionRule } = {
  '-d --delimiter -q --quotechar -u --quoting -p --escapechar -z --maxfieldsize -e --encoding -L --locale': 'text',
  '--null-value --date-format --datetime-format -K --skip-lines -y --snifflimit': 'text',
};

/**
 * Programs that look into data in text: JSON, YAML, tables and XML.
 *
 * A filter of `jq` or `yq` may name files and variables of the environment; what brings a name and a file takes two words.
 */
export const DATA_TEXT_TOOLS: ProgramTable = {
  'jq gojq jaq': {
    operands: ['filter', 'read'],
    options: {
      '-f --from-file': { takes: 'read', operands: ['read'] },
      '--arg --argjson': { takes: 'text', second: 'text' },
      '--slurpfile --rawfile --argfile': { takes: 'text', second: 'read' },
      '-L --library-path': 'script',
      '--indent': 'text',
      '--args --jsonargs': { operands: ['filter', 'text'] },
      '-n --null-input': 'flag',
    },
  },
  yq: {
    operands: ['filter', 'read'],
    only: 'filter-or-file',
    options: {
      '-n --null-input': { operands: ['filter'] },
      '-i --inplace --in-place': { operands: ['filter', 'write'], only: 'write' },
      '--from-file': { takes: 'read', operands: ['read'] },
      '-f --front-matter -o --output-format -p --input-format -I --indent --xml-root --split-exp-name': 'text',
      '--csv-separator --tsv-separator --xml-attribute-prefix --xml-content-name --lua-prefix --lua-suffix': 'text',
      '--properties-separator --shell-key-separator': 'text',
      '--expression': { takes: 'filter', operands: ['read'] },
      '--arg --argjson': { takes: 'text', second: 'text' },
      '--slurpfile --rawfile --argfile': { takes: 'text', second: 'read' },
      '-s --split-exp': { takes: 'filter', does: WRITES_PARTS },
      '--split-exp-file': { takes: 'read', does: WRITES_PARTS },
    },
  },
  'tomlq xq': {
    operands: ['filter', 'read'],
    options: {
      '-i --in-place': { operands: ['filter', 'write'] },
      '-f --from-file': { takes: 'read', operands: ['read'] },
      '--arg --argjson': { takes: 'text', second: 'text' },
      '--slurpfile --rawfile --argfile': { takes: 'text', second: 'read' },
      '-L --library-path': 'script',
      '-x --xpath -q --query --indent --xml-root': 'text',
    },
  },
  htmlq: {
    operands: ['text', 'text'],
    options: {
      '-f --filename': 'read',
      '-o --output': 'write',
      '-a --attribute -b --base -r --remove-nodes': 'text',
    },
  },
  jo: { operands: ['field'], options: { '-f -i': 'read', '-o': 'write', '-d': 'text' } },
  'jp gron ungron json_pp json_xs json_reformat pup xml2 2xml html2text': { operands: ['read'] },
  dasel: { options: { '-f --file': 'write', '-r --read -w --write -s --selector -v --value -t --type': 'text' } },
  csvcut: { operands: ['read'], options: { ...CSV, '-c --columns -C --not-columns': 'text' } },
  csvgrep: {
    operands: ['read'],
    options: { ...CSV, '-c --columns -m --match -r --regex': 'text', '-f --file': 'read' },
  },
  csvjson: {
    operands: ['read'],
    options: { ...CSV, '-i --indent -k --key --lat --lon --type --geometry --crs': 'text' },
  },
  'csvsort csvlook csvstat csvpy': {
    operands: ['read'],
    options: {
      ...CSV,
      '-c --columns --max-rows --max-columns --max-column-width --max-precision --no-number-ellipsis': 'text',
      '--freq-count --decimal-format': 'text',
    },
  },
  csvclean: { does: WRITES_PARTS, operands: ['read'], options: { ...CSV, '--label --fill-value': 'text' } },
  csvstack: { operands: ['read'], options: { ...CSV, '-g --groups -n --group-name': 'text' } },
  csvjoin: { operands: ['read'], options: { ...CSV, '-c --columns': 'text' } },
  csvformat: {
    operands: ['read'],
    options: {
      ...CSV,
      '-D --out-delimiter -Q --out-quotechar -U --out-quoting -P --out-escapechar -M --out-lineterminator': 'text',
    },
  },
  in2csv: {
    operands: ['read'],
    options: {
      ...CSV,
      '-f --format -k --key --sheet --encoding-xls': 'text',
      '-s --schema': 'read',
      '--write-sheets': { takes: 'text', does: WRITES_PARTS },
    },
  },
  csvsql: {
    operands: ['read'],
    options: {
      ...CSV,
      '--db': 'connect',
      '--query --tables -i --dialect --db-schema --prefix --before-insert --after-insert --chunk-size': 'text',
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
      'cat count headers flatten frequency index join reverse sort stats table input slice fixlengths fmt': {
        operands: ['read'],
      },
      'select search sample': { operands: ['text', 'read'] },
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
      'sel select': {
        operands: ['read'],
        options: {
          '-m --match -v --value-of -c --copy-of -i --if -o --output -e --elem -a --attr -N --var --encode': 'text',
          '-s --sort': { takes: 'text', second: 'text' },
        },
      },
      'val validate': { operands: ['read'], options: { '-d --dtd -s --xsd -r --relaxng': 'read' } },
      'fo format': { operands: ['read'], options: { '-s --indent-spaces --encode': 'text' } },
      'el elements c14n ls list esc escape unesc unescape pyx p2x depyx': { operands: ['read'] },
      'ed edit': {
        operands: ['read'],
        options: {
          '-L --inplace': { operands: ['write'] },
          '-u --update -d --delete -v --value -N -s -t -n -i -a -r -x --expr': 'text',
          '-m --move': { takes: 'text', second: 'text' },
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
};
