import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCidr } from './cidr.ts';
import { judgeAddresses } from './judge-addresses.ts';

function judge(
  found: readonly string[],
  {
    exceptions = [],
    own = [],
    host = 'a.example',
  }: { exceptions?: readonly string[]; own?: readonly string[]; host?: string } = {},
) {
  const blocks = exceptions.map((text) => {
    const block = parseCidr(text);
    assert.ok(block !== null);
    return block;
  });
  return judgeAddresses(found, { host, exceptions: blocks, own: new Set(own) });
}

function codeOf(...input: Parameters<typeof judge>): string {
  const answer = judge(...input);
  return answer.ok ? answer.addresses.join(' ') : `${answer.refusal.code} ${answer.refusal.alarm}`;
}

describe('The addresses of a host', () => {
  test('may be dialled when every one is public', () => {
    assert.equal(codeOf(['93.184.216.34', '2606::1']), '93.184.216.34 2606:0:0:0:0:0:0:1');
  });

  test('are all refused when one is not', () => {
    assert.equal(codeOf(['93.184.216.34', '10.0.0.1']), 'egress.address unknown-host');
    assert.equal(codeOf(['::1', '93.184.216.34']), 'egress.address unknown-host');
    assert.equal(codeOf(['93.184.216.34', 'fd00:ec2::254']), 'egress.metadata blocked-address');
  });

  test('are refused when there is none, or one cannot be read', () => {
    assert.equal(codeOf([]), 'egress.name-unresolved none');
    assert.equal(codeOf(['elsewhere.example']), 'egress.address unknown-host');
    assert.equal(codeOf(['fe80::1%eth0']), 'egress.address unknown-host');
  });

  test('may be inside where a rule excepts them, but never metadata', () => {
    assert.equal(codeOf(['10.0.0.1'], { exceptions: ['10.0.0.0/8'] }), '10.0.0.1');
    assert.equal(codeOf(['::ffff:10.0.0.1'], { exceptions: ['10.0.0.0/8'] }), '10.0.0.1');
    assert.equal(codeOf(['10.0.0.1'], { exceptions: ['10.1.0.0/16'] }), 'egress.address unknown-host');
    assert.equal(codeOf(['169.254.169.254'], { exceptions: ['169.254.0.0/16'] }), 'egress.metadata blocked-address');
  });

  const never = [
    ['169.254.129.3', '169.254.0.0/16', 'App Service of Azure, link-local'],
    ['169.254.1.1', '169.254.0.0/16', 'link-local'],
    ['fe80::1', 'fe80::/10', 'link-local'],
    ['fd00:ec2::23', 'fd00::/8', 'Pod Identity of Amazon'],
    ['fd00:c1::a9fe:a9fe', 'fd00::/8', 'Oracle'],
    ['fd00:a9fe:a9fe::1', 'fd00::/8', 'Linode'],
    ['fd00:100::100:200', 'fd00::/8', 'Alibaba'],
    ['64:ff9b:1:a9fe:a9:fe00::', '64:ff9b:1::/48', 'a metadata service behind a translator of the network'],
    ['64:ff9b:1::808:808', '64:ff9b:1::/48', 'whatever is behind a translator of the network'],
    ['64:ff9b::a9fe:a9fe', '64:ff9b::/96', 'a metadata service behind a translator'],
  ] as const;
  for (const [address, block, what] of never) {
    test(`are never excepted where they are ${address}: ${what}`, () => {
      assert.match(codeOf([address], { exceptions: [block] }), /^egress\./);
    });
  }

  test('without those that DNS64 made of another one of them, which alone are refused', () => {
    assert.equal(codeOf(['93.184.216.34', '64:ff9b::5db8:d822']), '93.184.216.34');
    assert.equal(codeOf(['64:ff9b::5db8:d822']), 'egress.address unknown-host');
    assert.equal(codeOf(['93.184.216.34', '64:ff9b::5db8:d823']), 'egress.address unknown-host');
    assert.equal(codeOf(['10.0.0.1', '64:ff9b::a00:1']), 'egress.address unknown-host');
  });

  test('may not be those of this machine unless they are excepted', () => {
    const own = ['93.184.216.34', '10.0.0.1'];
    assert.equal(codeOf(['93.184.216.34'], { own }), 'egress.address unknown-host');
    assert.equal(codeOf(['93.184.216.34'], { own, exceptions: ['93.184.216.34'] }), '93.184.216.34');
  });

  test('are named where a name led to them', () => {
    const reasons = [
      judge(['10.0.0.1']),
      judge(['10.0.0.1'], { host: '10.0.0.1' }),
      judge(['::1'], { host: '[0:0:0:0:0:0:0:1]' }),
    ];
    assert.deepEqual(
      reasons.map((answer) => (answer.ok ? null : answer.refusal.reason)),
      [
        'connect to a.example, which leads to 10.0.0.1: private use, want a public address',
        'connect to 10.0.0.1: private use, want a public address',
        'connect to [0:0:0:0:0:0:0:1]: loopback, want a public address',
      ],
    );
  });
});
