import { LISTENS } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CHANGES_ACCOUNTS,
  CONNECTS,
  ENCRYPTS,
  MANAGES_SECRETS,
  ONLY_PRINTS,
  READS_SECRETS,
  SENDS,
} from './machine-acts.ts';
import { overriding } from './with-options.ts';

/** What the commands of openssl share. Engines and providers are libraries that it loads. */
const OPENSSL_OPTIONS: { readonly [names: string]: OptionRule } = {
  '-in -inkey -key -CAfile -CApath -CA -CAkey -cert -certfile -chain -rand -config -extfile -signature -verify -kfile':
    'read',
  '-out -keyout -writerand -CAserial -sigout -pubkeyout -crl -paramout': 'write',
  '-engine -provider -provider-path -propquery': 'opaque',
  '-inform -outform -keyform -pass -passin -passout -k -K -iv -S -md -days -subj -nameopt -certopt -algorithm -pkeyopt':
    'text',
  '-name -newkey -set_serial -servername -tls1 -cipher -ciphersuites -alpn -starttls -iter -bufsize -salt -extensions':
    'text',
};

/** What makes `openssl enc` encrypt or decrypt; without any of it, it only encodes. Its `-salt` takes no value. */
const ENC_OPTIONS = overriding<OptionRule>(OPENSSL_OPTIONS, {
  '-salt -nosalt -a -A -base64 -e -d -p -P': 'flag',
  '-k -pass -K': { takes: 'text', does: ENCRYPTS },
  '-kfile': { takes: 'read', does: ENCRYPTS },
  '-pbkdf2 -aes128 -aes192 -aes256 -aes-128-cbc -aes-192-cbc -aes-256-cbc -aes-128-ctr -aes-256-ctr': {
    does: ENCRYPTS,
  },
  '-aes-256-gcm -chacha20 -des3 -des-ede3-cbc -bf -bf-cbc -rc4 -camellia-256-cbc -aria-256-cbc': { does: ENCRYPTS },
});

/** An openssl command that only computes or prints. */
const COMPUTES: ProgramRule = { style: 'words', operands: ['read'], options: OPENSSL_OPTIONS };

/** An openssl command that makes or changes keys. */
const MAKES_KEYS: ProgramRule = { ...COMPUTES, operands: ['text'], does: MANAGES_SECRETS };

/** What gpg and its relatives share. Options from a file may name programs. */
const GPG: ProgramRule = {
  operands: ['read'],
  options: {
    '-o --output --logger-file --log-file --status-file --attribute-file': 'write',
    '--options --photo-viewer --exec-path --agent-program --dirmngr-program --pinentry-program --load-extension':
      'opaque',
    '--keyring --secret-keyring --passphrase-file --trustdb-name --no-default-keyring': 'read',
    '-c --symmetric -s --sign --clearsign --clear-sign -b --detach-sign -d --decrypt --decrypt-files': {
      does: READS_SECRETS,
    },
    '--export-secret-keys --export-secret-subkeys --export-ssh-key': { does: READS_SECRETS, operands: ['text'] },
    '--gen-key --generate-key --full-generate-key --full-gen-key --quick-generate-key --quick-gen-key --quick-add-key':
      {
        does: MANAGES_SECRETS,
        operands: ['text'],
      },
    '--import --import-ownertrust --fast-import': {
      does: MANAGES_SECRETS,
    },
    '--delete-keys --delete-key --delete-secret-keys --delete-secret-and-public-key': {
      does: MANAGES_SECRETS,
    },
    '--edit-key --sign-key --lsign-key --quick-sign-key': {
      does: MANAGES_SECRETS,
      operands: ['text'],
    },
    '--gen-revoke --generate-revocation --passwd --change-passphrase': {
      does: MANAGES_SECRETS,
      operands: ['text'],
    },
    '--keyserver': 'connect',
    '--recv-keys --receive-keys --refresh-keys --search-keys --locate-keys --fetch-keys --auto-key-locate': {
      does: CONNECTS,
      operands: ['text'],
    },
    '--send-keys': { does: 'net.upload', operands: ['text'] },
    '--dearmor --enarmor --verify --list-packets --print-md': { operands: ['read'] },
    '-k -K --list-keys --list-public-keys --list-secret-keys --list-sigs --check-sigs --fingerprint --export': {
      operands: ['text'],
    },
    '-r --recipient -u --local-user --default-key --homedir --passphrase --passphrase-fd --pinentry-mode': 'text',
    '--cipher-algo --digest-algo --compress-algo --s2k-mode --trust-model --status-fd --command-fd --keyid-format':
      'text',
    '--set-filename --comment --keyserver-options --list-options --verify-options --display-charset': 'text',
  },
};

/** A mail program: sends what it is given. */
const MAILER: ProgramRule = {
  does: SENDS,
  options: {
    '-A -a --attach -i --body -H': 'read',
    '-F -e --exec -S -C': 'opaque',
    '-s --subject -c --cc -b --bcc -r -f --from --to --server -u -t': 'text',
  },
};

/**
 * Programs that keep keys and passwords, encrypt and sign, and programs that send messages or print on paper.
 */
export const KEYS_AND_MESSAGES: ProgramTable = {
  openssl: {
    input: 'code',
    style: 'words',
    subcommands: {
      'version list help ciphers speed prime errstr rand passwd': { ...COMPUTES, operands: ['text'] },
      // A certificate is public; keys to sign with are named by other options.
      x509: {
        ...COMPUTES,
        options: overriding<OptionRule>(OPENSSL_OPTIONS, {
          '-in': 'look',
          '-signkey -key -CA -CAkey -extfile': 'read',
        }),
      },
      'verify dgst md5 sha1 sha256 sha512 crl crl2pkcs7 pkcs7 asn1parse nseq sess_id storeutl info base64': COMPUTES,
      // Without a cipher it only encodes: `openssl enc -base64`.
      enc: { ...COMPUTES, options: ENC_OPTIONS },
      'aes-128-cbc aes-192-cbc aes-256-cbc aes-256-ctr aes128 aes192 aes256 des3 des-ede3-cbc chacha20': {
        ...COMPUTES,
        options: ENC_OPTIONS,
        does: ENCRYPTS,
      },
      'genpkey genrsa gendsa dhparam dsaparam ecparam req ca pkcs12 pkcs8 rehash fipsinstall kdf mac': MAKES_KEYS,
      'rsa dsa ec pkey pkeyparam pkeyutl rsautl cms smime ts spkac srp': { ...COMPUTES, does: READS_SECRETS },
      's_client s_time ocsp': {
        ...COMPUTES,
        does: CONNECTS,
        options: { ...OPENSSL_OPTIONS, '-connect -host -proxy -url': 'connect' },
      },
      s_server: { ...COMPUTES, does: LISTENS },
    },
  },
  'gpg gpg2 gpgsm': GPG,
  'gpgv gpgv2': { operands: ['read'], options: { '--keyring': 'read', '-o --output': 'write' } },
  'gpgconf gpg-agent gpg-connect-agent': {
    does: MANAGES_SECRETS,
    options: { '--list-dirs --list-components --list-options --check-programs --version': ONLY_PRINTS },
  },
  'ssh-keygen puttygen': {
    does: MANAGES_SECRETS,
    operands: ['text'],
    options: {
      '-lf -lvf -Bf': { takes: 'read', isHarmless: true },
      '-f -o -G -T -M': 'write',
      '-D -w': 'opaque',
      '-l -B -F -Q -L --help': ONLY_PRINTS,
      '-t -b -C -N -P -a -m -n -I -O -R -r -S -s -V -Y -Z -z -W -E -e': { takes: 'text', isOptional: true },
    },
  },
  'ssh-add': {
    does: MANAGES_SECRETS,
    operands: ['read'],
    options: { '-s -S -P': 'opaque', '-t -E -H -h': 'text', '-l -L': ONLY_PRINTS },
  },
  'ssh-agent gpg-preset-passphrase': {
    operands: ['command'],
    stopsAtOperand: true,
    options: { '-a -P -t -E -O': 'text', '-k': { does: 'process.signal' } },
  },
  'age rage': {
    operands: ['read'],
    options: {
      '-o --output': 'write',
      '-i --identity': 'read',
      '-d --decrypt': { does: READS_SECRETS },
      '-r --recipient -R': 'text',
    },
  },
  'age-keygen rage-keygen minisign signify signify-openbsd certtool certutil pk12util': {
    does: MANAGES_SECRETS,
    options: { '-o --output -s -p': 'write', '-V -list -printcert -L': ONLY_PRINTS },
  },
  'ccrypt ccencrypt ccdecrypt mcrypt aescrypt': {
    does: MANAGES_SECRETS,
    operands: ['write'],
    options: { '-k --keyfile': 'read', '-K --key -E --envvar -p': 'text' },
  },
  ccat: { does: READS_SECRETS, operands: ['read'] },
  'pass gopass passage': {
    does: READS_SECRETS,
    subcommands: {
      'ls list find search version help': {},
      'show grep': { does: READS_SECRETS },
      'insert add edit generate rm remove delete mv rename cp copy init git otp': { does: MANAGES_SECRETS },
      '*': { does: READS_SECRETS },
    },
  },
  'secret-tool kwallet-query keyctl lpass bw rbw keepassxc-cli': {
    subcommands: {
      'status sync help version': {},
      'lookup search get show print pipe read read-password ls list': { does: READS_SECRETS },
      'store clear add edit create delete rm remove generate unlock login logout': { does: MANAGES_SECRETS },
      '*': { does: MANAGES_SECRETS },
    },
  },
  security: {
    subcommands: {
      'list-keychains show-keychain-info find-certificate find-identity verify-cert help cms': { operands: ['text'] },
      'find-generic-password find-internet-password find-key dump-keychain export': { does: READS_SECRETS },
      '*': { does: MANAGES_SECRETS },
    },
  },
  'certbot acme.sh lego dehydrated': {
    does: MANAGES_SECRETS,
    options: {
      '--pre-hook --post-hook --deploy-hook --renew-hook --manual-auth-hook --manual-cleanup-hook --reloadcmd': 'shell',
      '-c --config': 'opaque',
    },
    subcommands: { 'certificates plugins help --list': {}, '*': { does: MANAGES_SECRETS } },
  },
  'mkcert easyrsa cfssl': { does: MANAGES_SECRETS, options: { '--vars': 'script', '-CAROOT': ONLY_PRINTS } },
  'hashcat john hydra medusa ophcrack fcrackzip pdfcrack aircrack-ng crunch': {
    does: READS_SECRETS,
    operands: ['read'],
    options: { '-o --outfile --pot': 'write', '-m -a -l -L -p -P -t -s -V': 'text' },
  },
  'mkpasswd pwgen apg xkcdpass diceware': {},
  'htpasswd htdigest': { does: CHANGES_ACCOUNTS, operands: ['write', 'text'], options: { '-n': ONLY_PRINTS } },

  'mail mailx s-nail mutt neomutt sendmail msmtp swaks ssmtp exim exim4 nail heirloom-mailx pine alpine': MAILER,
  'mailq procmail fetchmail getmail offlineimap mbsync formail': { does: CONNECTS },
  'write wall talk': { does: SENDS },
  'logger systemd-notify': {
    options: { '-n --server': 'connect', '-f --file': 'read', '-t --tag -p --priority -P --port': 'text' },
  },
  'lp lpr lprm cancel': {
    does: { class: 'net.upload', detail: 'send to a printer' },
    operands: ['read'],
    options: { '-h -H': 'connect', '-d -P -o -n -t -T -U -u -q -i -C -J': 'text' },
  },
  'lpq lpstat lpinfo lpoptions': { options: { '-h': 'connect', '-P -p -d -o -U -u -E': 'text' } },
  'lpadmin cupsctl cupsenable cupsdisable cupsaccept cupsreject': { does: 'service.change' },
};
