export interface MailMessage {
  to: string | string[];
  subject: string;
  /** Plain text; always present. */
  text: string;
  html?: string;
  /** Same key twice within a day: the second is not sent. */
  idempotencyKey?: string;
}

export interface Mail {
  /** False when no SMTP server is set: callers then show the message on screen and say so. */
  configured: boolean;
  send(message: MailMessage): Promise<void>;
}
