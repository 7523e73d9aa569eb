import type { AgeFormat } from '../../ports/age-format.ts';

/** The largest file that is opened, in characters. */
const LARGEST_FILE = 4_194_304;

/**
 * Files in the format of age (age-encryption.org/v1), armoured, by the `age-encryption` package, which is loaded when it is first
 * needed: it takes a tenth of a second, and most gateways never export anything.
 *
 * `scryptLogN` is the work of a passphrase: 18, as age itself takes, where nothing is said.
 */
export function openAge({ scryptLogN = 18 }: { readonly scryptLogN?: number } = {}): AgeFormat {
  return {
    encrypt: async (text, to) => {
      const { armor, Encrypter } = await import('age-encryption');
      const encrypter = new Encrypter();
      try {
        if (to.kind === 'recipient') encrypter.addRecipient(to.recipient.trim());
        else {
          encrypter.setScryptWorkFactor(scryptLogN);
          encrypter.setPassphrase(to.passphrase);
        }
      } catch {
        return null;
      }
      return armor.encode(await encrypter.encrypt(text));
    },
    decrypt: async (file, identity) => {
      if (file.length > LARGEST_FILE) return null;
      const { armor, Decrypter } = await import('age-encryption');
      const decrypter = new Decrypter();
      try {
        if (identity.kind === 'identity') decrypter.addIdentity(identity.identity.trim());
        else decrypter.addPassphrase(identity.passphrase);
        return await decrypter.decrypt(armor.decode(file.trim()), 'text');
      } catch {
        return null;
      }
    },
  };
}
