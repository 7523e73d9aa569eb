import { type CallTable, wordSet } from './code-value.ts';

/** What Ruby's methods of modules and classes do; see `applyCall` for the words. */
export const RUBY_CALLS: CallTable = {
  'system exec spawn Kernel.system Kernel.exec Kernel.spawn Process.spawn Process.exec Open3.capture2 Open3.capture2e Open3.capture3 Open3.popen2 Open3.popen2e Open3.popen3 Open3.pipeline PTY.spawn':
    'command*',
  'trap set_trace_func ARGV.replace ARGV.push ARGV.append ARGV.unshift ARGV.prepend ARGV.insert ARGV.concat ARGV.fill ARGV.map! ARGV.collect!':
    '- !',
  'Kernel.` syscall fork Process.daemon Process.kill Process.fork Fiddle.dlopen ObjectSpace.each_object': '- !',
  'eval Kernel.eval binding instance_eval class_eval RubyVM.InstructionSequence.compile': 'eval',
  'IO.popen': 'shell',
  'IO.write IO.binwrite': '@open-write',
  'Pathname.new Pathname': '- !',
  'load Kernel.load require_relative': 'script',
  'require gem': '@require',
  autoload: 'opaque',
  'open Kernel.open IO.read IO.readlines IO.foreach IO.binread URI.open': '@open',
  'STDOUT.reopen STDERR.reopen STDIN.reopen $stdout.reopen $stderr.reopen $stdin.reopen': 'open !',
  'File.open File.new CSV.open Zlib.GzipWriter.open Zlib.GzipReader.open PStore.new': 'open',
  'File.read File.readlines File.foreach File.binread File.exist? File.file? File.directory? File.size File.stat File.mtime File.readlink File.readable? File.writable? File.executable? File.zero? Dir.entries Dir.children Dir.each_child Dir.exist? Dir.open Dir.new CSV.read CSV.foreach YAML.load_file JSON.load_file ':
    'read',
  'File.write File.binwrite File.mkfifo File.truncate Dir.mkdir FileUtils.mkdir FileUtils.mkdir_p FileUtils.makedirs FileUtils.touch':
    'write',
  'File.delete File.unlink Dir.rmdir Dir.delete Dir.unlink FileUtils.rm FileUtils.rm_f FileUtils.rmdir FileUtils.safe_unlink':
    'delete*',
  'FileUtils.rm_r FileUtils.rm_rf FileUtils.remove_dir FileUtils.remove_entry FileUtils.remove_entry_secure FileUtils.rmtree FileUtils.remove':
    'delete-tree',
  'File.rename FileUtils.mv FileUtils.move': 'delete write',
  'FileUtils.cp FileUtils.copy FileUtils.copy_file FileUtils.install': 'read write',
  'FileUtils.cp_r FileUtils.copy_entry': 'tree write',
  'File.symlink File.link FileUtils.ln FileUtils.ln_s FileUtils.ln_sf': 'read write',
  'File.chmod FileUtils.chmod': '- mode',
  'FileUtils.chmod_R FileUtils.chown_R': '- mode-tree',
  'File.chown FileUtils.chown': '- - mode',
  'Dir.chdir FileUtils.cd': 'enter',
  'ENV.fetch': 'env',
  'ENV.[]': 'env',
  'Net.HTTP.get Net.HTTP.get_response Net.HTTP.start Net.HTTP.new HTTParty.get Faraday.get RestClient.get': 'fetch !',
  'Net.HTTP.post Net.HTTP.post_form HTTParty.post Faraday.post RestClient.post': 'upload !',
  'TCPSocket.new TCPSocket.open UDPSocket.new UNIXSocket.new Socket.tcp OpenSSL.SSL.SSLSocket.new': 'connect !',
  'TCPServer.new TCPServer.open UNIXServer.new WEBrick.HTTPServer.new httpd': '- !',
  'Base64.decode64 Base64.strict_decode64': '- >base64',
  'Base64.urlsafe_decode64': '- >base64url',
  'File.expand_path': '@home',
  'File.absolute_path String.new String ': '- >same',
  'File.join': '- >path',
  'Marshal.load YAML.load YAML.unsafe_load Object.const_get': 'opaque',
};

/** Values with a meaning of their own. */
export const RUBY_VALUES: CallTable = { '=ENV': 'environment', '=ARGV =ARGF': 'arguments' };

/** What methods of any value do. */
export const RUBY_METHODS: CallTable = {
  'unlink delete_file rmtree': 'self:delete-tree',
  'popen exec system spawn': 'command* !',
  'connect fdopen reopen': 'connect !',
  delete: '@delete',
  join: '- >join',
  reverse: '- ',
  'to_s to_str dup freeze': '- >self',
  strip: '- >trim',
  chomp: '-',
};

/** Libraries that may be loaded. */
export const RUBY_LIBRARIES = wordSet(
  `json yaml set date time csv digest digest/md5 digest/sha1 digest/sha2 base64 bigdecimal pp prettyprint securerandom
  ostruct optparse shellwords erb uri stringio strscan fileutils pathname open3 English benchmark matrix
  prime rational complex etc rbconfig socket net/http open-uri zlib open-uri openssl timeout forwardable singleton
  observer delegate abbrev io/console rubygems logger psych`,
);

/** Names that only compute. */
export const RUBY_PURE = wordSet(
  `puts print p pp printf sprintf format putc gets readline readlines rand srand sleep exit exit! abort raise loop lambda proc
  Integer Float Array Hash Rational Complex block_given? catch throw at_exit warn caller chomp chop sub gsub chomp!
  sub! gsub! attr_accessor attr_reader attr_writer include extend private public protected freeze nil? inspect frozen?
  RUBY_VERSION RUBY_PLATFORM RUBY_ENGINE RUBY_PATCHLEVEL RUBY_RELEASE_DATE RUBY_COPYRIGHT RUBY_DESCRIPTION RUBY_ENGINE_VERSION
  Integer.* Float.* Array.* Hash.* Math.* Time.* Date.* DateTime.* Set.* Random.* SecureRandom.* JSON.parse JSON.generate
  JSON.pretty_generate JSON.dump JSON YAML.dump YAML.safe_load YAML CSV.parse CSV.parse_line CSV.generate Digest.* Base64.encode64
  Base64.strict_encode64 Base64.urlsafe_encode64 Comparable Enumerable Struct.new Struct OpenStruct.new Range.new Regexp.*
  Symbol.* NilClass Proc.new Rational Complex BigDecimal String Integer StandardError RuntimeError ArgumentError TypeError
  Exception Errno.ENOENT IOError File.basename File.dirname File.extname File.split Dir.pwd Dir.glob Dir.home
  Dir.[] File.SEPARATOR ARGV ARGV.* ARGF ARGF.* STDIN STDIN.* STDOUT STDOUT.* STDERR STDERR.* $stdin $stdin.* $stdout $stdout.*
  $stderr $stderr.* $PROGRAM_NAME Process.pid Process.ppid Process.clock_gettime Process.CLOCK_MONOTONIC Etc.nprocessors
  Etc.getlogin Gem.VERSION Gem.path Gem.dir Gem.ruby Gem.ruby_version Gem.platforms Gem.user_dir Gem.default_dir Gem.host RbConfig.CONFIG RbConfig.CONFIG.* Shellwords.* URI.* ERB.Util.* StringIO.new Rational.*
  Benchmark.* ENV.key? ENV.has_key? Signal.list Encoding.* GC.stat GC.count ObjectSpace.count_objects Bundler.VERSION
   Comparable FileUtils.pwd TRUE FALSE NIL`,
);

/** Methods of plain values. */
export const RUBY_PURE_METHODS = wordSet(
  `new each each_with_index each_with_object each_slice each_cons each_char each_line each_byte each_key each_value each_pair
  each_entry map map! collect flat_map select select! filter filter_map reject reject! find detect find_index index rindex
  inject reduce sum min max minmax min_by max_by sort sort! sort_by sort_by! group_by partition zip take take_while drop
  drop_while first last push pop shift unshift append insert concat compact compact! flatten flatten! uniq uniq! reverse
  reverse! rotate shuffle sample include? member? any? all? none? one? empty? nil? count length size tally cycle step times
  upto downto to_i to_f to_a to_h to_s to_sym to_r to_c to_json to_set inspect keys values key? has_key? value?
  has_value? fetch dig store delete_if delete_at keep_if merge merge! update transform_values transform_keys invert
  sort_by slice slice! except split lines chars bytes codepoints gsub gsub! sub sub! tr tr_s squeeze strip strip! lstrip
  rstrip chomp chomp! chop chop! upcase upcase! downcase downcase! capitalize capitalize! swapcase center ljust rjust start_with?
  end_with? match match? scan =~ hex oct ord chr succ next pred abs ceil floor round truncate divmod modulo fdiv pow gcd lcm
  digits even? odd? zero? positive? negative? integer? finite? nan? between? clamp is_a? kind_of? instance_of? respond_to?
  nonzero? eql? equal? hash frozen? dup clone itself then tap yield_self freeze unpack unpack1 pack encode force_encoding
  unicode_normalize valid_encoding? encoding ascii_only? bytesize getbyte byteslice % + - * / << [] []= read gets readline
  readlines write puts print printf putc close flush eof? eof rewind seek pos lineno binmode sync sync= tty? isatty fileno
  each_line year month day hour min sec wday yday strftime iso8601 to_date to_time utc localtime getutc hexdigest digest
  base64digest call arity curry backtrace message full_message values_at assoc rassoc product combination permutation
  transpose bsearch lazy force with_index with_object each_index fill clear replace compare_by_identity default default=
  exitstatus success? join union intersection difference add add? subset? superset? disjoint? body code path host port scheme
  query to_path version basename dirname extname children parent exist? file? directory? relative? absolute? split
  named_captures captures pre_match post_match names begin end rstrip! lstrip! prepend ljust partition rpartition `,
);
