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
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('cmd', code), expected, code);
});

test('notes files that are read, written and deleted', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['del /f /q C:\\tmp\\x.txt', 'ok delete=C:\\tmp\\x.txt'],
    ['del /s *.log', 'ok delete-tree=*.log'],
    ['del/q x', 'ok delete=x'],
    ['d^el x', 'ok delete=x'],
    ['rd /s /q C:\\x', 'ok delete-tree=C:\\x'],
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
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('cmd', code), expected, code);
});

test('does not understand everything else', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['reg delete HKLM\\x /f', 'no opaque=?'],
    ['format c:', 'no opaque=?'],
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
    ['cd C:\\x && del y', 'no enter=C:\\x delete=y'],
    ['date 01-01-2000', 'no'],
  ];
  for (const [code, expected] of cases) assert.equal(describeReading('cmd', code), expected, code);
});
