import { type CallTable, wordSet } from './code-value.ts';

/** What Python's functions do to the world, by dotted name; see `applyCall` for the words. */
export const PYTHON_CALLS: CallTable = {
  'os.system os.popen platform.popen subprocess.getoutput subprocess.getstatusoutput commands.getoutput asyncio.create_subprocess_shell popen2.popen2 popen2.popen3 pty.spawn':
    'shell',
  'subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen': '@process',
  'os.execv os.execve os.execvp os.execvpe os.posix_spawn os.posix_spawnp': '- shell !',
  'os.execl os.execle os.execlp os.execlpe': '@execl',
  'os.spawnl os.spawnle os.spawnlp os.spawnlpe os.spawnv os.spawnve os.spawnvp os.spawnvpe': '- command* !',
  'asyncio.create_subprocess_exec': 'command*',
  'os.startfile webbrowser.open': 'script !',
  'eval exec builtins.eval builtins.exec timeit.timeit timeit.repeat cProfile.run profile.run code.interact': 'eval',
  'compile builtins.compile': '@compile',
  '__import__ builtins.__import__ importlib.import_module importlib.__import__': '@import',
  'getattr builtins.getattr': '@getattr',
  'os.path.expanduser': '@home',
  'runpy.run_path execfile': 'script',
  'runpy.run_module pickle.load pickle.loads marshal.loads shelve.open dill.loads joblib.load ctypes.CDLL ctypes.cdll.LoadLibrary ctypes.PyDLL':
    'opaque',
  'open io.open codecs.open builtins.open io.FileIO gzip.open bz2.open lzma.open gzip.GzipFile bz2.BZ2File  os.fdopen':
    'open',
  'os.open': 'read write !',
  'mimetypes.read_mime_types mimetypes.init': 'read',
  'fileinput.input fileinput.FileInput zipfile.ZipFile tarfile.open tarfile.TarFile sqlite3.connect': 'open !',
  'os.remove os.unlink os.rmdir os.removedirs': 'delete',
  'shutil.rmtree': 'delete-tree',
  'os.rename os.renames os.replace shutil.move': 'delete write',
  'shutil.copy shutil.copy2 shutil.copyfile': 'read write',
  'shutil.copytree': 'tree write',
  'shutil.copymode shutil.copystat': 'read mode',
  'shutil.make_archive shutil.unpack_archive': 'write !',
  'os.mkdir os.makedirs os.mkfifo os.mknod os.truncate': 'write',
  'os.chmod os.chown os.lchown os.utime shutil.chown os.chflags os.setxattr': 'mode',
  'os.link os.symlink': 'read write',
  'os.listdir os.scandir os.readlink os.stat os.lstat os.access os.walk os.statvfs linecache.getline linecache.getlines py_compile.compile tokenize.open zipfile.is_zipfile':
    'read',
  'os.chdir os.fchdir': 'enter',
  'os.getenv os.environ.get os.environ.__getitem__ os.getenvb os.environb.get': 'env',
  'pathlib.Path pathlib.PurePath pathlib.PosixPath pathlib.PurePosixPath os.path.abspath os.path.realpath os.path.normpath os.fspath str bytes bytearray':
    '- >same',
  'os.path.join posixpath.join': '- >path-from',
  chr: '- >chars',
  'base64.b64decode base64.standard_b64decode base64.decodebytes binascii.a2b_base64': '- >base64',
  'base64.urlsafe_b64decode': '- >base64url',
  'bytes.fromhex binascii.unhexlify binascii.a2b_hex base64.b16decode bytearray.fromhex': '- >hex',
  'urllib.request.urlopen urllib.urlopen urllib2.urlopen': '@fetch',
  'requests.get requests.head requests.options httpx.get httpx.head httpx.stream urllib3.request': 'fetch',
  'requests.post requests.put requests.patch requests.delete httpx.post httpx.put httpx.patch httpx.delete': 'upload',
  'requests.request httpx.request': '- upload',
  'urllib.request.urlretrieve urllib.urlretrieve wget.download': 'fetch write',
  'socket.create_connection': 'connect',
  'http.client.HTTPConnection http.client.HTTPSConnection httplib.HTTPConnection ftplib.FTP ftplib.FTP_TLS smtplib.SMTP smtplib.SMTP_SSL telnetlib.Telnet imaplib.IMAP4_SSL poplib.POP3_SSL':
    'connect !',
  'http.server.HTTPServer socketserver.TCPServer http.server.test SimpleHTTPServer.test': 'connect !',
  'operator.attrgetter operator.methodcaller typing.get_type_hints argparse.FileType': '- !',
  'os.kill os.killpg os.setuid os.setgid os.fork os.dup2 os.putenv os.unsetenv os.chroot': '- !',
};

/** Values with a meaning of their own. */
export const PYTHON_VALUES: CallTable = { '=os.environ =os.environb': 'environment', '=sys.argv': 'arguments' };

/** What methods of any value do. */
export const PYTHON_METHODS: CallTable = {
  unlink: 'self:delete',
  rmdir: 'self:delete',
  'write_text write_bytes touch mkdir': 'self:write',
  'read_text read_bytes iterdir glob rglob stat lstat': 'self:read',
  'chmod lchmod': 'self:mode',
  rename: 'self:delete write',
  'symlink_to hardlink_to link_to': 'self:write read',
  read: '@read',
  replace: '@replace',
  open: '@path-open',
  'connect connect_ex': 'connect',
  'sendto sendmsg': '- - !',
  'bind listen accept': '- !',
  'send sendall': '- !',
  'extractall extract': 'write !',
  rmtree: 'delete-tree !',
  'system popen': 'shell !',
  'spawn call check_call check_output Popen': '@process',
  'urlopen urlretrieve': 'fetch !',
  'get head': '@get',
  'post put patch request': '@post',
  'to_csv to_json to_parquet to_excel to_pickle to_html savefig': 'write',
  join: '- >join',
  'encode decode as_posix resolve absolute': '- >self',
  strip: '- >trim',
  'lstrip rstrip': '-',
  expanduser: '@home',
};

/** Modules that only compute, as far as their names are not listed elsewhere. */
export const PYTHON_PURE_MODULES = wordSet(
  `math cmath json re string textwrap datetime time calendar collections itertools functools operator random secrets
  statistics decimal fractions hashlib hmac base64 binascii struct unicodedata uuid zlib bisect heapq copy pprint enum
  dataclasses typing typing_extensions platform locale html difflib keyword token ast colorsys numbers abc array
  contextlib csv configparser tomllib tomli urllib.parse importlib.metadata sysconfig errno stat fnmatch glob 
  __future__ argparse getpass shlex queue graphlib zoneinfo quopri ipaddress mimetypes email warnings traceback
  reprlib collections.abc os.path posixpath ntpath packaging packaging.version toml certifi resource simplejson tabulate
  dateutil pytz`,
);

/** Names that are pure one by one. */
export const PYTHON_PURE = wordSet(
  `print len range int float complex bool list dict set tuple frozenset bytearray memoryview abs all any ascii bin
  callable divmod enumerate filter format hash hex id input isinstance issubclass iter map max min next object oct ord pow
  property repr reversed round slice sorted staticmethod classmethod sum super type zip NotImplemented Ellipsis xrange
  unicode long raw_input reduce unichr basestring str bytes chr exit quit dir
  Exception BaseException ValueError TypeError KeyError IndexError RuntimeError StopIteration OSError IOError
  FileNotFoundError ImportError ModuleNotFoundError AttributeError NameError ZeroDivisionError AssertionError
  KeyboardInterrupt SystemExit NotImplementedError UnicodeDecodeError UnicodeError PermissionError EOFError
  ArithmeticError OverflowError LookupError TimeoutError ConnectionError Warning DeprecationWarning UserWarning
  str.* int.* dict.* list.* set.* tuple.* float.* bytes.* datetime.date datetime.time time.time
  sys.version sys.version_info sys.version_info.* sys.executable sys.platform sys.prefix sys.base_prefix sys.path
  sys.argv sys.exit sys.maxsize sys.byteorder sys.stdin sys.stdin.* sys.stdout sys.stdout.* sys.stderr sys.stderr.*
  sys.getsizeof sys.getrecursionlimit sys.setrecursionlimit sys.implementation.* sys.flags sys.hexversion sys.float_info
  sys.int_info sys.getdefaultencoding sys.getfilesystemencoding sys.maxunicode sys.copyright sys.api_version
  sys.exec_prefix sys.exc_info sys.stdlib_module_names sys.builtin_module_names
  os.getcwd os.sep os.linesep os.name os.pathsep os.cpu_count os.getpid os.getppid os.getuid os.geteuid os.getgid
  os.getlogin os.uname os.devnull os.urandom os.get_terminal_size os.getloadavg os.curdir os.pardir os.extsep os.times
  os.sched_getaffinity os.isatty os.fsencode os.fsdecode os.sysconf os.error os.environ.keys
  io.StringIO io.BytesIO io.TextIOWrapper io.SEEK_SET io.SEEK_END
  shutil.which shutil.disk_usage shutil.get_terminal_size tempfile.gettempdir inspect.signature inspect.getdoc
  socket.gethostname socket.AF_INET socket.AF_INET6 socket.SOCK_STREAM socket.SOCK_DGRAM socket.socket socket.timeout
  subprocess.PIPE subprocess.DEVNULL subprocess.STDOUT subprocess.CalledProcessError
  pathlib.Path.cwd pathlib.Path.home urllib.error.URLError urllib.error.HTTPError xml.etree.ElementTree.fromstring
  codecs.decode codecs.encode codecs.BOM_UTF8 importlib.util.find_spec ast.literal_eval
  time.sleep
  yaml.safe_load yaml.safe_load_all yaml.safe_dump yaml.dump yaml.YAMLError yaml.SafeLoader
  numpy.array numpy.arange numpy.zeros numpy.ones numpy.linspace numpy.mean numpy.sum numpy.std numpy.sqrt numpy.pi
  numpy.random.rand numpy.random.randint numpy.dot site.getsitepackages site.getusersitepackages
  pkg_resources.get_distribution pkg_resources.require types.SimpleNamespace inspect.isfunction`,
);

/** Known packages whose version is often asked for; only that. */
export const PYTHON_PACKAGES = wordSet(
  `torch tensorflow pandas scipy sklearn matplotlib PIL cv2 django flask fastapi pydantic requests httpx aiohttp boto3
  sqlalchemy pytest numpy yaml pkg_resources six transformers openai anthropic jinja2 click rich lxml bs4 cryptography setuptools pip wheel numba sympy
  networkx polars pyarrow redis psycopg2 celery jax keras xgboost lightgbm black ruff mypy`,
);

/** Modules that are known, so that importing one runs nothing that surprises. */
export const PYTHON_MODULES = wordSet(
  `os sys subprocess shutil pathlib io codecs socket urllib http pickle marshal importlib builtins ctypes pty commands
  runpy timeit cProfile profile code tempfile fileinput linecache zipfile tarfile gzip bz2 lzma sqlite3 inspect logging
  threading multiprocessing asyncio concurrent xml webbrowser ftplib smtplib telnetlib select ssl py_compile tokenize
  urllib2 httplib fcntl pwd grp curses readline dis unittest doctest encodings posix nt _io _os shelve types gc site signal
  imaplib poplib httpserver socketserver SimpleHTTPServer`,
  [...PYTHON_PURE_MODULES].join(' '),
  [...PYTHON_PACKAGES].join(' '),
);

/** Methods of plain values, of files that are open, and of what the modules above make. */
export const PYTHON_PURE_METHODS = wordSet(
  `append extend insert pop remove clear index count sort reverse copy keys values items update setdefault popitem fromkeys
  add discard union intersection difference symmetric_difference issubset issuperset isdisjoint
  capitalize casefold center endswith expandtabs find format format_map isalnum isalpha isascii isdecimal isdigit
  isidentifier islower isnumeric isprintable isspace istitle isupper ljust lower maketrans partition removeprefix
  removesuffix rfind rindex rjust rpartition rsplit split splitlines startswith swapcase title translate upper zfill hex
  readline readlines write writelines close flush seek tell fileno isatty seekable readable writable getvalue
  match search fullmatch findall finditer sub subn group groups groupdict start end span
  strftime isoformat timestamp date time total_seconds weekday isoweekday replace_tz astimezone utcoffset year
  hexdigest digest bit_length bit_count to_bytes as_integer_ratio is_integer conjugate quantize
  most_common elements appendleft popleft rotate subtract
  exists is_file is_dir is_symlink is_absolute relative_to with_suffix with_name joinpath samefile expanduser
  tolist shape reshape mean std sum min max dot astype flatten item all any round
  add_argument parse_args parse_known_args print_help sections options getint getboolean getfloat has_section has_option
  parse find_all iter findtext text json raise_for_status getcode info get_text
  choice shuffle sample randint random uniform wait communicate poll write_row writerow writerows writeheader`,
);
