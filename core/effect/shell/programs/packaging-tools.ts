import { RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT } from './development-acts.ts';
import { JVM_OPTIONS } from './jvm-tools.ts';

/** Prints what a package's sources say. */
const ASKS: ProgramRule = {
  options: { '-l --changelog --file -c': 'read', '-S --show-field -v --since -n': 'text' },
  operands: ['read'],
};

/** Changes the files of a package that is being made. */
const MAKES: ProgramRule = { does: CHANGES_PROJECT, options: { '-O --output -o': 'write' }, operands: ['read'] };

/** Reads object code or its intermediate form, prints it or writes another. */
const TRANSFORMS: ProgramRule = {
  does: RUNS,
  style: 'words',
  options: { '-o --output': 'write', '-load --load -load-pass-plugin': 'opaque', '-passes -S -f -mtriple': 'flag' },
  operands: ['read'],
};

/** Prints how a library wants to be compiled and linked. */
const TELLS_FLAGS: ProgramRule = { operands: ['text'] };

/** Makers of Debian packages, the smaller programs of LLVM and GCC, and those that tell compilers' flags. */
export const PACKAGING_TOOLS: ProgramTable = {
  'dpkg-buildflags dpkg-checkbuilddeps dpkg-realpath licensecheck debdiff dcmd rmadison dscverify lintian uscan': ASKS,
  'dpkg-gencontrol dpkg-gensymbols dpkg-shlibdeps dpkg-genchanges dpkg-genbuildinfo dpkg-distaddfile dpkg-source':
    MAKES,
  'dpkg-scanpackages dpkg-scansources debchange dch dh_make wrap-and-sort cme debcommit gbp': MAKES,
  'dh dh_auto_build dh_auto_test dh_auto_install dh_auto_clean dh_auto_configure dh_install dh_clean dh_testdir': {
    does: RUNS_PROJECT_CODE,
  },
  'rpmlint rpmspec rpmdev-bumpspec spectool namcap updpkgsums abi-dumper abidiff abidw abi-compliance-checker': ASKS,
  'pkg-config pkgconf python3-config xml2-config xslt-config freetype-config sdl2-config curl-config gsl-config':
    TELLS_FLAGS,
  'llvm-config icu-config libpng-config mariadb_config mysql_config php-config': TELLS_FLAGS,
  'llvm-dis llvm-bcanalyzer llvm-dwarfdump llvm-cxxdump llvm-undname llvm-pdbutil llvm-mca llvm-diff llvm-strings':
    TRANSFORMS,
  'llvm-extract llvm-split llvm-lto llvm-lto2 llvm-mc llvm-rc llvm-cvtres llvm-tblgen llvm-xray llvm-ifs': TRANSFORMS,
  'wasm-objdump wasm-dis wasm-as wasm-tools wasm-metadce wasm-strip wasm-validate wasm2c wasm-decompile wit-bindgen':
    TRANSFORMS,
  'lli wazero wasm-interp wasmedge': { does: RUNS_PROJECT_CODE, operands: ['script', 'text'], stopsAtOperand: true },
  'jdeprscan jimage jfr japicmp revapi': TRANSFORMS,
  jshell: { does: RUNS, input: 'code', options: { '--class-path --module-path': 'read' }, operands: ['script'] },
  keytool: {
    style: 'words',
    does: 'secret.manage',
    options: { ...JVM_OPTIONS, '-list -printcert -printcertreq -printcrl -help': { isHarmless: true } },
  },
  'pod2html pod2man pod2text pod2usage podchecker xsubpp pl2pm h2xs': {
    options: { '--infile': 'read', '--outfile': 'write' },
    operands: ['read', 'write'],
  },
  'py3versions py3clean py3compile pycompile pygettext3 msgfmt.py': MAKES,
  'catman makewhatis lexgrog accessdb': { operands: ['text'] },
  'semver svu': { operands: ['text'] },
};
