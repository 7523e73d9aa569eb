import { testWorkspaceFiles } from '../../ports/conformance/workspace-files.ts';
import { openTestFiles } from './testing/open-test-files.ts';

testWorkspaceFiles('workspace', (t) => openTestFiles(t));
