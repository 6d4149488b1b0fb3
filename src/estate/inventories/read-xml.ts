import { SaxesParser } from 'saxes';
import { fail } from '../errors.ts';

export interface XmlElement {
  /** Local name. */
  name: string;
  namespace: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  children: XmlElement[];
  line: number;
}

const MOST_DEPTH = 200;
/** Each costs some 500 bytes here, and as much again in the schema check. */
const MOST_ELEMENTS = 2_000_000;

/**
 * An XML document as a tree, without DTD or entities of its own (refused: they are how a small file becomes a large
 * one, or reads another). Errors name line and column.
 */
export function readXml(text: string, file: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stack: XmlElement[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  const place = () => `${parser.line}:${parser.column}`;
  parser.on('doctype', () => {
    throw fail('inventory-refused', { details: { file, place: place(), reason: 'DOCTYPE' } });
  });
  parser.on('error', (error) => {
    throw fail('inventory-malformed', {
      cause: error,
      details: { file, place: place(), reason: error.message.replace(/^[^ ]* /, '') },
    });
  });
  parser.on('opentag', (tag) => {
    if (++count > MOST_ELEMENTS)
      throw fail('inventory-too-large', { details: { file, place: place(), limit: MOST_ELEMENTS } });
    if (stack.length >= MOST_DEPTH)
      throw fail('inventory-too-deep', { details: { file, place: place(), limit: MOST_DEPTH } });
    const attributes = Object.fromEntries(Object.entries(tag.attributes).map(([name, a]) => [name, a.value]));
    const element: XmlElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes,
      text: '',
      children: [],
      line: parser.line,
    };
    stack.at(-1)?.children.push(element);
    root ??= element;
    stack.push(element);
  });
  const addText = (chunk: string) => {
    const top = stack.at(-1);
    if (top) top.text += chunk;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    stack.pop();
  });
  parser.write(text).close();
  if (!root) throw fail('inventory-malformed', { details: { file, place: '1:1', reason: 'no element' } });
  return root;
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((c) => c.name === name);
}

export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  return childOf(element, name)?.text.trim() || undefined;
}
