import { type CallTable, wordSet } from './code-value.ts';

const FILE_SYSTEM: CallTable = {
  'readFileSync readFile createReadStream readdirSync readdir statSync stat lstatSync lstat accessSync access existsSync exists readlinkSync realpathSync opendirSync watch watchFile readlink realpath':
    'read',
  'writeFileSync writeFile appendFileSync appendFile createWriteStream mkdirSync mkdir truncateSync truncate mkdtempSync':
    'write',
  'openSync open': 'open',
  'unlinkSync unlink': 'delete',
  'rmSync rm rmdirSync rmdir': 'rm',
  'renameSync rename': 'delete write',
  'copyFileSync copyFile': 'read write',
  'cpSync cp': 'tree write',
  'chmodSync chmod chownSync chown lchownSync utimesSync utimes': 'mode',
  'symlinkSync symlink linkSync link': 'read write',
};

const PROCESSES: CallTable = {
  'execSync exec': 'shell',
  'spawnSync spawn execFileSync execFile': '@spawn',
  fork: 'script !',
};

const REQUESTS: CallTable = { get: 'fetch', request: 'upload !', createServer: '- !' };

/** The same functions below several names. */
function below(table: CallTable, ...prefixes: readonly string[]): CallTable {
  const all: { [names: string]: string } = {};
  for (const [names, rule] of Object.entries(table)) {
    const words = [...wordSet(names)];
    all[prefixes.flatMap((prefix) => words.map((word) => `${prefix}.${word}`)).join(' ')] = rule;
  }
  return all;
}

/** What functions of Node.js, Deno and Bun do, by dotted name without `node:`; see `applyCall` for the words. */
export const JAVASCRIPT_CALLS: readonly CallTable[] = [
  below(FILE_SYSTEM, 'fs', 'fs.promises', 'fs/promises', 'fs-extra', 'graceful-fs'),
  below(
    {
      'removeSync remove emptyDirSync emptyDir': 'delete-tree',
      'outputFileSync outputFile ensureDirSync ensureDir mkdirpSync': 'write',
      'readJsonSync readJSONSync readJson': 'read',
      'writeJsonSync writeJSONSync': 'write',
      'copySync copy': 'tree write',
      'moveSync move': 'delete write',
    },
    'fs-extra',
  ),
  below(PROCESSES, 'child_process'),
  below(REQUESTS, 'http', 'https', 'http2'),
  {
    'require import module.require process.mainModule.require': '@require',
    'require.resolve import.meta.resolve': '-',
    'eval vm.runInNewContext vm.runInThisContext vm.runInContext vm.Script': 'eval',
    Function: '@function',
    'process.binding process.dlopen process._linkedBinding module._load module.createRequire WebAssembly.compile WebAssembly.instantiate':
      'opaque',
    'crypto.setEngine': 'opaque',
    'process.chdir Deno.chdir': 'enter',
    'process.kill process.abort process.setuid process.setgid process.umask process.loadEnvFile': '- !',
    'fetch axios axios.get axios.head got node-fetch undici.fetch undici.request': '@fetch',
    'axios.post axios.put axios.patch axios.delete': 'upload',
    'WebSocket EventSource': 'connect',
    'net.connect net.createConnection tls.connect net.Socket.connect': '@connect',
    'net.createServer dgram.createSocket http2.connect net.Socket': '- !',
    'dns.lookup dns.resolve dns.promises.lookup': 'connect',
    atob: '- >base64',
    'Buffer.from': '@buffer',
    'String.fromCharCode String.fromCodePoint': '- >chars',
    String: '- >same',
    'path.join path.posix.join': '- >path',
    'path.resolve path.normalize util.format': '- >same',
    'url.fileURLToPath URL': '@url',
    'Deno.readTextFile Deno.readTextFileSync Deno.readFile Deno.readFileSync Deno.readDir Deno.readDirSync Deno.stat Deno.statSync Bun.file':
      'read',
    'Deno.writeTextFile Deno.writeTextFileSync Deno.writeFile Deno.writeFileSync Deno.mkdir Deno.mkdirSync Bun.write':
      'write',
    'Deno.remove Deno.removeSync': 'rm',
    'Deno.rename Deno.renameSync': 'delete write',
    'Deno.Command Deno.run Bun.spawn Bun.spawnSync': '@spawn !',
    'Deno.env.get': 'env',
    'setTimeout setInterval setImmediate queueMicrotask process.nextTick': 'callback',
  },
];

/** Values with a meaning of their own. */
export const JAVASCRIPT_VALUES: CallTable = {
  '=process.env =Bun.env': 'environment',
  '=process.argv =Deno.args': 'arguments',
};

/** What methods of any value do. */
export const JAVASCRIPT_METHODS: CallTable = {
  'execSync execFileSync spawnSync spawn execFile': '@spawn !',
  'readFileSync readFile createReadStream': 'read !',
  'writeFileSync writeFile appendFileSync appendFile createWriteStream': 'write !',
  'unlinkSync unlink': 'delete !',
  'rmSync rmdirSync': 'rm !',
  'connect createConnection': '@connect',
  'listen bind': '- !',
  'get post put': '@request',
  join: '- >join',
  reverse: '-',
  toString: '- >self',
};

/** Modules of Node.js that only compute. */
export const JAVASCRIPT_PURE_MODULES = wordSet(
  `path path/posix url util os crypto zlib assert assert/strict querystring string_decoder events buffer punycode perf_hooks
  constants timers timers/promises readline/promises`,
);

/** All modules that are known. */
export const JAVASCRIPT_MODULES = wordSet(
  `fs fs/promises child_process net http https http2 tls dgram dns vm module worker_threads cluster v8 inspector repl
  process stream stream/promises readline fs-extra graceful-fs axios got node-fetch undici ws sys tty async_hooks
  diagnostics_channel test sqlite wasi`,
  [...JAVASCRIPT_PURE_MODULES].join(' '),
);

/** Modules of the runtime that `node -e` has as global names. */
export const JAVASCRIPT_GLOBAL_MODULES = wordSet(
  `fs child_process net http https http2 tls dgram dns vm module worker_threads cluster v8 inspector repl stream readline
  path url util os crypto zlib assert querystring string_decoder events punycode perf_hooks constants tty async_hooks
  diagnostics_channel test sqlite wasi trace_events domain`,
);

/** Names that only compute. */
export const JAVASCRIPT_PURE = wordSet(
  `console console.* JSON JSON.* Math Math.* Number Number.* Boolean Symbol Symbol.iterator Symbol.asyncIterator BigInt
  BigInt.* Date Date.* RegExp Map Set WeakMap WeakSet Promise Promise.* Array Array.* Object Object.keys Object.entries
  Object.values Object.assign Object.fromEntries Object.freeze Object.create Object.is Object.hasOwn Object.groupBy
  String String.raw Error TypeError RangeError SyntaxError ReferenceError AggregateError parseInt parseFloat isNaN isFinite
  encodeURIComponent decodeURIComponent encodeURI decodeURI escape unescape Intl Intl.* URL URL.* URLSearchParams
  Buffer Buffer.alloc Buffer.byteLength Buffer.concat Buffer.isBuffer Buffer.compare TextEncoder TextDecoder
  structuredClone btoa performance performance.* crypto.* undefined NaN Infinity clearTimeout clearInterval
  Uint8Array Uint8Array.* Uint16Array Uint32Array Int8Array Int16Array Int32Array Float32Array Float64Array ArrayBuffer
  DataView AbortController AbortSignal AbortSignal.timeout Headers FormData Blob
  process.version.* process.platform.* process.arch.* process.execPath.* process.version process.versions process.versions.* process.platform process.arch process.argv process.cwd process.exit
  process.exitCode process.uptime process.memoryUsage process.hrtime process.hrtime.* process.stdout process.stdout.*
  process.stderr process.stderr.* process.stdin process.stdin.* process.pid process.ppid process.title process.release
  process.release.* process.features process.features.* process.execPath process.execArgv process.argv0 process.config
  process.config.* process.on process.once process.getuid process.geteuid process.getgid process.cpuUsage
  process.resourceUsage process.emitWarning process.argv.* process.allowedNodeEnvironmentFlags process.argv.slice
  path.* url.* util.inspect util.inspect.* util.types.* util.isDeep util.isDeepStrictEqual util.styleText util.stripVTControlCharacters
  util.parseArgs util.TextDecoder util.TextEncoder os.* assert assert.* querystring.* string_decoder.* events events.*
  buffer.* punycode.* perf_hooks.performance perf_hooks.performance.* constants.* zlib.* timers/promises.setTimeout
  readline.createInterface readline/promises.createInterface stream.Readable.from stream.Transform stream/promises.pipeline
  net.isIP net.isIPv4 net.isIPv6 http.STATUS_CODES http.METHODS module.builtinModules v8.getHeapStatistics dns.getServers
  fs.constants fs.constants.*  __dirname __filename require.main module import.meta.url import.meta.dirname
  import.meta.filename Deno.version Deno.version.* Deno.build Deno.build.* Deno.cwd Deno.exit Bun.version`,
);

/** Names that lead to code or to everything. */
export const JAVASCRIPT_HIDDEN = wordSet(
  `globalThis global window self top frames Reflect Proxy constructor __proto__ prototype mainModule binding
  __defineGetter__ __defineSetter__ __lookupGetter__ getPrototypeOf setPrototypeOf defineProperty defineProperties
  getOwnPropertyDescriptor getOwnPropertyDescriptors prepareStackTrace callee caller _load _compile _extensions
  getBuiltinModule importScripts WebAssembly Worker SharedWorker document localStorage`,
);

/** Methods of plain values. */
export const JAVASCRIPT_PURE_METHODS = wordSet(
  `map filter reduce reduceRight forEach some every find findIndex findLast findLastIndex indexOf lastIndexOf includes
  slice splice concat push pop shift unshift sort toSorted toReversed toSpliced flat flatMap fill keys values entries at with
  copyWithin length split trim trimStart trimEnd replace replaceAll match matchAll search substring substr charAt charCodeAt
  codePointAt startsWith endsWith padStart padEnd repeat toUpperCase toLowerCase toLocaleUpperCase toLocaleLowerCase
  localeCompare normalize toFixed toPrecision toExponential toLocaleString valueOf toJSON test exec has add set
  delete clear size then catch finally getTime getFullYear getMonth getDate getDay getHours getMinutes getSeconds
  getMilliseconds getTimezoneOffset getUTCFullYear getUTCMonth getUTCDate getUTCHours setDate setHours setMonth setFullYear
  toISOString toDateString toTimeString toLocaleDateString toLocaleTimeString toUTCString text json arrayBuffer blob bytes
  on once off emit resume pause setEncoding write end close destroy update digest hasOwnProperty propertyIsEnumerable
  isFile isDirectory isSymbolicLink readUInt8 readUInt16BE readUInt16LE readUInt32BE readUInt32LE readInt32LE readInt32BE
  equals subarray copy encode decode format resolve reject next return unref ref question getAll append
  createHash localeCompare describe formatToParts toArray read unpipe isBuffer cork uncork`,
);
