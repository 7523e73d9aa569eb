import type { OneTimeCodes } from '../../ports/one-time-codes.ts';

const ISSUER = 'Countersign';
const TERMS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** Codes by otpauth, which is loaded when the first is needed; it compares in constant time. */
export function openOneTimeCodes(): OneTimeCodes {
  return {
    describe: async (bytes, account) => {
      const { Secret, TOTP } = await import('otpauth');
      const secret = new Secret({ buffer: bufferOf(bytes) });
      const totp = new TOTP({ ...TERMS, issuer: ISSUER, label: account, secret });
      return { uri: totp.toString(), secretText: secret.base32 };
    },
    counterOf: async (code, { secret: bytes, nowMs }) => {
      const { Secret, TOTP } = await import('otpauth');
      const secret = new Secret({ buffer: bufferOf(bytes) });
      const delta = TOTP.validate({ ...TERMS, token: code, secret, timestamp: nowMs, window: 1 });
      return delta === null ? null : TOTP.counter({ period: TERMS.period, timestamp: nowMs }) + delta;
    },
  };
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
