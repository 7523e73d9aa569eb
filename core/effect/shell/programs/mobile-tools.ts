import { CHANGES_REMOTE, INSTALLS, INSTALLS_INTO_PROJECT, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_IDENTITY, CHANGES_PROJECT, CLEANS_BUILD, CLEANS_CACHE } from './development-acts.ts';

const HARMLESS = { isHarmless: true } as const;
const RUNS_CODE: ProgramRule = { does: RUNS_PROJECT_CODE };
const INSTALLING: ProgramRule = { does: INSTALLS_INTO_PROJECT };

/** Tools of applications for phones, and of Apple's toolchain. */
export const MOBILE_TOOLS: ProgramTable = {
  fastlane: {
    does: RUNS_PROJECT_CODE,
    verbs: [
      {
        verbs: [
          'deliver',
          'pilot',
          'supply',
          'release*',
          'deploy*',
          'upload*',
          'publish*',
          'beta',
          'appstore',
          'match',
        ],
        does: CHANGES_REMOTE,
      },
      { verbs: ['*'], does: RUNS_PROJECT_CODE },
    ],
  },
  'xcodebuild xctool xcpretty': {
    does: RUNS_PROJECT_CODE,
    options: { '-list -version -showsdks -showBuildSettings': HARMLESS },
    style: 'words',
  },
  'pod carthage mint swiftlint swiftformat periphery tuist xcodegen': {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'install update bootstrap build checkout': INSTALLING,
      'outdated search list env info version rules': {},
      'trunk push': { does: CHANGES_REMOTE },
      'deintegrate cache': { does: CLEANS_CACHE },
      '*': RUNS_CODE,
    },
  },
  'dart flutter fvm': {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'info devices doctor emulators help': {},
      // Its plugins are the project's.
      analyze: RUNS_CODE,
      pub: {
        subcommands: {
          'get upgrade add remove downgrade outdated deps cache': INSTALLING,
          publish: { does: CHANGES_REMOTE },
          global: { does: INSTALLS },
          'login logout token': { does: CHANGES_IDENTITY },
          run: RUNS_CODE,
        },
      },
      'create format fix': { does: CHANGES_PROJECT },
      'upgrade downgrade channel precache': { does: INSTALLS_INTO_PROJECT },
      clean: { does: CLEANS_BUILD },
      '*': RUNS_CODE,
    },
  },
  xcrun: {
    options: {
      '--sdk -sdk --toolchain': 'text',
      '--find -f': { takes: 'text', isHarmless: true },
      '--show-sdk-path --show-sdk-version --show-sdk-platform-path --show-toolchain-path -show-sdk-path': {
        isHarmless: true,
      },
    },
    operands: ['command'],
    stopsAtOperand: true,
  },
  simctl: {
    subcommands: {
      'list help runtime': {},
      'boot bootstatus shutdown install launch terminate create': {
        does: RUNS_PROJECT_CODE,
        operands: ['text', 'read'],
      },
    },
  },
};
