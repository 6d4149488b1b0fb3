/** A portal, a proxy or an error page where data was asked for: told by the first bytes, then by the declared form. */
export function looksLikeHtml(head: Uint8Array, contentType?: string): boolean {
  const text = Buffer.from(head.subarray(0, 512))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase();
  if (/^(<!doctype html|<html|<head|<body|<script|<!--)/.test(text)) return true;
  return text.startsWith('<') && /\b(text\/html|application\/xhtml)/i.test(contentType ?? '');
}
