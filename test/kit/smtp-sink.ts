import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string[];
  subject: string;
  text: string;
  raw: string;
}

export interface SmtpSink {
  /** For `VIGIE_SMTP_URL`. */
  url: string;
  /** What came, in order; emptied by the test. */
  mails: ReceivedMail[];
  /** Mailboxes that are closed: refused with 550. */
  closed: Set<string>;
  close(): Promise<void>;
}

/** A real SMTP server on loopback that keeps what it is sent. */
export async function smtpSink(): Promise<SmtpSink> {
  const mails: ReceivedMail[] = [];
  const closed = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      closed.has(address) ? done(Object.assign(new Error('mailbox closed'), { responseCode: 550 })) : done(),
    onData: (stream, session, done) => {
      stream.toArray().then((chunks: Buffer[]) => {
        mails.push(read(Buffer.concat(chunks).toString('latin1'), session.envelope.rcptTo));
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    closed,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

/** One text part, as Vigie writes: headers, an empty line, the body in its transfer encoding (RFC 2045, RFC 2047). */
function read(raw: string, to: { address: string }[]): ReceivedMail {
  const cut = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, cut).replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  const body = raw.slice(cut + 4).replaceAll('\r\n', '\n');
  const encoding = header('Content-Transfer-Encoding').toLowerCase();
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : Buffer.from(encoding === 'quoted-printable' ? unquote(body.replace(/=\n/g, '')) : body, 'latin1');
  const words = header('Subject').replace(/\?= +=\?/g, '?==?');
  const subject = words.replace(/=\?utf-8\?([QB])\?(.*?)\?=/gi, (_, kind: string, text: string) =>
    (kind.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64')
      : Buffer.from(unquote(text.replaceAll('_', ' ')), 'latin1')
    ).toString('utf8'),
  );
  return { to: to.map((r) => r.address), subject, text: bytes.toString('utf8'), raw };
}

const unquote = (text: string) =>
  text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
