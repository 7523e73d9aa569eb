import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readJulia, readR } from './calls.ts';

const described = ({ uses, isUnderstood }: ReturnType<typeof readR>): string =>
  [...uses.map(({ use, value }) => `${use} ${value}`), ...(isUnderstood ? [] : ['?'])].join(', ');

/** Code of R, and what it does; `?` where it is not understood. */
const IN_R: readonly (readonly [string, string])[] = [
  ['', ''],
  ['sessionInfo()', ''],
  ['print(packageVersion("dplyr"))', ''],
  ['cat("a;b")', ''],
  ['R.version.string', ''],
  ['devtools::test()', 'script .'],
  ['devtools::test("pkg", reporter = \'a\'); sessionInfo()', 'script pkg, script a'],
  ['rmarkdown::render("/etc/a.Rmd")', 'script /etc/a.Rmd'],
  ['library(x)\ndevtools::check(cran = TRUE, n = 1.5)', 'script ., script .'],
  ['system("reboot")', '?'],
  ['devtools::test(system("reboot"))', '?'],
  ['print(system("reboot"))', '?'],
  ['devtools::test()system("reboot")', '?'],
  ['devtools::test', '?'],
  ['devtools::test(', '?'],
  ['library(x', '?'],
  ['devtools::test("a\\\\")', '?'],
  ['devtools::test("a)', '?'],
  ['print(print(print(print(print(print(pi))))))', '?'],
  ['x <- sessionInfo()', '?'],
  [`${' '.repeat(5_000)}pi`, '?'],
  ['install.packages("x")', '?'],
  ['using Pkg', '?'],
];

/** Code of Julia. */
const IN_JULIA: readonly (readonly [string, string])[] = [
  ['using Pkg; Pkg.test()', 'script .'],
  ['import Pkg; Pkg.activate("/tmp/x"); Pkg.instantiate()', 'script /tmp/x, script .'],
  ['println(VERSION)', ''],
  ['println("a $(run(`reboot`))")', '?'],
  ['include("a.jl")', 'script a.jl'],
  ['using A, B: c', 'script .'],
  ['using A; run(`reboot`)', 'script ., ?'],
  ['using A run(`reboot`)', 'script ., ?'],
  ['Pkg.add("x")', '?'],
  ['run(`reboot`)', '?'],
];

describe('Calls on a command line', () => {
  for (const [code, does] of IN_R) test(`R: ${JSON.stringify(code)}`, () => assert.equal(described(readR(code)), does));
  for (const [code, does] of IN_JULIA)
    test(`Julia: ${JSON.stringify(code)}`, () => assert.equal(described(readJulia(code)), does));
});
