import assert from 'node:assert/strict';
import test from 'node:test';
import { describeReading } from './testing/describe-reading.ts';

test('understands commands that only print', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['dir', 'ok'],
    ['echo hi', 'ok'],
    ['ver', 'ok'],
    ['whoami', 'ok'],
    ['where git', 'ok'],
    ['@echo off', 'ok'],
    ['type a.txt', 'ok read=a.txt'],
    ['date /t', 'ok'],
    ['time /t', 'ok'],
    ['cd', 'ok'],
    ['whoami.exe', 'ok'],
    ['C:\\Windows\\System32\\whoami.exe', 'ok'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('cmd', code), expected, code);
});

test('notes files that are read, written and deleted', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['del /f /q C:\\tmp\\x.txt', 'ok delete=/C:/tmp/x.txt'],
    ['del /s *.log', 'ok delete-tree=*.log'],
    ['del/q x', 'ok delete=x'],
    ['d^el x', 'ok delete=x'],
    ['rd /s /q C:\\x', 'ok delete-tree=/C:/x'],
    ['rmdir a', 'ok delete-tree=a'],
    ['echo a & del b', 'ok delete=b'],
    ['echo hi > out.txt', 'ok write=out.txt'],
    ['copy a b', 'ok read=a write=b'],
    ['move a b', 'ok delete=a write=b'],
    ['mkdir c', 'ok write=c'],
    ['"del x & rd y"', 'ok delete=x delete-tree=y'],
    ['dir && erase z', 'ok delete=z'],
    ['(del x)', 'ok delete=x'],
    ['dir > nul', 'ok'],
    ['del a b', 'ok delete=a delete=b'],
    ['del /s/q x', 'ok delete-tree=x'],
    ['del/s/q x', 'ok delete-tree=x'],
    ['del /f "/s"', 'ok delete=/s'],
    ['del ???.txt', 'ok delete-tree=???.txt'],
    ['more a.txt', 'ok read=a.txt'],
    ['sort a.txt', 'ok read=a.txt'],
    ['find "x" a.txt', 'ok read=a.txt'],
    ['findstr /i "x" a.txt', 'ok read=a.txt'],
    ['fc a b', 'ok read=a read=b'],
    ['tree C:\\x', 'ok read=/C:/x'],
    ['robocopy a b', 'ok tree=a write=b'],
    ['xcopy a b c', 'ok tree=a write=b'],
    ['dir 2> err.txt', 'ok write=err.txt'],
    ['dir >> all.txt 2>&1', 'ok write=all.txt'],
    ['type a.txt || echo missing', 'ok read=a.txt'],
    ['type a.txt | sort', 'ok read=a.txt'],
    ['> new.txt', 'ok write=new.txt'],
    ['del ..\\x', 'ok delete=../x'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('cmd', code), expected, code);
});

test('does not understand everything else', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['reg delete HKLM\\x /f', 'no opaque=?'],
    ['format c:', 'no opaque=? shell=format c:'],
    ['net user x y /add', 'no opaque=?'],
    ['sc stop x', 'no opaque=?'],
    ['taskkill /F /IM x.exe', 'no opaque=?'],
    ['vssadmin delete shadows', 'no opaque=?'],
    ['wbadmin delete catalog', 'no opaque=?'],
    ['bcdedit /set x', 'no opaque=?'],
    ['cipher /w:C', 'no opaque=?'],
    ['for %i in (*) do del %i', "no opaque=? shell='*' shell=?"],
    ['if exist x del x', 'no opaque=?'],
    ['start calc', 'no opaque=?'],
    ['%COMSPEC% /c x', 'no shell=?'],
    ['echo %PATH%', 'no'],
    ['powershell -c x', 'no opaque=?'],
    ['schtasks /create /tn x', 'no opaque=?'],
    ['icacls x /grant Everyone:F', 'no mode=x'],
    ['git status', 'no shell=git status'],
    ['cd C:\\x && del y', 'no enter=/C:/x delete=y'],
    ['date 01-01-2000', 'no'],
    ['sort /o b a.txt', 'no read=b read=a.txt'],
    ['robocopy a b /mir', 'no tree=a write=b'],
    ['C:\\evil\\whoami.exe', "no shell='C:\\evil\\whoami.exe'"],
    ['echo "a\ndel x', 'no delete=x'],
    ['time 10:00', 'no'],
    ['more < a.txt', 'no read=a.txt'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('cmd', code), expected, code);
});
