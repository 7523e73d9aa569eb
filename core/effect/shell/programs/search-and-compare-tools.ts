import type { ProgramRule, ProgramTable } from '../program-rule.ts';

/** Greps of one file at a time: a pattern, then files; `-e` and `-f` bring the pattern. */
const GREP: ProgramRule = {
  operands: ['text', 'read'],
  options: {
    '-e --regexp': { takes: 'text', operands: ['read'] },
    '-f --file': { takes: 'read', operands: ['read'] },
    '-r -R --recursive --dereference-recursive': { operands: ['text', 'tree'] },
    '-A --after-context -B --before-context -C --context -m --max-count --label --group-separator': 'text',
    '--include --exclude --exclude-dir -D --devices -d --directories --binary-files': 'text',
    '--color --colour': { takes: 'text', isOptional: true },
    '--exclude-from': 'read',
  },
};

/** Options of ripgrep. `--pre` and `--hostname-bin` name programs that it runs. */
const RIPGREP: ProgramRule = {
  operands: ['text', 'tree'],
  options: {
    '-e --regexp': { takes: 'text', operands: ['tree'] },
    '-f --file': { takes: 'read', operands: ['tree'] },
    '--files --type-list': { operands: ['read'] },
    '--pre --hostname-bin': 'shell',
    '--ignore-file': 'read',
    '-A --after-context -B --before-context -C --context -m --max-count -M --max-columns -E --encoding': 'text',
    '-g --glob --iglob --pre-glob -t --type -T --type-not --type-add --type-clear -d --max-depth --maxdepth': 'text',
    '-j --threads -r --replace --sort --sortr --color --colors --context-separator --field-context-separator': 'text',
    '--field-match-separator --engine --dfa-size-limit --regex-size-limit --max-filesize --path-separator': 'text',
    '--hyperlink-format --generate --stop-on-nonmatch': 'text',
    '--rga-adapters --rga-cache-path --rga-max-archive-recursion': 'text',
    '--rga-config-file': 'opaque',
  },
};

const CHECKSUM: ProgramRule = {
  operands: ['read'],
  options: { '-a --algorithm -l --length --bits --string': 'text' },
};

/**
 * Programs that search in files, compare them, or show their bytes.
 *
 * A search through folders reads everything below them (`tree`). Patterns are text, whatever they say.
 */
export const SEARCH_AND_COMPARE_TOOLS: ProgramTable = {
  'grep egrep fgrep ggrep zgrep zegrep zfgrep bzgrep bzegrep bzfgrep xzgrep xzegrep xzfgrep lzgrep zstdgrep zipgrep':
    GREP,
  rgrep: { ...GREP, operands: ['text', 'tree'] },
  pcregrep: GREP,
  pcre2grep: { ...GREP, options: { ...GREP.options, '--om-separator': 'text' } },
  'rg ripgrep rga': RIPGREP,
  'ugrep ug ugrep+': {
    ...GREP,
    operands: ['text', 'tree'],
    options: {
      ...GREP.options,
      '--filter --pager --view': 'shell',
      '--config --save-config': 'opaque',
      '-g --glob -t --file-type -O --file-extension -J --jobs -K --range --depth -M --file-magic': 'text',
      '--format --replace --separator --sort --tabs --width': 'text',
    },
  },
  'ag pt': {
    operands: ['text', 'tree'],
    options: {
      '-A --after -B --before -C --context -G --file-search-regex -m --max-count --ignore --ignore-dir --depth': 'text',
      '-W --width --workers --color-line-number --color-match --color-path --max-depth': 'text',
      '-g': { takes: 'text', operands: ['tree'] },
      '-p --path-to-ignore': 'read',
      '--pager': 'shell',
    },
  },
  'ack ack-grep': {
    operands: ['text', 'tree'],
    options: {
      '-A --after-context -B --before-context -C --context -m --max-count -t --type -T --ignore-dir --ignore-file':
        'text',
      '--output --type-add --type-set --type-del --color-filename --color-match --color-lineno': 'text',
      '--match': { takes: 'text', operands: ['tree'] },
      '-g': { takes: 'text', operands: ['tree'] },
      '-f': { operands: ['tree'] },
      '--files-from': { takes: 'read', lists: true },
      '--pager': 'shell',
      '--ackrc': 'opaque',
    },
  },
  'ast-grep': {
    operands: ['tree'],
    options: {
      '-p --pattern -l --lang -k --kind --selector --strictness -r --rewrite --globs -C -A -B -j --threads': 'text',
      '--context --after --before --max-results --color --inline-rules --filter --report-style --no-ignore': 'text',
      '--json': { takes: 'text', isOptional: true },
      '-U --update-all': { does: { class: 'file.write', marks: ['bulk', 'project-only'] }, operands: ['write'] },
      '-c --config': 'script',
      '--rule': 'read',
    },
  },
  'diff gdiff colordiff': {
    operands: ['read'],
    options: {
      '-r --recursive': { operands: ['tree'] },
      '-x --exclude -I --ignore-matching-lines -F --show-function-line -W --width --label -L --tabsize': 'text',
      '-D --ifdef --horizon-lines --line-format --old-group-format --new-group-format --changed-group-format': 'text',
      '--unchanged-group-format --old-line-format --new-line-format --unchanged-line-format --palette': 'text',
      '-U --unified -C --context': 'text',
      '--color': { takes: 'text', isOptional: true },
      '-S --starting-file -X --exclude-from --from-file --to-file': 'read',
    },
  },
  cmp: { operands: ['read', 'read', 'text'], options: { '-i --ignore-initial -n --bytes': 'text' } },
  'diff3 zdiff zcmp bzdiff bzcmp xzdiff xzcmp': {
    operands: ['read'],
    options: { '-L --label': 'text', '--diff-program': 'shell' },
  },
  sdiff: {
    operands: ['read'],
    options: {
      '-o --output': 'write',
      '--diff-program': 'shell',
      '-w --width -I --ignore-matching-lines': 'text',
    },
  },
  'wdiff dwdiff icdiff ydiff difft diffstat diffpdf': { operands: ['read'] },
  'interdiff filterdiff lsdiff combinediff grepdiff splitdiff rediff': {
    operands: ['read'],
    options: {
      '-i --include -x --exclude -p --strip-match -U --unified -# --hunks --lines --files': 'text',
      '-I --include-from-file -X --exclude-from-file': 'read',
    },
  },
  patch: {
    does: { class: 'file.write', detail: 'change the files that the patch names' },
    operands: ['write', 'read'],
    options: {
      '-i --input': 'read',
      '-o --output -r --reject-file -d --directory': 'write',
      '-p --strip -B --prefix -Y --basename-prefix -z --suffix -V --version-control -D --ifdef -F --fuzz -g --get':
        'text',
      '--reject-format --quoting-style --read-only': 'text',
      '-e --ed': { does: 'shell.opaque' },
      '--dry-run': { isHarmless: true },
    },
  },
  strings: {
    operands: ['read'],
    options: {
      '-n --bytes -t --radix -e --encoding -T --target -s --output-separator -U --unicode': 'text',
    },
  },
  'od god': {
    operands: ['read'],
    options: {
      '-A --address-radix -j --skip-bytes -N --read-bytes -S --strings -t --format --endian': 'text',
      '-w --width': { takes: 'text', isOptional: true },
    },
  },
  'hexdump hd hexyl': {
    operands: ['read'],
    options: {
      '-e --format -n --length -s --skip --bytes --display-offset --border': 'text',
      '-f --format-file': 'read',
    },
  },
  xxd: {
    operands: ['read', 'write'],
    options: { '-c -cols -g -groupsize -l -len -s -seek -o -n -name -R': 'text' },
  },
  'base64 base32 basenc base58 basez gbase64 ascii-xfr': {
    operands: ['read'],
    options: { '-w --wrap -b --break': 'text', '-i --input': 'read', '-o --output': 'write' },
  },
  'b64encode uuencode': { operands: ['read', 'text'], options: { '-o': 'write' } },
  'b64decode uudecode': {
    operands: ['read'],
    options: { '-o --output-file': 'write' },
    does: { class: 'file.write', detail: 'write the file that the text names' },
  },
  'md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum b3sum gsha256sum gmd5sum': CHECKSUM,
  'cksum sum shasum md5 sha1 sha224 sha256 sha384 sha512 rmd160 crc32 xxhsum xxh64sum xxh128sum': CHECKSUM,
  'rhash hashdeep md5deep sha256deep': {
    operands: ['tree'],
    options: { '-o --output': 'write', '-k -x -m -X -M': 'read', '-p --printf': 'text' },
  },
};
