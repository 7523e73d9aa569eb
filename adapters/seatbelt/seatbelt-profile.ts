/** What a profile allows. All paths are absolute and without links. */
export type SeatbeltBounds = {
  readonly folder: string;
  readonly isWritable: boolean;
  /** Names at the top of the folder that stay as they are, there or not. */
  readonly protectedNames: readonly string[];
  readonly readable: readonly string[];
  /** A folder of the sandbox alone; null for none. */
  readonly home: string | null;
  /** A folder for temporary files, of the sandbox alone. */
  readonly temporary: string;
};

/** The system, its programs and libraries; no person's files, no keys. */
const SYSTEM = [
  '/usr',
  '/bin',
  '/sbin',
  '/System',
  '/Library/Apple',
  '/Library/Developer',
  '/Library/Frameworks',
  '/opt/homebrew',
  '/private/var/db/timezone',
  '/private/var/db/dyld',
  '/private/etc/ssl',
  '/private/etc/localtime',
  '/private/etc/protocols',
  '/private/etc/services',
];
/** Folders of which only the names on the way to others are read. */
const ON_THE_WAY = [
  '/',
  '/private',
  '/private/etc',
  '/private/var',
  '/private/tmp',
  '/opt',
  '/Library',
  '/Users',
  '/etc',
  '/var',
  '/tmp',
];
const DEVICES = ['/dev/null', '/dev/zero', '/dev/random', '/dev/urandom', '/dev/tty', '/dev/ptmx', '/dev/fd'];
/** What libraries ask before a program begins: users, logs, time. */
const SERVICES = [
  'com.apple.system.opendirectoryd.libinfo',
  'com.apple.system.logger',
  'com.apple.system.notification_center',
  'com.apple.trustd.agent',
];

/**
 * The text of a profile for `sandbox-exec` (SBPL, version 1): everything is denied but what is named. What comes later outweighs
 * what came before.
 *
 * No path stands in the text: each is a parameter, given beside it (`seatbeltArguments`), so that no character of a path can
 * become part of the language.
 */
export function seatbeltProfile({ isWritable, protectedNames, readable, home }: SeatbeltBounds): string {
  const own = ['FOLDER', ...(home === null ? [] : ['HOME_FOLDER']), 'TEMPORARY'];
  const writable = own.filter((name) => name !== 'FOLDER' || isWritable);
  const lines = [
    '(version 1)',
    '(deny default)',
    '(allow process-fork)',
    '(allow process-exec)',
    '(allow signal (target same-sandbox))',
    '(allow process-info* (target same-sandbox))',
    '(allow sysctl-read)',
    '(allow pseudo-tty)',
    ...SERVICES.map((name) => `(allow mach-lookup (global-name ${quoted(name)}))`),
    ...ON_THE_WAY.map((path) => `(allow file-read-metadata (literal ${quoted(path)}))`),
    ...SYSTEM.map((path) => `(allow file-read* (subpath ${quoted(path)}))`),
    ...DEVICES.map((path) => `(allow file-read* file-write* file-ioctl (subpath ${quoted(path)}))`),
    '(allow file-read* file-write* file-ioctl (regex #"^/dev/ttys[0-9]+$"))',
    ...parameters('READABLE', readable).map(([name]) => `(allow file-read* (subpath (param ${quoted(name)})))`),
    ...own.flatMap((name) => [
      `(allow file-read-metadata (path-ancestors (param ${quoted(name)})))`,
      `(allow file-read* (subpath (param ${quoted(name)})))`,
    ]),
    ...writable.map((name) => `(allow file-write* (subpath (param ${quoted(name)})))`),
    ...parameters('PROTECTED', protectedNames).map(([name]) => `(deny file-write* (subpath (param ${quoted(name)})))`),
    '(deny file-write-setugid)',
    '(deny network*)',
  ];
  return `${lines.join('\n')}\n`;
}

/** The words that run a program within a profile. */
export function seatbeltArguments(bounds: SeatbeltBounds, argv: readonly string[]): readonly string[] {
  const { folder, protectedNames, readable, home, temporary } = bounds;
  const places = [
    ['FOLDER', folder],
    ...(home === null ? [] : [['HOME_FOLDER', home]]),
    ['TEMPORARY', temporary],
    ...parameters('READABLE', readable),
    ...parameters(
      'PROTECTED',
      protectedNames.map((name) => `${folder}/${name}`),
    ),
  ];
  const parametersOf = places.flatMap(([name = '', value = '']) => ['-D', `${name}=${value}`]);
  return ['/usr/bin/sandbox-exec', '-p', seatbeltProfile(bounds), ...parametersOf, '--', ...argv];
}

function parameters(name: string, values: readonly string[]): readonly (readonly [name: string, value: string])[] {
  return values.map((value, index) => [`${name}_${index}`, value]);
}

/** A string of the language; what is quoted here are our own words, which need no escape. */
function quoted(word: string): string {
  return `"${word}"`;
}
