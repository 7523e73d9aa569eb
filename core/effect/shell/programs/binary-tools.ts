import type { ProgramTable } from '../program-rule.ts';
import { ONLY_PRINTS } from './machine-acts.ts';

/**
 * Programs that look into object files and programs, change them, or count code.
 *
 * `--plugin` loads a library into the program; `@file` operands are files of options and count as read.
 */
export const BINARY_TOOLS: ProgramTable = {
  'nm gnm': {
    operands: ['read'],
    options: {
      '-C --demangle -f --format -t --radix --target --unicode -X --ifunc-chars': { takes: 'text', isOptional: true },
      '--plugin': 'opaque',
    },
  },
  'objdump gobjdump': {
    operands: ['read'],
    options: {
      '-m --architecture -M --disassembler-options -j --section -b --target --start-address --stop-address --prefix':
        'text',
      '-I --include --sym --insn-width -EB -EL --dwarf-depth --dwarf-start --visualize-jumps --mcpu --mattr': 'text',
      '-W --dwarf': { takes: 'text', isOptional: true },
      '--plugin': 'opaque',
    },
  },
  'readelf eu-readelf llvm-readobj': {
    operands: ['read'],
    options: {
      '-x --hex-dump -p --string-dump -R --relocated-dump -U --unicode': 'text',
      '-w --debug-dump': { takes: 'text', isOptional: true },
      '-P --process-links': 'flag',
    },
  },
  'size eu-size': {
    operands: ['read'],
    options: {
      '-o -d -x -t --totals': 'flag',
      '--format --radix --target --common -A -B': { takes: 'text', isOptional: true },
    },
  },
  'ldd lddtree pldd': { operands: ['read'] },
  'cxxfilt llvm-cxxfilt rustfilt eu-addr2line': {
    operands: ['text'],
    options: { '-e --exe --exec': 'read', '-b --target -j --section -s --format': 'text' },
  },
  'strip gstrip llvm-strip eu-strip': {
    operands: ['write'],
    options: {
      '-o': { takes: 'write', operands: ['read'] },
      '-f': 'write',
      '-F --target -I --input-target -O --output-target -K --keep-symbol -N --strip-symbol -R --remove-section': 'text',
      '--plugin': 'opaque',
    },
  },
  gobjcopy: {
    operands: ['write', 'write'],
    options: {
      '-I --input-target -O --output-target -F --target -B --binary-architecture -j --only-section -R --remove-section':
        'text',
      '-K --keep-symbol -N --strip-symbol': 'text',
      '--redefine-sym --rename-section --set-section-flags --set-start --change-addresses': 'text',
      '--add-section --update-section': 'named-read',
      '--dump-section': 'named-write',
      '--redefine-syms --keep-symbols --strip-symbols': 'read',
      '-o': 'write',
    },
  },
  granlib: { operands: ['write'] },
  'chrpath prelink execstack': {
    operands: ['write'],
    options: {
      '--print-interpreter --print-rpath --print-needed --print-soname -info -archs -l -q': { operands: ['read'] },
      '--set-interpreter --set-rpath --add-needed --remove-needed --replace-needed --set-soname -r -arch': 'text',
      '--output -output -o': 'write',
    },
  },
  'dumpbin elfedit checksec binwalk foremost readpe pev rabin2 rahash2': {
    operands: ['read'],
    options: {
      '-e --extract -M': { does: { class: 'file.write', detail: 'write what is found inside' } },
      '-o -C --directory': 'write',
    },
  },
  'r2 radare2 rizin rz-bin ghidra analyzeHeadless': {
    operands: ['read'],
    input: 'code',
    options: { '-c -i -I -p': 'opaque', '-w': { operands: ['write'] }, '-v -h': ONLY_PRINTS },
  },

  'cloc scc tokei loc sloccount gocloc ohcount': {
    operands: ['tree'],
    options: {
      '--out --report-file --sql --csv-output --write-lang-def -o --output-file': 'write',
      '--list-file': { takes: 'read', lists: true },
      '--exclude-list-file --read-lang-def --force-lang-def --config --input': 'read',
      '--extract-with': 'shell',
      '--vcs --exclude-dir --exclude-ext --exclude-lang --include-lang --include-ext --match-f --not-match-f --match-d':
        'text',
      '--not-match-d --processes --max-file-size --diff-timeout --sql-project --sort -t --type -e --exclude -s': 'text',
      '-f --format --by --exclude-file -x -n --not-match --no-gen-lang --min-gen --cocomo-project-type': {
        takes: 'text',
        isOptional: true,
      },
      '-c --columns --streaming': 'text',
      '--diff': { operands: ['tree'] },
    },
  },
  hyperfine: {
    operands: ['shell'],
    options: {
      '-p --prepare -c --cleanup -s --setup -C --conclude --reference': 'shell',
      '-S --shell': 'shell',
      '--export-json --export-csv --export-markdown --export-asciidoc --export-orgmode': 'write',
      '--output': { takes: 'write' },
      '--input': 'read',
      '-w --warmup -m --min-runs -M --max-runs -r': 'text',
      '--runs -P --parameter-scan -D --parameter-step-size -L --parameter-list': 'text',
      '-n --command-name -u --time-unit --style --sort -i': { takes: 'text', isOptional: true },
    },
  },
};
