import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { ENCRYPTS, ONLY_PRINTS, READS_LISTED, UNPACKS, UNPACKS_ANYWHERE } from './machine-acts.ts';

/** Compressors of one file: they replace it, unless they are told to print. */
const COMPRESSOR: ProgramRule = {
  operands: ['write'],
  options: {
    '-c --stdout --to-stdout -l --list -t --test': { operands: ['read'] },
    '-S --suffix -b --bits': 'text',
    '-o --output --output-dir-flat --output-dir-mirror': 'write',
  },
};

/** The family of xz: it replaces what the files that it is given name. */
const XZ: ProgramRule = {
  ...COMPRESSOR,
  options: {
    ...COMPRESSOR.options,
    '-T --threads -M --memlimit --memlimit-compress --memlimit-decompress -F --format -C --check --block-size': 'text',
    '--block-list --flush-timeout --lzma1 --lzma2 --x86 --arm --delta -n --data-size -m --match-length': 'text',
    '-B --data-bytes': 'text',
    '--files --files0': { takes: 'read', isOptional: true, lists: true, operands: ['delete'] },
  },
};

/** zstd: what it reads stays where it is, unless it is told otherwise. */
const ZSTD: ProgramRule = {
  ...COMPRESSOR,
  options: {
    ...COMPRESSOR.options,
    '-D --patch-from': 'read',
    '--filelist': { takes: 'read', lists: true },
    '--rm': { operands: ['delete'] },
    '-M --memory --maxdict --dictID --stream-size --size-hint --trace': 'text',
    '-B -T --threads --format': { takes: 'text', isOptional: true },
    '--train': { operands: ['read'] },
  },
};

/** Compressors that take the file they read and the file they write. */
const INTO_FILE: ProgramRule = {
  ...COMPRESSOR,
  operands: ['read', 'write'],
  options: {
    ...COMPRESSOR.options,
    '-D --dictionary': 'read',
    '-w --lgwin -q --quality': 'text',
    '--rm': { operands: ['delete', 'write'] },
  },
};

/** Programs that print what a compressed file holds. */
const SHOWS: ProgramRule = { operands: ['read'], options: { '-S --suffix': 'text' } };

/**
 * The first words of tar in which letters are bundled, with and without a dash (`xzf`, `-xzf`), for one mode.
 *
 * The last letter is `f`, so that the next word is the archive. What is bundled otherwise is read letter by letter.
 */
function bundles(mode: string, kept: 'p' | 'P' = 'p'): string {
  const words = ['', 'z', 'j', 'J', 'a'].flatMap((filter) =>
    (kept === 'p' ? ['', 'v', 'p', 'vp', 'pv'] : ['P', 'vP', 'Pv']).flatMap((extra) => [
      `${mode}${extra}${filter}f`,
      `${mode}${filter}${extra}f`,
      `${filter}${mode}${extra}f`,
      `${extra}${mode}${filter}f`,
      `${filter}${extra}${mode}f`,
    ]),
  );
  return [...new Set(words)].flatMap((word) => [word, `-${word}`]).join(' ');
}

/**
 * Options of tar. The archive is written or read according to the mode, so `-f` counts as written. `-I`,
 * `--to-command`, `-F`, `--rsh-command` and `--checkpoint-action` run other programs.
 */
const TAR: ProgramRule = {
  operands: ['tree'],
  options: {
    [bundles('x')]: { takes: 'read', does: UNPACKS, operands: ['text'] },
    [bundles('x', 'P')]: { takes: 'read', does: UNPACKS_ANYWHERE, operands: ['text'] },
    '-P --absolute-names --absolute-paths': { does: UNPACKS_ANYWHERE },
    [bundles('t')]: { takes: 'read', operands: ['text'] },
    [bundles('c')]: { takes: 'write', operands: ['tree'] },
    '-x --extract --get': { does: UNPACKS, operands: ['text'] },
    '-t --list': { operands: ['text'] },
    '-c --create -r --append -u --update -A --catenate --concatenate -d --diff --compare': { operands: ['tree'] },
    '--delete': { operands: ['text'] },
    '-f --file -C --directory -g --listed-incremental --index-file --volno-file': 'write',
    '--one-top-level': { takes: 'write', isOptional: true },
    '-T --files-from': { takes: 'read', lists: true },
    '-X --exclude-from --exclude-ignore --owner-map --group-map': 'read',
    '-I --use-compress-program -F --info-script --new-volume-script --to-command --rmt-command': 'shell',
    '--rsh-command': { takes: 'shell', does: 'net.connect' },
    '--checkpoint-action': 'opaque',
    '--checkpoint --totals --occurrence --backup': { takes: 'text', isOptional: true },
    '--remove-files': { operands: ['delete-tree'] },
    '--transform --xform -s --strip-components --exclude --exclude-tag -b --blocking-factor -L --tape-length -K':
      'text',
    '-N --newer --after-date --newer-mtime --starting-file -V --label -H --format --owner --group --mode --mtime':
      'text',
    '--record-size --sort --suffix --quoting-style --warning --level --pax-option --atime-preserve --options': 'text',
    '--passphrase --uid --gid --uname --gname --hole-detection --sparse-version': 'text',
  },
};

const SEVEN_ZIP_PASSWORD = { '-p -mhe': { takes: 'text', isOptional: true, does: ENCRYPTS } } as const;

const SEVEN_ZIP: ProgramRule = {
  options: { '-o -w': { takes: 'write', isOptional: true } },
  subcommands: {
    a: {
      operands: ['write', 'tree'],
      options: {
        ...SEVEN_ZIP_PASSWORD,
        '-w': { takes: 'write', isOptional: true },
        '-sdel': { operands: ['write', 'delete-tree'] },
      },
    },
    u: { operands: ['write', 'tree'], options: SEVEN_ZIP_PASSWORD },
    'd rn': { operands: ['write', 'text'] },
    'e x': { does: UNPACKS, operands: ['read', 'text'], options: { '-o': { takes: 'write', isOptional: true } } },
    'l t': { operands: ['read', 'text'] },
    h: { operands: ['tree'] },
    'b i': {},
  },
};

/**
 * Programs that pack and unpack files.
 *
 * Unpacking writes what the archive names, which is not known from the command line: below the folder in which the
 * program works, or the one an option names.
 */
export const ARCHIVE_TOOLS: ProgramTable = {
  'tar gtar bsdtar star': TAR,
  'zip zipcloak zipnote': {
    operands: ['write', 'tree'],
    options: {
      '-TT --unzip-command': 'shell',
      '-b --temp-path -O --output-file --out -lf --logfile-path': 'write',
      '-m --move': { operands: ['write', 'delete-tree'] },
      '-d --delete': { operands: ['write', 'text'] },
      '-@ --names-stdin': { lists: true },
      '-P --password': { takes: 'text', does: ENCRYPTS },
      '-e --encrypt': { does: ENCRYPTS },
      '-t --from-date -tt --before-date -n --suffixes -s --split-size -Z --compression-method': 'text',
      '-x --exclude -i --include -R --recurse-patterns': 'text',
      '-sf --show-files': { operands: ['read'] },
    },
  },
  zipsplit: { does: UNPACKS, operands: ['read'], options: { '-b': 'write', '-n -r': 'text' } },
  unzip: {
    does: UNPACKS,
    operands: ['read', 'text'],
    options: {
      '-d': 'write',
      '-x -P -O -I': 'text',
      '-l -v -t -p -c -z -Z': ONLY_PRINTS,
    },
  },
  'funzip zipinfo zipdetails lsar': { operands: ['read', 'text'] },
  'gzip gunzip ggzip compress uncompress': COMPRESSOR,
  'pigz unpigz': { ...COMPRESSOR, options: { ...COMPRESSOR.options, '-p --processes --blocksize -A --alias': 'text' } },
  'bzip2 bunzip2 pbzip2 lbzip2 lbunzip2 lzop znew': COMPRESSOR,
  'xz unxz lzma unlzma pxz pixz lzip plzip': XZ,
  'zstd unzstd pzstd zstdmt': ZSTD,
  'lz4 unlz4 brotli rzip lrzip lrunzip zpaq': INTO_FILE,
  gzexe: { operands: ['write'] },
  'zcat gzcat bzcat xzcat lzcat zstdcat lz4cat bsdcat': SHOWS,
  '7z 7za 7zr 7zz 7zzs p7zip': SEVEN_ZIP,
  'rar unrar': {
    options: { '-op': { takes: 'write', isOptional: true } },
    subcommands: {
      'a u f m mf': {
        operands: ['write', 'tree'],
        options: { '-p -hp': { takes: 'text', isOptional: true, does: ENCRYPTS } },
      },
      'd c k s r': { operands: ['write', 'text'] },
      'x e': { does: UNPACKS, operands: ['read', 'write'], options: { '-op': { takes: 'write', isOptional: true } } },
      'l lb lt v vb vt t p': { operands: ['read', 'text'] },
    },
  },
  'arj lha zoo': {
    subcommands: {
      'a u m c': { operands: ['write', 'tree'] },
      d: { operands: ['write', 'text'] },
      'x e': { does: UNPACKS, operands: ['read', 'write'] },
      'l v t p': { operands: ['read', 'text'] },
    },
  },
  'ar gar': {
    operands: ['text', 'write', 'read'],
    options: { '--plugin': 'opaque', '--output': 'write', '--target': 'text' },
    subcommands: {
      't tv tO p pv': { operands: ['read', 'text'] },
      'x xv xo xov': { does: UNPACKS, operands: ['read', 'text'], options: { '--output': 'write' } },
      '*': { operands: ['write', 'read'] },
    },
  },
  cpio: {
    operands: ['text'],
    options: {
      '-i --extract': { does: UNPACKS, operands: ['text'] },
      '-p --pass-through': { does: READS_LISTED, operands: ['write'] },
      '-o --create': { does: READS_LISTED },
      '-t --list': 'flag',
      '-F --file -O -D --directory': 'write',
      '-I -E --pattern-file': 'read',
      '-H --format -R --owner -C --io-size -M --message': 'text',
      '--rsh-command': { takes: 'shell', does: 'net.connect' },
      '--to-stdout': 'flag',
    },
  },
  pax: {
    operands: ['tree'],
    options: {
      '-r': { does: UNPACKS, operands: ['text'] },
      '-f': 'write',
      '-w': { does: READS_LISTED },
      '-s -x -b -o -p -T -B -E -G -U': 'text',
    },
  },
  shar: { operands: ['tree'], options: { '-o --output-prefix': 'write' } },
  unshar: { operands: ['script'], options: { '-d --directory': 'write' } },
  'unar dtrx unp aunpack cabextract innoextract unadf': {
    does: UNPACKS,
    operands: ['read'],
    options: {
      '-o -output-directory -d --directory --output-dir -X --extract-to': 'write',
      '-password --password -encoding -F --filter': 'text',
      '-l --list': ONLY_PRINTS,
    },
  },
  'atool apack': { operands: ['write', 'tree'], options: { '-X --extract-to': 'write', '-F --format': 'text' } },
  als: { operands: ['read'] },
  'mksquashfs gensquashfs': {
    operands: ['tree'],
    last: 'write',
    options: { '-ef -sort': 'read', '-comp -b': 'text', '-p -pf': 'opaque' },
    style: 'words',
  },
  'unsquashfs sqfs2tar': {
    does: UNPACKS,
    operands: ['read', 'text'],
    options: { '-d -dest': 'write', '-l -ll -s': ONLY_PRINTS },
    style: 'words',
  },
  'genisoimage mkisofs xorrisofs': {
    operands: ['tree'],
    style: 'words',
    options: {
      '-o -output -log-file': 'write',
      '-path-list --path-list': { takes: 'read', lists: true },
      '-sort -hide-list -exclude-list -m -x': 'read',
      '-V -volid -b -c -A -publisher -p -sysid -eltorito-boot -eltorito-catalog -no-emul-boot': 'text',
    },
  },
  'isoinfo rpm2cpio rpm2archive': { operands: ['read'], options: { '-i': 'read', '-x': 'text' } },
  par2: {
    subcommands: {
      'create c': { operands: ['write', 'read'] },
      'verify v': { operands: ['read'] },
      'repair r': { operands: ['write'] },
    },
  },
  upx: { operands: ['write'], options: { '-o': 'write', '-l -t --list --test': { operands: ['read'] } } },
};
