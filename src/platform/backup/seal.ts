import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import type { Readable } from 'node:stream';
import { fail } from './errors.ts';

/**
 * A sealed backup: `VIGIESEAL1\n`, salt (16), nonce prefix (7), then blocks of 64 KiB of plain text, each AES-256-GCM with the
 * nonce prefix ‖ block number (4) ‖ last (1), followed by its tag (16). The last-block mark makes a cut archive fail
 * (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). Key: scrypt N=2^17 r=8 p=1.
 */
const MAGIC = Buffer.from('VIGIESEAL1\n');
const SALT = 16;
const PREFIX = 7;
const TAG = 16;
const BLOCK = 64 * 1024;
export const SEAL_HEADER = MAGIC.length + SALT + PREFIX;

export const isSealed = (start: Uint8Array) => Buffer.from(start).subarray(0, MAGIC.length).equals(MAGIC);

async function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // 128 MiB of memory a guess.
    const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
    scrypt(passphrase.normalize('NFC'), salt, 32, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function nonceOf(prefix: Buffer, block: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  prefix.copy(nonce);
  nonce.writeUInt32BE(block, PREFIX);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** Cuts a stream into blocks of exactly `size`, except the last. */
async function* blocks(
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ block: Buffer; isLast: boolean }> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    // One byte more than a block is kept, to know that the block is not the last.
    while (held.length > size) {
      yield { block: held.subarray(0, size), isLast: false };
      held = held.subarray(size);
    }
  }
  yield { block: held, isLast: true };
}

export async function* seal(source: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT);
  const prefix = randomBytes(PREFIX);
  const key = await keyOf(passphrase, salt);
  yield Buffer.concat([MAGIC, salt, prefix]);
  let number = 0;
  for await (const { block, isLast } of blocks(source, BLOCK)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(prefix, number++, isLast));
    yield Buffer.concat([cipher.update(block), cipher.final(), cipher.getAuthTag()]);
  }
}

/** @param source the archive after its header, which is given apart */
export async function* unseal(header: Buffer, source: Readable, passphrase: string): AsyncGenerator<Buffer> {
  const salt = header.subarray(MAGIC.length, MAGIC.length + SALT);
  const prefix = header.subarray(MAGIC.length + SALT, SEAL_HEADER);
  const key = await keyOf(passphrase, salt);
  let number = 0;
  for await (const { block, isLast } of blocks(source, BLOCK + TAG)) {
    if (block.length < TAG) throw fail('backup-damaged', { details: { place: `block ${number}` } });
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(prefix, number, isLast));
    decipher.setAuthTag(block.subarray(block.length - TAG));
    const plain = decipher.update(block.subarray(0, block.length - TAG));
    try {
      decipher.final();
    } catch (cause) {
      // A wrong passphrase shows in the first block; later it is damage.
      if (number === 0) throw fail('backup-wrong-passphrase', { cause });
      throw fail('backup-damaged', { cause, details: { place: `block ${number}` } });
    }
    number++;
    yield plain;
  }
}
