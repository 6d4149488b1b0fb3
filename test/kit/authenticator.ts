import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();

/** Flags of WebAuthn §6.1: present, verified, attested credential data. */
const UP = 0x01;
const UV = 0x04;
const AT = 0x40;

/** A passkey authenticator in software (WebAuthn level 3, ES256, no attestation). */
export class SoftAuthenticator {
  readonly id = randomBytes(32);
  counter = 0;
  verifiesOwner = true;
  readonly #keys: { publicKey: KeyObject; privateKey: KeyObject };

  constructor() {
    this.#keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  register(options: { challenge: string; rp: { id: string } }, origin: string) {
    const client = clientData('webauthn.create', options.challenge, origin);
    const length = Buffer.from([0, this.id.length]);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.#coseKey()]);
    const authData = Buffer.concat([this.#head(options.rp.id, AT), attested]);
    // CBOR map {fmt: "none", attStmt: {}, authData: bytes}
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      cborText('fmt'),
      cborText('none'),
      cborText('attStmt'),
      Buffer.from([0xa0]),
      cborText('authData'),
      cborBytes(authData),
    ]);
    return this.#answer({
      clientDataJSON: b64(client),
      attestationObject: b64(attestation),
      transports: ['internal'],
    });
  }

  authenticate(options: { challenge: string; rpId: string }, origin: string) {
    this.counter++;
    const client = clientData('webauthn.get', options.challenge, origin);
    const authData = this.#head(options.rpId, 0);
    const signature = sign('sha256', Buffer.concat([authData, sha256(client)]), this.#keys.privateKey);
    return this.#answer({
      clientDataJSON: b64(client),
      authenticatorData: b64(authData),
      signature: b64(signature),
    });
  }

  #answer(response: object) {
    return {
      id: b64(this.id),
      rawId: b64(this.id),
      type: 'public-key',
      clientExtensionResults: {},
      response,
    };
  }

  #head(rpId: string, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const all = flags | UP | (this.verifiesOwner ? UV : 0);
    return Buffer.concat([sha256(rpId), Buffer.from([all]), counter]);
  }

  /** COSE EC2 key: {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053). */
  #coseKey(): Buffer {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      cborBytes(Buffer.from(x, 'base64url')),
      Buffer.from([0x22]),
      cborBytes(Buffer.from(y, 'base64url')),
    ]);
  }
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
}

function cborBytes(bytes: Buffer): Buffer {
  const head = bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 255];
  return Buffer.concat([Buffer.from(head), bytes]);
}
