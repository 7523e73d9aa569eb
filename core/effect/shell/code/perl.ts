import { applyCall, useAsData } from './apply-call.ts';
import type { CodeToken } from './code-token.ts';
import {
  type CallTable,
  type CodeCall,
  type CodeDialect,
  type CodeItem,
  type CodeValue,
  type CodeWalk,
  callMap,
  DATA,
  type NestedCode,
  rootOf,
  textOf,
  wordSet,
} from './code-value.ts';
import { lexCode } from './lex-code.ts';
import { PERL_SYNTAX } from './perl-syntax.ts';
import { type WalkedCode, walkCode } from './walk-code.ts';

/**
 * Reads Perl 5, above all what stands in `perl -ne` and `perl -pe`.
 *
 * Understood: computing and filtering with listed functions, reading and writing files that are named, running commands that
 * are named. Symbol tables, code references by name, code in patterns, here-documents, and texts whose slashes can be read in
 * two ways are refused.
 */
export function readPerl(text: string, readNested: (walk: CodeWalk, nested: NestedCode) => void): WalkedCode {
  return walkCode(lexCode(text, PERL_SYNTAX), DIALECT, readNested);
}

const CALLS: CallTable = {
  'system exec': 'command*',
  readpipe: 'shell',
  'eval evalbytes': 'eval',
  do: 'script !',
  open: '@open',
  'sysopen opendir': '- read !',
  'unlink remove_file': 'delete*',
  rmdir: 'delete',
  'rmtree remove_tree File::Path::rmtree File::Path::remove_tree': 'delete-tree',
  rename: 'delete write',
  'mkdir make_path mkpath truncate': 'write',
  'copy cp': 'read write',
  'move mv': 'delete write',
  'link symlink': 'read write',
  chmod: '- mode*',
  chown: '- - mode*',
  utime: '- - mode*',
  chdir: 'enter',
  'stat lstat readlink': 'read',
  'decode_base64 MIME::Base64::decode_base64 MIME::Base64::decode': '- >base64',
  chr: '- >chars',
  'socket connect bind listen accept fork kill syscall dump setpgrp setpriority chroot dbmopen tie untie  sysread syswrite fcntl ioctl pipe select':
    '- !',
  'IO::Socket::INET IO::Socket::INET.new IO::Socket::IP.new IO::Socket::SSL.new LWP::UserAgent.new HTTP::Tiny.new LWP::Simple::get':
    '- connect !',
};

const PURE = wordSet(
  `print printf say sprintf length substr index rindex uc lc ucfirst lcfirst ord hex oct abs int sqrt sin cos atan2 exp
  log rand srand join split grep map sort keys values each delete exists defined undef scalar wantarray push pop shift unshift
  splice ref bless die warn exit chomp chop lcg quotemeta pos pack unpack sprintf time localtime gmtime sleep times eof close
  binmode getc tell seek fileno caller local return STDIN STDOUT STDERR ARGV vec study reset sum min max first any all none
  uniq shuffle reduce sum0 product pairs blessed looks_like_number dualvar basename dirname fileparse strftime floor ceil fmod
  Dumper encode_json decode_json to_json from_json encode_base64 encode decode md5_hex sha1_hex sha256_hex usleep tv_interval
  gettimeofday timelocal timegm croak carp confess getcwd cwd wrap alarm getppid wait waitpid lock prototype formline __PACKAGE__
  __FILE__ __LINE__ getpwuid getpwnam getgrgid getlogin hostname reverse
  @ARGV $0 @INC %INC $ARGV`,
);

const LIBRARIES = wordSet(
  `strict warnings utf8 feature integer bigint bignum bytes locale vars  List::Util Scalar::Util POSIX Data::Dumper
  JSON::PP JSON JSON::XS Time::HiRes Time::Local Time::Piece MIME::Base64 Encode File::Basename File::Spec Text::Wrap
  Digest::MD5 Digest::SHA Getopt::Long Carp Cwd Term::ANSIColor  Unicode::Normalize Math::BigInt Math::Trig
  Math::Complex English Benchmark Config Text::ParseWords Text::Tabs  File::Copy File::Path autodie Socket IO::Socket
  IO::Socket::INET IO::Handle  Sys::Hostname  charnames experimental`,
);

const DIALECT: CodeDialect = {
  knowledge: {
    language: 'perl',
    calls: callMap(CALLS, { '=%ENV =$ENV': 'environment' }),
    pure: PURE,
    settable: new Set(),
    roots: new Set([
      ...PURE,
      ...[...callMap(CALLS).keys()].map(rootOf),
      '%ENV',
      '$ENV',
      'glob',
      'write',
      'format',
      'CORE',
    ]),
    modules: new Set(),
    methods: callMap({ 'connect fdopen': '- connect !', 'get post': 'fetch !', 'can import': '- !' }),
    pureMethods: wordSet(
      'autoflush print printf close getline getlines strftime epoch ymd mdy hms year mon mday encode decode pretty canonical utf8 bstr badd bmul bpow numify',
    ),
    isForbidden: (name) =>
      name.startsWith('CORE') || name.startsWith('main::') || name === '__SUB__' || name === '%main',
  },
  grammar: {
    keywords: wordSet(
      `if elsif else unless while until for foreach my our local state sub package use no return last next redo goto and or not
      xor x eq ne lt gt le ge cmp BEGIN END CHECK INIT UNITCHECK continue new isa given when default __END__ __DATA__`,
    ),
    transparent: wordSet('my our local state new'),
    statementWords: wordSet('use no require'),
    functionWords: wordSet('sub'),
    definers: wordSet('sub'),
    looseWords: wordSet('or and if unless while until for foreach'),
    concatenation: '.',
    joinsAdjacent: false,
    memberMarks: wordSet('->'),
    separators: wordSet(', ; =>'),
    bareCalls: 'all',
    bareNames: new Set(),
    spacesSeparate: false,
    bracesIndex: true,
    commaEndsTarget: true,
    assignments: wordSet('= += -= *= /= .= %= x= |= &= ^= **= ||= &&= //= <<= >>= =~'),
  },
  readStatement: readUse,
  applyRole: applyOpen,
  inspect: inspectToken,
};

function inspectToken(walk: CodeWalk, token: CodeToken): void {
  if (token.kind === 'variable' && (token.text.includes('::') || HIDDEN.has(token.text))) walk.isUnderstood = false;
  if (WATCHED.has(token.text) && isChanged(walk)) walk.isUnderstood = false;
  if (token.text === '$_' && isElementChanged(walk)) walk.isUnderstood = false;
}

/** The elements of `@_` are the arguments themselves. */
function isElementChanged({ program, at }: CodeWalk): boolean {
  const closer = program.tokens[at + 1]?.text === '[' ? (program.closers[at + 1] as number) : -1;
  return closer > 0 && DIALECT.grammar.assignments.has(program.tokens[closer + 1]?.text ?? '');
}

/** Variables that say how code is compiled, and that operands are edited in place (perlvar). */
const HIDDEN = wordSet('$^H $^I $INPLACE_EDIT');

/** What stands in `@ARGV` is opened by `<>`, and run where it ends in a bar; the elements of `@_` are the arguments. */
const WATCHED = wordSet('@ARGV @INC @_');
/** What is before an array that may change: a brace ends the block of `map` and `grep`, to which its elements are `$_`. */
const CHANGERS = wordSet('push unshift splice for foreach }');

function isChanged({ program, at }: CodeWalk): boolean {
  const { tokens } = program;
  const before = tokens[at - 1]?.text === '(' ? tokens[at - 2] : tokens[at - 1];
  return tokens[at + 1]?.text === '=' || (before !== undefined && CHANGERS.has(before.text));
}

const IMPORTED: ReadonlySet<CodeToken['kind']> = new Set(['name', 'number', 'string']);
const IMPORT_MARKS = wordSet(', ( )');

/** `use Module …;`, `use v5.36;`, `require Module;`. */
function readUse(walk: CodeWalk, limit: number): boolean {
  const word = walk.program.tokens[walk.at];
  if (word?.kind !== 'name' || (word.text !== 'use' && word.text !== 'no' && word.text !== 'require')) return false;
  const name = walk.program.tokens[walk.at + 1];
  walk.at += 1;
  const isVersion = name?.kind === 'number' || (name?.kind === 'name' && name.text.startsWith('v5'));
  if (!isVersion && !LIBRARIES.has(name?.text ?? '')) walk.isUnderstood = false;
  while (walk.at < limit) {
    const token = walk.program.tokens[walk.at] as CodeToken;
    if (token.text === ';') break;
    if (!IMPORTED.has(token.kind) && !(isVersion ? token.text === '.' : IMPORT_MARKS.has(token.text)))
      walk.isUnderstood = false;
    walk.at += 1;
  }
  return true;
}

/** `open` in its two forms (perlfunc): the mode as an argument of its own, or at the ends of the name. */
function applyOpen(walk: CodeWalk, _: string, call: CodeCall): CodeValue {
  for (const item of call.items) useAsData(walk, item.value);
  const [, second, third, ...rest] = call.items;
  const text = textOf(second?.value);
  if (second === undefined || text === null) return applyCall(walk, 'opaque', call);
  const mode = text.trim();
  if (third === undefined) return applyShortOpen(walk, call, mode);
  const items = [third, ...rest];
  if (mode.startsWith('-|') || mode.startsWith('|-')) return applyCall(walk, 'command*', { ...call, items });
  if (mode.includes('&')) return applyCall(walk, '- !', call);
  const isRead = mode.startsWith('<') || mode.startsWith('+');
  if (isRead) applyCall(walk, 'read', { ...call, items });
  return mode.startsWith('<') ? DATA : applyCall(walk, 'write', { ...call, items });
}

function applyShortOpen(walk: CodeWalk, call: CodeCall, text: string): CodeValue {
  const as = (rule: string, value: string) => {
    const item: CodeItem = { key: null, value: { kind: 'text', text: value.trim() }, isSpread: false, isBound: false };
    return applyCall(walk, rule, { ...call, items: [item] });
  };
  if (text.startsWith('|')) return as('shell', text.slice(1));
  if (text.endsWith('|')) return as('shell', text.slice(0, -1));
  if (text.includes('&')) return applyCall(walk, '- !', call);
  if (text.startsWith('>>')) return as('write', text.slice(2));
  if (text.startsWith('>')) return as('write', text.slice(1));
  if (text.startsWith('+')) return as('write', text.slice(2));
  return as('read', text.startsWith('<') ? text.slice(1) : text);
}
