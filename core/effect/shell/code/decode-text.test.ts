import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeBase64Text, decodeBase64UrlText, decodeHexText, decodePowershellCommand } from './decode-text.ts';

test('decodes base64 with and without padding, with blanks and in its URL-safe spelling', () => {
  assert.equal(decodeBase64Text('aWQ='), 'id');
  assert.equal(decodeBase64Text('aWQ'), 'id');
  assert.equal(decodeBase64Text('cm0g\r\n\tLXJm'), 'rm -rf');
  assert.equal(decodeBase64Text('w7/DvyA/'), 'ÿÿ ?');
  assert.equal(decodeBase64UrlText('w7_DvyA_'), 'ÿÿ ?');
  assert.equal(decodeBase64UrlText('Pj4-'), '>>>');
});

test('decodes no base64 that decoders read in different ways', () => {
  assert.equal(decodeBase64Text('a*b'), null);
  assert.equal(decodeBase64Text('w7_DvyA_'), null);
  assert.equal(decodeBase64Text('aWQ=aWQ='), null);
  assert.equal(decodeBase64Text('4Cc7aWQ='), null);
});

test('decodes hexadecimal digits as UTF-8', () => {
  assert.equal(decodeHexText('6964'), 'id');
  assert.equal(decodeHexText('C3A9'), 'é');
  assert.equal(decodeHexText('f09f9880'), '😀');
  assert.equal(decodeHexText('696'), null);
  assert.equal(decodeHexText('zz'), null);
  assert.equal(decodeHexText('c0af'), null);
});

test('decodes an encoded command of PowerShell', () => {
  assert.equal(decodePowershellCommand('SQBFAFgA'), 'IEX');
  assert.equal(decodePowershellCommand(Buffer.from('Remove-Item é', 'utf16le').toString('base64')), 'Remove-Item é');
  assert.equal(decodePowershellCommand('SQBF AFgA'), 'IEX');
  assert.equal(decodePowershellCommand('SQBF'), null);
  assert.equal(decodePowershellCommand('SQBFAFgA-'), null);
  assert.equal(decodePowershellCommand('not base64!'), null);
});
