import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { readUpload } from './read-upload.ts';

const upload = (truncated: boolean) => ({
  filename: 'kev.csv',
  file: Object.assign(Readable.from([Buffer.from('a'), Buffer.from('b')]), { truncated }),
});

it('gives an upload whole', async () => {
  expect((await readUpload(upload(false)).toArray()).join('')).toBe('ab');
});

it('refuses one that was cut at the limit', async () => {
  await expect(readUpload(upload(true)).toArray()).rejects.toMatchObject({
    code: 'platform.file-too-large',
    details: { place: 'kev.csv', limit: 2 },
  });
});
