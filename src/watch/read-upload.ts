import { Readable } from 'node:stream';
import { fileError } from '../platform/files/read-errors.ts';

interface Upload {
  filename: string;
  file: Readable & { truncated: boolean };
}

/** An uploaded file to its end: one cut off at the server's limit is an error, never a shorter file. */
export function readUpload(upload: Upload): Readable {
  async function* whole(): AsyncGenerator<Buffer> {
    let size = 0;
    for await (const chunk of upload.file) {
      size += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
    if (upload.file.truncated)
      throw fileError('file-too-large', { details: { place: upload.filename.slice(0, 200), limit: size } });
  }
  return Readable.from(whole(), { objectMode: false });
}
